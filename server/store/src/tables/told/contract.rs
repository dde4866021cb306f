//! What the table promises on every engine.

use super::{NewWord, Told, claim_word, forget_before, last_called, of_day, put};
use crate::contract::{Trial, branch, day, trials};
use queue::{Duration, ServiceId, TicketId, Timestamp};

fn told(of: &str, ticket: u32, called: Option<i64>) -> Told {
    Told {
        branch: branch("a"),
        day: day(of),
        ticket: TicketId(ticket),
        service: ServiceId::new("cash"),
        at: Timestamp(1_000),
        low_minutes: 10,
        high_minutes: 15,
        q10: Duration::minutes(10),
        median: Duration::minutes(12),
        q90: Duration::minutes(14),
        called: called.map(Timestamp),
    }
}

#[tokio::test]
async fn the_first_telling_and_the_first_call_stay() {
    for Trial { store, place: _place } in trials().await {
        let first = told("2026-11-22", 7, None);
        put(&store, &first).await.unwrap();
        // Another server that tells the same ticket later.
        put(&store, &Told { at: Timestamp(2_000), low_minutes: 20, high_minutes: 25, ..first.clone() }).await.unwrap();
        let (a, today) = (branch("a"), day("2026-11-22"));
        assert_eq!(of_day(&store, &a, &today).await.unwrap(), std::slice::from_ref(&first));
        put(&store, &told("2026-11-22", 7, Some(9_000))).await.unwrap();
        put(&store, &told("2026-11-22", 7, Some(12_000))).await.unwrap();
        put(&store, &told("2026-11-22", 7, None)).await.unwrap();
        let called = Told { called: Some(Timestamp(9_000)), ..first };
        assert_eq!(of_day(&store, &a, &today).await.unwrap(), [called]);
    }
}

#[tokio::test]
async fn the_last_calls_come_first_and_days_that_are_over_can_be_forgotten() {
    for Trial { store, place: _place } in trials().await {
        let a = branch("a");
        for (of, ticket, called) in
            [("2026-11-21", 1, Some(5_000)), ("2026-11-22", 1, Some(9_000)), ("2026-11-22", 2, None)]
        {
            put(&store, &told(of, ticket, called)).await.unwrap();
        }
        put(&store, &Told { branch: branch("b"), ..told("2026-11-21", 1, Some(7_000)) }).await.unwrap();
        let calls = |rows: Vec<Told>| rows.iter().filter_map(|told| Some(told.called?.0)).collect::<Vec<_>>();
        assert_eq!(calls(last_called(&store, &a, 10).await.unwrap()), [9_000, 5_000]);
        assert_eq!(calls(last_called(&store, &a, 1).await.unwrap()), [9_000]);
        forget_before(&store, &a, &day("2026-11-22")).await.unwrap();
        assert_eq!(calls(last_called(&store, &a, 10).await.unwrap()), [9_000]);
        assert_eq!(last_called(&store, &branch("b"), 10).await.unwrap().len(), 1, "another branch keeps its own");
    }
}

#[tokio::test]
async fn one_server_sends_a_word_and_none_soon_after_it() {
    for Trial { store, place: _place } in trials().await {
        let (branch, day, pause) = (branch("a"), day("2026-11-22"), Duration(100));
        let claims = async |at| {
            let word = NewWord { branch: &branch, day: &day, ticket: TicketId(7), at: Timestamp(at), pause };
            claim_word(&store, word).await.unwrap()
        };
        assert!(!claims(1_000).await, "nothing was told yet");
        put(&store, &told("2026-11-22", 7, None)).await.unwrap();
        assert!(claims(1_000).await);
        assert!(!claims(1_000).await, "another server was first");
        assert!(!claims(1_099).await);
        assert!(claims(1_100).await);
    }
}
