//! What the table promises on every engine.

use super::{
    Content, Further, NewFeedback, Tally, add, bursts, by_id, comments, content, erase_until, last_at_exit, of_ticket,
    put, put_words, set_state, tallies,
};
use crate::contract::{Trial, branch, day, trials};
use crate::tables::report::Days;
use crate::{Failure, Store};
use queue::{TicketId, Timestamp};

async fn said(store: &Store, ticket: Option<u32>, at: i64, burst: bool) -> Result<Option<i64>, Failure> {
    let (branch, day) = (branch("a"), day("2026-12-02"));
    let ticket = ticket.map(TicketId);
    let new = NewFeedback {
        branch: &branch,
        day: &day,
        week: "2026-11-30",
        ticket,
        service: "cash",
        language: "it",
        at: Timestamp(at),
        satisfaction: 2,
        burst,
    };
    let mut transaction = store.begin().await?;
    let id = put(&mut transaction, &new).await?;
    transaction.commit().await?;
    Ok(id)
}

#[tokio::test]
async fn a_ticket_answers_once_and_each_step_is_kept_at_once() {
    for Trial { store, place: _place } in trials().await {
        let id = said(&store, Some(7), 10, false).await.unwrap().unwrap();
        assert_eq!(said(&store, Some(7), 11, false).await.unwrap(), None);
        let mut transaction = store.begin().await.unwrap();
        assert!(add(&mut transaction, id, 1, Further::Effort(6), Timestamp(12)).await.unwrap());
        assert!(!add(&mut transaction, id, 1, Further::Effort(1), Timestamp(12)).await.unwrap(), "another version");
        assert!(add(&mut transaction, id, 2, Further::Commented, Timestamp(13)).await.unwrap());
        put_words(&mut transaction, &branch("a"), id, "troppo lento", &day("2027-03-02")).await.unwrap();
        transaction.commit().await.unwrap();
        let kept = of_ticket(&store, &branch("a"), &day("2026-12-02"), TicketId(7)).await.unwrap().unwrap();
        assert_eq!((kept.effort, kept.recommendation, kept.commented, kept.version), (Some(6), None, true, 3));
        let mut transaction = store.begin().await.unwrap();
        assert!(set_state(&mut transaction, &kept, "seen", "staff:1", Timestamp(14)).await.unwrap());
        assert!(!set_state(&mut transaction, &kept, "seen", "staff:1", Timestamp(14)).await.unwrap());
        transaction.commit().await.unwrap();
        assert_eq!(by_id(&store, &branch("a"), id).await.unwrap().unwrap().state, "seen");
        assert_eq!(by_id(&store, &branch("b"), id).await.unwrap(), None, "another branch's answer");
    }
}

#[tokio::test]
async fn the_exit_takes_any_number_of_answers_and_bursts_are_not_counted() {
    for Trial { store, place: _place } in trials().await {
        said(&store, None, 10, false).await.unwrap();
        said(&store, None, 20, true).await.unwrap();
        said(&store, None, 30, true).await.unwrap();
        assert_eq!(last_at_exit(&store, &branch("a"), Timestamp(5)).await.unwrap(), Some(Timestamp(30)));
        assert_eq!(last_at_exit(&store, &branch("a"), Timestamp(30)).await.unwrap(), None);
        let tally = Tally {
            service: "cash".to_owned(),
            week: "2026-11-30".to_owned(),
            satisfaction: 2,
            effort: None,
            recommendation: None,
            count: 1,
        };
        assert_eq!(tallies(&store, &branch("a"), "2026-11-30").await.unwrap(), [tally]);
        assert!(tallies(&store, &branch("a"), "2026-12-07").await.unwrap().is_empty());
        assert_eq!(bursts(&store, &branch("a"), "2026-11-30").await.unwrap(), 2);
    }
}

#[tokio::test]
async fn words_are_erased_on_their_day_and_the_figures_stay() {
    for Trial { store, place: _place } in trials().await {
        let id = said(&store, Some(1), 10, false).await.unwrap().unwrap();
        put_words(&store, &branch("a"), id, "grazie", &day("2027-03-02")).await.unwrap();
        assert_eq!(erase_until(&store, &day("2027-03-01")).await.unwrap(), 0);
        let found = comments(&store, &branch("a"), i64::MAX, 10).await.unwrap();
        assert_eq!((found.len(), found[0].words.as_str(), found[0].feedback.id), (1, "grazie", id));
        assert!(comments(&store, &branch("a"), id, 10).await.unwrap().is_empty(), "only those before it");
        assert_eq!(erase_until(&store, &day("2027-03-02")).await.unwrap(), 1);
        assert!(comments(&store, &branch("a"), i64::MAX, 10).await.unwrap().is_empty());
        assert_eq!(super::comment(&store, id).await.unwrap(), None);
        assert!(by_id(&store, &branch("a"), id).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn answers_are_counted_by_branch_and_day_and_neither_bursts_nor_second_answers_are() {
    for Trial { store, place: _place } in trials().await {
        said(&store, Some(1), 10, false).await.unwrap();
        said(&store, Some(1), 11, false).await.unwrap();
        said(&store, None, 12, false).await.unwrap();
        said(&store, None, 13, true).await.unwrap();
        let of = |first: &str, last: &str| Days { first: day(first), last: day(last) };
        let counted = content(&store, &of("2026-12-01", "2026-12-02")).await.unwrap();
        assert_eq!(counted, [Content { branch: "a".to_owned(), satisfied: 0, answers: 2 }]);
        assert_eq!(content(&store, &of("2026-12-03", "2026-12-04")).await.unwrap(), []);
    }
}
