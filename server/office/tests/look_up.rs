//! The look-up of a case from outside of it: wrong PINs by the place that they come from, and how long an answer takes.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what builds its case")]

use jiff::civil::date;
use office::Asked;
use office::cases::{LookUp, NewCase, look_up, open as open_case};
use queue::{CsrId, Duration, Timestamp};
use records::Feasts;
use records::case::SIGNS;
use records::look_up::Place;
use std::net::{IpAddr, Ipv4Addr};
use store::{BranchId, RequestKey, Store};
use testing::postgres;

/// Where the state of a request is asked for.
const HERE: Place = Place::Address(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7)));

async fn stores() -> (Vec<Store>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Store::sqlite(&folder.path().join("office.db")).await.unwrap();
    let postgres = Store::postgres(&postgres::fresh_database().await).await.unwrap();
    (vec![sqlite, postgres], folder)
}

/// Opens a case with the PIN 004217. Returns its code.
async fn open(store: &Store) -> String {
    let (branch, key) = (BranchId::new("a"), RequestKey::fresh());
    let new = NewCase {
        kind: "mortgage".to_owned(),
        step: "check".to_owned(),
        ticket: None,
        language: "it".to_owned(),
        name: String::new(),
        note: String::new(),
        pin: "004217".to_owned(),
    };
    let asked = Asked { store, branch: &branch, key: &key, now: Timestamp(5), today: date(2026, 12, 18) };
    open_case(asked, &new, CsrId(3), &Feasts::default(), &[]).await.unwrap().code
}

/// Codes that nobody has: 24 of them.
fn unknown() -> Vec<String> {
    SIGNS.iter().map(|sign| format!("BCDFGHJ{}", char::from(*sign))).collect()
}

#[tokio::test]
async fn wrong_pins_of_many_codes_stop_the_place_that_they_come_from_and_no_other() {
    let (stores, _folder) = stores().await;
    for store in &stores {
        let code = open(store).await;
        let at = |minute: i64, second: i64| Timestamp((minute * 60 + second) * 1_000);
        let look = async |place, code: &str, pin: &str, now| look_up(store, place, code, pin, now).await.unwrap();
        let (guesser, kiosk, desk) = (HERE, Place::Device(1), Place::Staff(CsrId(1)));
        let elsewhere = Place::Address("10.0.0.8".parse().unwrap());
        let others = unknown();
        for (minute, other) in (0..).zip(&others[..20]) {
            assert_eq!(look(guesser, other, "000000", at(minute, 0)).await, LookUp::Wrong, "{other}");
            let right = look(guesser, &code, "004217", at(minute, 1)).await;
            assert!(matches!(right, LookUp::Found(_)) == (minute < 19), "a right PIN costs nothing: {right:?}");
        }
        let stopped = look(guesser, &others[20], "000000", at(20, 0)).await;
        assert_eq!(stopped, LookUp::Stopped(Duration::minutes(40)));
        assert_eq!(
            look(guesser, &code, "004217", at(59, 0)).await,
            LookUp::Stopped(Duration::minutes(1)),
            "also for the right one"
        );
        for place in [elsewhere, kiosk, desk] {
            assert!(matches!(look(place, &code, "004217", at(20, 0)).await, LookUp::Found(_)), "{place:?}");
        }
        assert!(
            matches!(look(guesser, &code, "004217", at(60, 0)).await, LookUp::Found(_)),
            "the first is an hour ago"
        );
        for other in &others[..5] {
            assert_eq!(look(kiosk, other, "000000", at(90, 0)).await, LookUp::Wrong);
        }
        assert_eq!(look(kiosk, &code, "004217", at(90, 10)).await, LookUp::Stopped(Duration::seconds(50)));
        let other_kiosk = look(Place::Device(2), &code, "004217", at(90, 10)).await;
        assert!(matches!(other_kiosk, LookUp::Found(_)), "another kiosk goes on");
        assert!(
            matches!(look(kiosk, &code, "004217", at(91, 0)).await, LookUp::Found(_)),
            "the next visitor waits a minute"
        );
    }
}

#[tokio::test]
async fn of_many_wrong_pins_at_once_an_address_has_no_more_than_its_twenty() {
    let (stores, _folder) = stores().await;
    for store in &stores {
        let codes = unknown();
        let tries = codes.iter().map(|code| look_up(store, HERE, code, "000000", Timestamp(9)));
        let looked = futures::future::join_all(tries).await;
        let wrong = looked.iter().filter(|looked| matches!(looked, Ok(LookUp::Wrong))).count();
        assert!(wrong <= 20, "{wrong}");
    }
}

/// The middle one of some times, in microseconds.
fn median(mut times: Vec<u128>) -> u128 {
    times.sort_unstable();
    times[times.len() / 2]
}

#[tokio::test]
async fn an_unknown_code_takes_as_long_as_a_wrong_pin() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("office.db")).await.unwrap();
    let code = open(&store).await;
    let (mut wrong, mut unknown) = (Vec::new(), Vec::new());
    for at in 0..40 {
        // In turns, so that what else the machine does falls on both.
        for (code, times) in [(code.as_str(), &mut wrong), ("BCDFGHJK", &mut unknown)] {
            let began = std::time::Instant::now();
            assert_eq!(look_up(&store, HERE, code, "000000", Timestamp(at * 3_600_000)).await.unwrap(), LookUp::Wrong);
            times.push(began.elapsed().as_micros());
            store::cases::forget_tries(&store, code).await.unwrap();
        }
    }
    let (wrong, unknown) = (median(wrong), median(unknown));
    println!("a wrong PIN takes {wrong} us, an unknown code {unknown} us");
    assert!(wrong.abs_diff(unknown) * 4 < wrong.max(unknown), "{wrong} us and {unknown} us");
}
