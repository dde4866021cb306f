//! What the table promises on every engine.

use super::{SetupVersion, add, by_number, forget_days_before, newest, newest_number, newest_of, of_day, saves};
use crate::Store;
use crate::contract::{Trial, branch, day, trials};
use queue::Timestamp;

fn version(number: u32, origin: &str) -> SetupVersion {
    SetupVersion {
        number,
        text: format!("format = \"{number}\" # è"),
        languages: "[]".to_owned(),
        origin: origin.to_owned(),
        who: "staff:3".to_owned(),
        at: Timestamp(10),
        changes: "[]".to_owned(),
        reason: "rollout:3".to_owned(),
    }
}

async fn added(store: &Store, version: &SetupVersion) -> bool {
    let mut transaction = store.begin().await.unwrap();
    let added = add(&mut transaction, version).await.unwrap();
    transaction.commit().await.unwrap();
    added
}

#[tokio::test]
async fn a_version_follows_the_newest_one_and_of_two_at_once_one_is_told() {
    for Trial { store, place: _place } in trials().await {
        assert_eq!(newest_number(&store).await.unwrap(), 0);
        assert!(!added(&store, &version(2, "editor")).await, "there is no first one yet");
        assert!(added(&store, &version(1, "file")).await);
        assert!(added(&store, &version(2, "editor")).await);
        assert!(!added(&store, &version(2, "import")).await, "the number is taken");
        assert!(!added(&store, &version(4, "import")).await, "a gap");
        assert_eq!(newest(&store).await.unwrap(), Some(version(2, "editor")));
    }
}

#[tokio::test]
async fn versions_are_found_by_number_by_how_they_came_and_in_pages() {
    for Trial { store, place: _place } in trials().await {
        for (number, origin) in [(1, "file"), (2, "editor"), (3, "file"), (4, "undo")] {
            assert!(added(&store, &version(number, origin)).await);
        }
        assert_eq!(by_number(&store, 2).await.unwrap(), Some(version(2, "editor")));
        assert_eq!(by_number(&store, 5).await.unwrap(), None);
        assert_eq!(newest_of(&store, "file").await.unwrap(), Some(version(3, "file")));
        assert_eq!(newest_of(&store, "import").await.unwrap(), None);
        let numbers = |before, most| {
            let store = &store;
            async move { saves(store, before, most).await.unwrap().iter().map(|save| save.number).collect::<Vec<_>>() }
        };
        assert_eq!(numbers(u32::MAX >> 1, 10).await, [4, 3, 2, 1]);
        assert_eq!(numbers(4, 2).await, [3, 2]);
    }
}

#[tokio::test]
async fn every_server_hears_the_same_version_of_a_day() {
    for Trial { store, place: _place } in trials().await {
        let asked = |day: &'static str, number| {
            let store = &store;
            async move {
                let mut transaction = store.begin().await.unwrap();
                let found = of_day(&mut transaction, &branch("a"), &crate::contract::day(day), number).await.unwrap();
                transaction.commit().await.unwrap();
                found
            }
        };
        assert_eq!(asked("2026-11-30", 1).await, 1);
        assert_eq!(asked("2026-11-30", 2).await, 1, "the day has begun with the first one");
        assert_eq!(asked("2026-12-01", 2).await, 2);
        forget_days_before(&store, &branch("a"), &day("2026-12-01")).await.unwrap();
        assert_eq!(asked("2026-11-30", 5).await, 5, "it was forgotten");
        assert_eq!(asked("2026-12-01", 5).await, 2);
    }
}
