//! What a look-up does, whether there is a code or not.

use super::super::hashed;
use super::{LookUp, NOBODY, look_up};
use argon2::password_hash::phc::PasswordHash;
use queue::{CsrId, Day, Timestamp};
use records::look_up::Place;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Mutex;
use store::cases::Case;
use store::{BranchId, Store, cases};

/// The hashes against which PINs were checked.
pub static CHECKED: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn case(pin_hash: String) -> Case {
    Case {
        id: 0,
        branch: BranchId::new("a"),
        code: "BCDFGH23".to_owned(),
        pin_hash,
        kind: "card".to_owned(),
        step: "received".to_owned(),
        step_since: Timestamp(1),
        state: "open".to_owned(),
        missing: String::new(),
        day: Day::new(2026, 11, 30),
        ticket: None,
        language: "it".to_owned(),
        owner: CsrId(1),
        opened: Timestamp(1),
        touched: Timestamp(1),
        untouched_on: "2026-12-07".to_owned(),
        closed: None,
        resolved: None,
        version: 1,
    }
}

#[tokio::test]
async fn an_unknown_code_does_the_work_of_a_wrong_pin_one_hash_of_the_same_cost() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("office.db")).await.unwrap();
    let kept = hashed("004217").await.unwrap();
    let mut transaction = store.begin().await.unwrap();
    cases::put(&mut transaction, &case(kept.clone()), "1").await.unwrap().unwrap();
    transaction.commit().await.unwrap();
    let here = Place::Address(IpAddr::V4(Ipv4Addr::LOCALHOST));
    for code in ["BCDFGH23", "BCDFGHJK"] {
        assert_eq!(look_up(&store, here, code, "999999", Timestamp(1)).await.unwrap(), LookUp::Wrong, "{code}");
    }
    let nobody = NOBODY.clone().unwrap();
    assert_eq!(*CHECKED.lock().unwrap(), [kept.clone(), nobody.clone()], "each was checked against one hash");
    let (kept, nobody) = (PasswordHash::new(&kept).unwrap(), PasswordHash::new(&nobody).unwrap());
    assert_eq!((kept.algorithm, kept.version, &kept.params), (nobody.algorithm, nobody.version, &nobody.params));
    let length = |hash: &PasswordHash| (hash.salt.map(|salt| salt.as_ref().len()), hash.hash.map(|hash| hash.len()));
    assert_eq!(length(&kept), length(&nobody));
}
