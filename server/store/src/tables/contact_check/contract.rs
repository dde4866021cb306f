//! What the table promises on every engine.

use super::{
    ContactChange, ContactCheck, addresses, by_id, change, count_wrong, ending, erase_until, keep_word_alone, put,
    put_addresses, set_code,
};
use crate::Store;
use crate::contract::{Trial, branch, day, trials};
use queue::{CsrId, Timestamp};

fn check() -> ContactCheck {
    ContactCheck {
        id: 0,
        branch: branch("a"),
        day: day("2026-12-01"),
        ticket: None,
        label: "2026-12-01".to_owned(),
        language: "it".to_owned(),
        wording: "hash".to_owned(),
        state: "changed".to_owned(),
        owner: CsrId(3),
        at: Timestamp(10),
        code_until: Timestamp(20),
        wrong: 0,
        erase_on: "2026-12-31".to_owned(),
        version: 1,
    }
}

fn rosa() -> ContactChange {
    let text = str::to_owned;
    ContactChange { client: text("Rosa"), before: text("old@x.org"), after: text("new@x.org"), code: text("123456") }
}

async fn kept(store: &Store) -> i64 {
    let mut transaction = store.begin().await.unwrap();
    let id = put(&mut transaction, &check(), "staff:3").await.unwrap();
    put_addresses(&mut transaction, &branch("a"), id, &rosa(), "2026-12-31").await.unwrap();
    transaction.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_change_is_made_to_the_version_that_it_saw_and_wrong_codes_are_counted_beside_it() {
    for Trial { store, place: _place } in trials().await {
        let id = kept(&store).await;
        count_wrong(&store, id).await.unwrap();
        let before = by_id(&store, &branch("a"), id).await.unwrap().unwrap();
        assert_eq!(before, ContactCheck { id, wrong: 1, ..check() });
        assert_eq!(by_id(&store, &branch("b"), id).await.unwrap(), None, "another branch's");
        let after = ContactCheck { state: "confirmed".to_owned(), wrong: 0, ..before.clone() };
        let mut transaction = store.begin().await.unwrap();
        assert!(change(&mut transaction, &before, &after, Timestamp(20), "staff:3").await.unwrap());
        assert!(!change(&mut transaction, &before, &after, Timestamp(21), "staff:4").await.unwrap());
        transaction.commit().await.unwrap();
        assert_eq!(by_id(&store, &branch("a"), id).await.unwrap(), Some(ContactCheck { version: 2, ..after }));
    }
}

#[tokio::test]
async fn addresses_are_erased_when_they_are_delivered_or_on_their_day() {
    for Trial { store, place: _place } in trials().await {
        let (first, second) = (kept(&store).await, kept(&store).await);
        set_code(&store, first, "").await.unwrap();
        assert_eq!(addresses(&store, first).await.unwrap(), Some(ContactChange { code: String::new(), ..rosa() }));
        keep_word_alone(&store, first, "2026-12-02").await.unwrap();
        let word = ContactChange { before: "old@x.org".to_owned(), ..ContactChange::default() };
        assert_eq!(addresses(&store, first).await.unwrap(), Some(word));
        assert_eq!(erase_until(&store, &day("2026-12-02")).await.unwrap(), 1);
        let ends = ending(&store, "changed", &day("2026-12-31")).await.unwrap();
        assert_eq!(ends.iter().map(|check| check.id).collect::<Vec<_>>(), [first, second]);
        assert_eq!(erase_until(&store, &day("2026-12-31")).await.unwrap(), 1);
        assert_eq!(addresses(&store, second).await.unwrap(), None);
    }
}
