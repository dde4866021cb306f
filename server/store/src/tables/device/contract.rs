//! What the table promises on every engine.

use super::{Device, DeviceRole, Enrolment, NewDevice, ask, asked, by_key, enrol, last_revocation, of_branch, rename};
use super::{revoke, seen, show, silent};
use crate::Store;
use crate::contract::{Trial, branch, trials};
use queue::{CsrId, Timestamp};

async fn ask_for(store: &Store, letters: &str, key_hash: &str, now: i64) -> bool {
    let mut transaction = store.begin().await.unwrap();
    let (letters, key_hash) = (letters.to_owned(), key_hash.to_owned());
    let enrolment = Enrolment { letters, key_hash, expires: Timestamp(now + 600), address: "10.0.0.5".to_owned() };
    let asked = ask(&mut transaction, &enrolment, Timestamp(now)).await.unwrap();
    transaction.commit().await.unwrap();
    asked
}

async fn enrol_as(store: &Store, letters: &str, now: i64) -> Option<u32> {
    let branch = branch("a");
    let device = NewDevice { branch: &branch, role: DeviceRole::Kiosk, name: "By the door", by: CsrId(7) };
    let mut transaction = store.begin().await.unwrap();
    let id = enrol(&mut transaction, letters, device, Timestamp(now)).await.unwrap();
    transaction.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_device_is_enrolled_once_by_the_letters_that_it_shows_and_in_time() {
    for Trial { store, place: _place } in trials().await {
        assert!(ask_for(&store, "BCDFGHJK", "key", 0).await);
        assert!(!ask_for(&store, "BCDFGHJK", "other", 0).await, "the letters are taken");
        assert_eq!(asked(&store, "key", Timestamp(599)).await.unwrap().unwrap().letters, "BCDFGHJK");
        assert!(asked(&store, "key", Timestamp(600)).await.unwrap().is_none());
        assert_eq!(enrol_as(&store, "ZZZZZZZZ", 1).await, None);
        assert_eq!(enrol_as(&store, "BCDFGHJK", 600).await, None, "too late");
        let id = enrol_as(&store, "BCDFGHJK", 5).await.unwrap();
        assert_eq!(enrol_as(&store, "BCDFGHJK", 5).await, None, "once");
        let device = by_key(&store, "key").await.unwrap().unwrap();
        let Device { role, name, seen, address, .. } = device.clone();
        assert_eq!((device.id, role, name.as_str()), (id, DeviceRole::Kiosk, "By the door"));
        assert_eq!((seen, address.as_str()), (Timestamp(5), "10.0.0.5"));
        assert_eq!(of_branch(&store, &branch("a")).await.unwrap(), [device]);
        assert!(of_branch(&store, &branch("b")).await.unwrap().is_empty());
        assert!(ask_for(&store, "BCDFGHJK", "next", 700).await, "letters come again once they have expired");
    }
}

#[tokio::test]
async fn a_device_is_changed_by_its_own_branch_alone_and_revoked_for_good() {
    for Trial { store, place: _place } in trials().await {
        ask_for(&store, "BCDFGHJK", "key", 0).await;
        let id = enrol_as(&store, "BCDFGHJK", 5).await.unwrap();
        let (own, other) = (branch("a"), branch("b"));
        assert!(!rename(&store, &other, id, "Mine").await.unwrap());
        assert!(!revoke(&store, &other, id, Timestamp(9)).await.unwrap());
        assert!(!show(&store, &other, id, Timestamp(9)).await.unwrap());
        assert!(rename(&store, &own, id, "Entrance").await.unwrap());
        assert!(show(&store, &own, id, Timestamp(90)).await.unwrap());
        seen(&store, id, Timestamp(30), "10.0.0.6", "1.2.3").await.unwrap();
        seen(&store, id, Timestamp(20), "10.0.0.7", "1.2.2").await.unwrap();
        let device = by_key(&store, "key").await.unwrap().unwrap();
        assert_eq!((device.name.as_str(), device.shows_until), ("Entrance", Timestamp(90)));
        assert_eq!(
            (device.seen, device.address.as_str(), device.version.as_str()),
            (Timestamp(30), "10.0.0.6", "1.2.3")
        );
        assert_eq!(silent(&store, Timestamp(10), Timestamp(31)).await.unwrap(), [device]);
        assert!(silent(&store, Timestamp(30), Timestamp(99)).await.unwrap().is_empty(), "gone for long");
        assert!(silent(&store, Timestamp(10), Timestamp(30)).await.unwrap().is_empty(), "heard of");
        assert_eq!(last_revocation(&store).await.unwrap(), None);
        assert!(revoke(&store, &own, id, Timestamp(40)).await.unwrap());
        assert!(by_key(&store, "key").await.unwrap().is_none());
        assert!(!rename(&store, &own, id, "Again").await.unwrap());
        assert_eq!(last_revocation(&store).await.unwrap(), Some(Timestamp(40)));
    }
}
