//! What the table promises on every engine.

use super::{
    Interest, InterestContact, by_id, by_token, change, contact, ending, erase_contact, erase_until, put, put_contact,
};
use crate::Store;
use crate::contract::{Trial, branch, day, token, trials};
use queue::{CsrId, TicketId, Timestamp};

fn interest(link: &str, erase_on: &str) -> Interest {
    Interest {
        id: 0,
        branch: branch("a"),
        token: token(link),
        product: "loan".to_owned(),
        day: day("2026-12-01"),
        ticket: Some(TicketId(7)),
        label: "D007".to_owned(),
        language: "it".to_owned(),
        wording: "hash".to_owned(),
        state: "given".to_owned(),
        owner: Some(CsrId(3)),
        given: Timestamp(10),
        erase_on: erase_on.to_owned(),
        version: 1,
    }
}

fn rosa() -> InterestContact {
    InterestContact { name: "Rosa".to_owned(), email: "Rosa@example.org".to_owned(), phone: String::new() }
}

async fn kept(store: &Store, link: &str, erase_on: &str) -> i64 {
    let mut transaction = store.begin().await.unwrap();
    let new = interest(link, erase_on);
    let id = put(&mut transaction, &new, "staff:3").await.unwrap();
    put_contact(&mut transaction, id, &new, &rosa(), "rosa@example.org").await.unwrap();
    transaction.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_change_is_made_to_the_version_that_it_saw_and_the_link_leads_to_it() {
    for Trial { store, place: _place } in trials().await {
        let id = kept(&store, "t1", "2027-03-01").await;
        let before = by_token(&store, &token("t1")).await.unwrap().unwrap();
        assert_eq!(before, Interest { id, ..interest("t1", "2027-03-01") });
        assert_eq!(by_id(&store, &branch("b"), id).await.unwrap(), None, "another branch's");
        let mut transaction = store.begin().await.unwrap();
        assert!(change(&mut transaction, &before, "passed", Timestamp(20), "staff:3").await.unwrap());
        assert!(!change(&mut transaction, &before, "done", Timestamp(21), "staff:4").await.unwrap());
        transaction.commit().await.unwrap();
        let after = by_id(&store, &branch("a"), id).await.unwrap().unwrap();
        assert_eq!((after.state.as_str(), after.version), ("passed", 2));
    }
}

#[tokio::test]
async fn a_contact_is_erased_on_its_day_or_when_it_is_withdrawn() {
    for Trial { store, place: _place } in trials().await {
        let (first, second) = (kept(&store, "t1", "2027-03-01").await, kept(&store, "t2", "2027-03-02").await);
        assert_eq!(contact(&store, first).await.unwrap(), Some(rosa()));
        erase_contact(&store, second).await.unwrap();
        assert_eq!(contact(&store, second).await.unwrap(), None);
        assert_eq!(erase_until(&store, &day("2027-02-28")).await.unwrap(), 0);
        let ends = ending(&store, &day("2027-03-01")).await.unwrap();
        assert_eq!(ends.iter().map(|interest| interest.id).collect::<Vec<_>>(), [first]);
        assert_eq!(erase_until(&store, &day("2027-03-01")).await.unwrap(), 1);
        assert_eq!(contact(&store, first).await.unwrap(), None);
    }
}
