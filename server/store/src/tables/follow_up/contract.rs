//! What the table promises on every engine.

use super::{FollowUp, by_id, change, ending, erase_until, keep_words_until, note, put, put_note};
use crate::Store;
use crate::contract::{Trial, branch, day, trials};
use crate::database::{Run, sql};
use queue::{CsrId, TicketId, Timestamp};

fn follow_up(gone_on: &str) -> FollowUp {
    FollowUp {
        id: 0,
        branch: branch("a"),
        day: day("2026-12-01"),
        ticket: Some(TicketId(7)),
        label: "A007".to_owned(),
        service: "cards".to_owned(),
        due: "2026-12-09".to_owned(),
        gone_on: gone_on.to_owned(),
        state: "open".to_owned(),
        owner: CsrId(3),
        opened: Timestamp(10),
        version: 1,
    }
}

async fn kept(store: &Store, gone_on: &str) -> i64 {
    let mut transaction = store.begin().await.unwrap();
    let new = follow_up(gone_on);
    let id = put(&mut transaction, &new, "staff:3").await.unwrap();
    put_note(&mut transaction, id, &new, "Call Rosa").await.unwrap();
    transaction.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_change_is_made_to_the_version_that_it_saw_and_is_kept_as_a_step() {
    for Trial { store, place: _place } in trials().await {
        let id = kept(&store, "2027-01-08").await;
        let before = by_id(&store, &branch("a"), id).await.unwrap().unwrap();
        assert_eq!(before, FollowUp { id, ..follow_up("2027-01-08") });
        assert_eq!(by_id(&store, &branch("b"), id).await.unwrap(), None, "another branch's");
        let after = FollowUp { state: "done".to_owned(), gone_on: "2027-01-03".to_owned(), ..before.clone() };
        let mut transaction = store.begin().await.unwrap();
        assert!(change(&mut transaction, &before, &after, Timestamp(20), "staff:3").await.unwrap());
        assert!(!change(&mut transaction, &before, &after, Timestamp(21), "staff:4").await.unwrap());
        transaction.commit().await.unwrap();
        assert_eq!(by_id(&store, &branch("a"), id).await.unwrap(), Some(FollowUp { version: 2, ..after }));
        let steps = "SELECT version, actor, to_state FROM follow_up_step WHERE follow_up = $1 ORDER BY version";
        let steps: Vec<(u32, String, String)> = store.fetch_all(sql(steps).bind(id)).await.unwrap();
        let made = |version, to: &str| (version, "staff:3".to_owned(), to.to_owned());
        assert_eq!(steps, [made(1, "open"), made(2, "done")]);
    }
}

#[tokio::test]
async fn words_are_erased_on_their_day_and_what_ends_is_found() {
    for Trial { store, place: _place } in trials().await {
        let (first, second) = (kept(&store, "2027-01-08").await, kept(&store, "2027-01-09").await);
        assert_eq!(erase_until(&store, &day("2027-01-07")).await.unwrap(), 0);
        let ends = ending(&store, "open", &day("2027-01-08")).await.unwrap();
        assert_eq!(ends.iter().map(|follow_up| follow_up.id).collect::<Vec<_>>(), [first]);
        assert!(ending(&store, "done", &day("2027-01-08")).await.unwrap().is_empty());
        keep_words_until(&store, second, "2027-01-08").await.unwrap();
        assert_eq!(note(&store, first).await.unwrap().as_deref(), Some("Call Rosa"));
        assert_eq!(erase_until(&store, &day("2027-01-08")).await.unwrap(), 2);
        assert_eq!(note(&store, first).await.unwrap(), None);
    }
}
