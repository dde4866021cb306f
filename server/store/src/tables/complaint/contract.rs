//! What the table promises on every engine.

use super::{
    By, Complaint, ComplaintWords, by_id, change, erase_until, in_state, next_number, of_branch_in, put, put_words,
    register, set_answer, steps, words,
};
use crate::contract::{Trial, branch, day, trials};
use crate::{Failure, Store};
use queue::{CsrId, Timestamp};

fn complaint(number: &str, due: &str) -> Complaint {
    Complaint {
        id: 0,
        branch: branch("a"),
        number: number.to_owned(),
        kind: "banking".to_owned(),
        channel: "web".to_owned(),
        service: "cash".to_owned(),
        language: "it".to_owned(),
        about: None,
        feedback: None,
        received: "2026-12-01".to_owned(),
        clock_from: "2026-12-01".to_owned(),
        interim: false,
        due: due.to_owned(),
        state: "received".to_owned(),
        owner: None,
        outcome: None,
        answered_on: None,
        measures_by: None,
        version: 1,
    }
}

fn by(step: &str, at: i64) -> By<'_> {
    By { actor: "staff:7", step, at: Timestamp(at) }
}

async fn entered(store: &Store, number: &str, due: &str) -> Result<i64, Failure> {
    let mut transaction = store.begin().await?;
    let id = put(&mut transaction, &complaint(number, due), by("receive", 1)).await?;
    let words = ComplaintWords { name: "Rosa".to_owned(), words: "La carta".to_owned(), ..ComplaintWords::default() };
    put_words(&mut transaction, id, &words, &day("2036-12-01")).await?;
    transaction.commit().await?;
    Ok(id)
}

#[tokio::test]
async fn a_change_is_made_to_the_version_that_it_saw_and_leaves_a_step() {
    for Trial { store, place: _place } in trials().await {
        let id = entered(&store, "2026-0001", "2027-01-30").await.unwrap();
        let before = by_id(&store, &branch("a"), id).await.unwrap().unwrap();
        let after = Complaint { state: "in_hand".to_owned(), owner: Some(CsrId(7)), ..before.clone() };
        let mut transaction = store.begin().await.unwrap();
        assert!(change(&mut transaction, &before, &after, by("take", 2)).await.unwrap());
        assert!(!change(&mut transaction, &before, &after, by("take", 3)).await.unwrap());
        transaction.commit().await.unwrap();
        let kept = by_id(&store, &branch("a"), id).await.unwrap().unwrap();
        assert_eq!(kept, Complaint { version: 2, ..after });
        assert_eq!(by_id(&store, &branch("b"), id).await.unwrap(), None, "another branch's complaint");
        let made = steps(&store, id).await.unwrap();
        let made: Vec<_> = made.iter().map(|step| (step.version, step.step.as_str(), step.to.as_str())).collect();
        assert_eq!(made, [(1, "receive", "received"), (2, "take", "in_hand")]);
        assert_eq!(in_state(&store, "in_hand", 0, 10).await.unwrap().len(), 1);
        assert!(in_state(&store, "in_hand", id, 10).await.unwrap().is_empty());
        assert_eq!(of_branch_in(&store, &branch("a"), "in_hand", 10).await.unwrap().len(), 1);
        assert!(of_branch_in(&store, &branch("b"), "in_hand", 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn the_register_is_ordered_by_due_date_and_numbers_run_through_the_year() {
    for Trial { store, place: _place } in trials().await {
        entered(&store, "2026-0001", "2027-01-30").await.unwrap();
        entered(&store, "2026-0002", "2026-12-23").await.unwrap();
        let listed = register(&store, &branch("a"), "2026-01-01", "2026-12-31", 10).await.unwrap();
        let numbers: Vec<_> = listed.iter().map(|complaint| complaint.number.as_str()).collect();
        assert_eq!(numbers, ["2026-0002", "2026-0001"]);
        assert!(register(&store, &branch("a"), "2027-01-01", "2027-12-31", 10).await.unwrap().is_empty());
        let mut transaction = store.begin().await.unwrap();
        for (year, number) in [(2026, 1), (2026, 2), (2027, 1)] {
            assert_eq!(next_number(&mut transaction, &branch("a"), year).await.unwrap(), number);
        }
        transaction.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn words_are_kept_for_their_time_and_erased_on_their_day() {
    for Trial { store, place: _place } in trials().await {
        let id = entered(&store, "2026-0001", "2027-01-30").await.unwrap();
        let answer = ComplaintWords { answer: "Ci scusiamo".to_owned(), ..ComplaintWords::default() };
        set_answer(&store, id, &answer).await.unwrap();
        let kept = words(&store, id).await.unwrap().unwrap();
        assert_eq!((kept.name.as_str(), kept.answer.as_str()), ("Rosa", "Ci scusiamo"));
        assert_eq!(erase_until(&store, &day("2036-11-30")).await.unwrap(), 0);
        assert_eq!(erase_until(&store, &day("2036-12-01")).await.unwrap(), 1);
        assert_eq!(words(&store, id).await.unwrap(), None);
        assert!(by_id(&store, &branch("a"), id).await.unwrap().is_some(), "the register stays");
    }
}
