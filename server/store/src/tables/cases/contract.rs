//! What the table promises on every engine.

use super::{
    Case, CaseWords, begin_try, by_code, by_id, change, close_words, erase_until, forget_tries, forget_tries_before,
    in_state, lock, opened_since, put, put_words, steps, words,
};
use crate::contract::{Trial, branch, day, trials};
use crate::{Failure, Store};
use queue::{CsrId, TicketId, Timestamp};

fn case(code: &str, untouched_on: &str) -> Case {
    Case {
        id: 0,
        branch: branch("a"),
        code: code.to_owned(),
        pin_hash: "$argon2id$".to_owned(),
        kind: "mortgage".to_owned(),
        step: "check".to_owned(),
        step_since: Timestamp(10),
        state: "open".to_owned(),
        missing: String::new(),
        day: day("2026-12-01"),
        ticket: Some(TicketId(7)),
        language: "it".to_owned(),
        owner: CsrId(3),
        opened: Timestamp(10),
        touched: Timestamp(10),
        untouched_on: untouched_on.to_owned(),
        closed: None,
        resolved: None,
        version: 1,
    }
}

async fn opened(store: &Store, code: &str, untouched_on: &str) -> Result<Option<i64>, Failure> {
    let mut transaction = store.begin().await?;
    let id = put(&mut transaction, &case(code, untouched_on), "staff:3").await?;
    transaction.commit().await?;
    Ok(id)
}

#[tokio::test]
async fn a_code_is_one_case_s_and_a_change_is_made_to_the_version_that_it_saw() {
    for Trial { store, place: _place } in trials().await {
        let id = opened(&store, "BCDFGH23", "2026-12-09").await.unwrap().unwrap();
        assert_eq!(opened(&store, "BCDFGH23", "2026-12-09").await.unwrap(), None);
        let before = by_code(&store, "BCDFGH23").await.unwrap().unwrap();
        let after = Case {
            state: "closed".to_owned(),
            closed: Some(Timestamp(20)),
            resolved: Some(true),
            touched: Timestamp(20),
            ..before.clone()
        };
        let mut transaction = store.begin().await.unwrap();
        assert!(change(&mut transaction, &before, &after, "staff:3").await.unwrap());
        assert!(!change(&mut transaction, &before, &after, "staff:4").await.unwrap());
        transaction.commit().await.unwrap();
        let kept = by_id(&store, &branch("a"), id).await.unwrap().unwrap();
        assert_eq!(kept, Case { version: 2, ..after });
        assert_eq!(by_id(&store, &branch("b"), id).await.unwrap(), None, "another branch's case");
        let made: Vec<_> = steps(&store, id).await.unwrap().into_iter().map(|step| step.to).collect();
        assert_eq!(made, ["open", "closed"]);
    }
}

#[tokio::test]
async fn the_case_that_was_not_touched_for_longest_comes_first() {
    for Trial { store, place: _place } in trials().await {
        opened(&store, "BCDFGH23", "2026-12-09").await.unwrap();
        opened(&store, "BCDFGH24", "2026-12-07").await.unwrap();
        let listed = in_state(&store, &branch("a"), "open", 10).await.unwrap();
        assert_eq!(listed.iter().map(|case| case.code.as_str()).collect::<Vec<_>>(), ["BCDFGH24", "BCDFGH23"]);
        assert!(in_state(&store, &branch("a"), "closed", 10).await.unwrap().is_empty());
        assert_eq!(opened_since(&store, &branch("a"), Timestamp(10)).await.unwrap().len(), 2);
        assert!(opened_since(&store, &branch("a"), Timestamp(11)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn words_are_erased_some_time_after_the_case_was_closed() {
    for Trial { store, place: _place } in trials().await {
        let id = opened(&store, "BCDFGH23", "2026-12-09").await.unwrap().unwrap();
        let kept = CaseWords { name: "Rosa".to_owned(), note: String::new() };
        put_words(&store, id, &kept).await.unwrap();
        assert_eq!(erase_until(&store, &day("9999-12-31")).await.unwrap(), 0, "an open case keeps them");
        close_words(&store, id, &day("2027-03-01")).await.unwrap();
        assert_eq!(words(&store, id).await.unwrap(), Some(kept));
        assert_eq!(erase_until(&store, &day("2027-02-28")).await.unwrap(), 0);
        assert_eq!(erase_until(&store, &day("2027-03-01")).await.unwrap(), 1);
        assert_eq!(words(&store, id).await.unwrap(), None);
    }
}

#[tokio::test]
async fn tries_are_counted_by_code_and_a_locked_code_takes_none() {
    for Trial { store, place: _place } in trials().await {
        let code = "BCDFGH23";
        for tries in 1..=5 {
            assert_eq!(begin_try(&store, code, Timestamp(tries)).await.unwrap(), u32::try_from(tries).ok());
        }
        lock(&store, code, Timestamp(900)).await.unwrap();
        assert_eq!(begin_try(&store, code, Timestamp(899)).await.unwrap(), None);
        assert_eq!(begin_try(&store, "BCDFGH24", Timestamp(899)).await.unwrap(), Some(1), "another code");
        assert_eq!(begin_try(&store, code, Timestamp(900)).await.unwrap(), Some(1), "the count starts anew");
        forget_tries(&store, code).await.unwrap();
        assert_eq!(begin_try(&store, code, Timestamp(901)).await.unwrap(), Some(1));
        assert_eq!(forget_tries_before(&store, Timestamp(900)).await.unwrap(), 1);
    }
}
