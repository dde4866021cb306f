//! What is told of branches promises on every engine.

use super::*;
use crate::contract::{Trial, branch, day, trials};

fn now(of: &str, seq: u64, waiting: u32) -> BranchNow {
    BranchNow {
        branch: of.to_owned(),
        day: day("2026-11-23"),
        seq,
        at: Timestamp(1_798_162_200_123),
        closed: false,
        stopped: true,
        waiting,
        oldest: (waiting > 0).then_some(Timestamp(1_798_162_100_000)),
        desks: 3,
        alerts: 1,
        server: "one".to_owned(),
    }
}

#[tokio::test]
async fn a_branch_is_told_as_it_was_written_last() {
    for Trial { store, place: _place } in trials().await {
        for row in [now("b", 1, 0), now("a", 4, 2), now("b", 7, 5)] {
            put(&store, &row).await.unwrap();
        }
        assert_eq!(all(&store).await.unwrap(), [now("a", 4, 2), now("b", 7, 5)]);
    }
}

#[tokio::test]
async fn a_branch_whose_journal_tells_more_is_behind() {
    for Trial { store, place: _place } in trials().await {
        let (a, today) = (branch("a"), day("2026-11-24"));
        assert!(!is_behind(&store, &a, &today).await.unwrap(), "of a branch without a row nothing is told");
        put(&store, &now("a", 0, 0)).await.unwrap();
        assert!(!is_behind(&store, &a, &today).await.unwrap());
        store.append(vec![crate::contract::row("a", "2026-11-24", 1, "k")]).await.unwrap();
        assert!(is_behind(&store, &a, &today).await.unwrap());
        assert!(!is_behind(&store, &a, &day("2026-11-23")).await.unwrap(), "a day that has not come does not count");
        let read = BranchNow { day: day("2026-11-24"), ..now("a", 1, 0) };
        put(&store, &read).await.unwrap();
        assert!(!is_behind(&store, &a, &today).await.unwrap());
    }
}
