//! What the journal promises on every engine.

use crate::contract::{Trial, branch, day, key, row, token, trials, with_visit};
use crate::tables::visit;
use crate::{AppendError, Failure};

#[tokio::test]
async fn what_was_appended_is_read_back_in_order_from_any_seq() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![row("a", "2026-11-22", 1, "k1"), row("a", "2026-11-22", 2, "k2")]).await.unwrap();
        store.append(vec![row("a", "2026-11-22", 3, "k3")]).await.unwrap();
        store.append(vec![row("b", "2026-11-22", 1, "k1")]).await.unwrap();
        let rows = store.read_day(&branch("a"), &day("2026-11-22"), 2).await.unwrap();
        assert_eq!(rows, [row("a", "2026-11-22", 2, "k2"), row("a", "2026-11-22", 3, "k3")]);
        assert!(store.read_day(&branch("a"), &day("2026-11-23"), 0).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_conflict_leaves_none_of_its_rows() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![row("a", "2026-11-22", 1, "k1")]).await.unwrap();
        let place_taken = vec![row("a", "2026-11-22", 1, "k2"), row("a", "2026-11-22", 2, "k3")];
        assert_eq!(store.append(place_taken).await, Err(AppendError::Conflict));
        let key_taken = vec![with_visit(row("a", "2026-11-23", 1, "k4"), "t", 1), row("a", "2026-11-23", 2, "k1")];
        assert_eq!(store.append(key_taken).await, Err(AppendError::Conflict));
        assert_eq!(store.read_day(&branch("a"), &day("2026-11-22"), 0).await.unwrap().len(), 1);
        assert!(store.read_day(&branch("a"), &day("2026-11-23"), 0).await.unwrap().is_empty());
        assert_eq!(visit::by_token(&store, &token("t")).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_conflict_in_one_branch_spoils_no_other_s_row() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![row("a", "2026-11-22", 1, "k1")]).await.unwrap();
        let (mut appends, mut losers) = (tokio::task::JoinSet::new(), tokio::task::JoinSet::new());
        for branch in 0..50 {
            let (winner, loser) = (store.clone(), store.clone());
            appends.spawn(async move { winner.append(vec![row(&format!("b{branch}"), "2026-11-22", 1, "k1")]).await });
            losers.spawn(async move { loser.append(vec![row("a", "2026-11-22", 1, &format!("late{branch}"))]).await });
        }
        while let Some(answer) = losers.join_next().await {
            assert_eq!(answer.unwrap(), Err(AppendError::Conflict));
        }
        while let Some(answer) = appends.join_next().await {
            assert_eq!(answer.unwrap(), Ok(()));
        }
    }
}

#[tokio::test]
async fn two_requests_for_the_same_place_at_the_same_moment_are_one_row() {
    for Trial { store, place: _place } in trials().await {
        let mut appends = tokio::task::JoinSet::new();
        for number in 0..20 {
            let store = store.clone();
            let key = format!("k{number}");
            appends.spawn(async move { store.append(vec![row("a", "2026-11-22", 1, &key)]).await });
        }
        let answers = appends.join_all().await;
        assert_eq!(answers.iter().filter(|answer| **answer == Ok(())).count(), 1);
        assert_eq!(answers.iter().filter(|answer| **answer == Err(AppendError::Conflict)).count(), 19);
        assert_eq!(store.read_day(&branch("a"), &day("2026-11-22"), 0).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_request_is_found_by_its_key_on_any_day() {
    for Trial { store, place: _place } in trials().await {
        store.append(vec![row("a", "2026-11-21", 1, "k1")]).await.unwrap();
        store.append(vec![row("a", "2026-11-22", 1, "k2")]).await.unwrap();
        let found = store.by_key(&branch("a"), &key("k1")).await.unwrap();
        assert_eq!(found, Some(row("a", "2026-11-21", 1, "k1")));
        assert_eq!(store.by_key(&branch("b"), &key("k1")).await.unwrap(), None);
        assert_eq!(store.last_day(&branch("a")).await.unwrap(), Some(day("2026-11-22")));
        assert_eq!(store.last_day(&branch("b")).await.unwrap(), None);
    }
}

#[tokio::test]
async fn branches_days_and_links_are_listed_in_order() {
    for Trial { store, place: _place } in trials().await {
        assert!(store.branches().await.unwrap().is_empty() && store.days(&branch("a")).await.unwrap().is_empty());
        for (branch, day) in [("b", "2026-11-22"), ("a", "2026-11-23"), ("a", "2026-11-21")] {
            let two = [(1, "one"), (2, "two")].map(|(seq, word)| {
                let token = format!("{branch}-{day}-{word}");
                with_visit(row(branch, day, seq, &format!("{day}-{seq}")), &token, u32::try_from(seq).unwrap())
            });
            store.append(two.to_vec()).await.unwrap();
        }
        assert_eq!(store.branches().await.unwrap(), [branch("a"), branch("b")]);
        assert_eq!(store.days(&branch("a")).await.unwrap(), [day("2026-11-21"), day("2026-11-23")]);
        assert!(store.days(&branch("c")).await.unwrap().is_empty());
        let links = visit::of_day(&store, &branch("a"), &day("2026-11-21")).await.unwrap();
        let tokens: Vec<&str> = links.iter().map(|(token, _)| token.as_str()).collect();
        assert_eq!(tokens, ["a-2026-11-21-one", "a-2026-11-21-two"]);
        assert_eq!(links.iter().map(|(_, ticket)| ticket.0).collect::<Vec<_>>(), [1, 2]);
        assert!(visit::of_day(&store, &branch("a"), &day("2026-11-22")).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_store_for_reading_reads_beside_one_that_writes_and_writes_nothing() {
    for Trial { store, place } in trials().await {
        let reading = place.open_read_only().await;
        store.append(vec![row("a", "2026-11-22", 1, "k1")]).await.unwrap();
        assert_eq!(reading.branches().await.unwrap(), [branch("a")]);
        let refused = reading.append(vec![row("a", "2026-11-22", 2, "k2")]).await;
        assert_eq!(refused, Err(AppendError::Failed(Failure::ReadOnly)));
        store.append(vec![row("a", "2026-11-22", 2, "k2")]).await.unwrap();
        assert_eq!(reading.read_day(&branch("a"), &day("2026-11-22"), 0).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn what_was_appended_is_there_after_the_store_is_opened_again() {
    for Trial { store, place } in trials().await {
        store.append(vec![with_visit(row("a", "2026-11-22", 1, "k1"), "t", 1)]).await.unwrap();
        store.close().await;
        drop(store);
        let again = place.open().await;
        assert_eq!(again.read_day(&branch("a"), &day("2026-11-22"), 0).await.unwrap().len(), 1);
        assert!(visit::by_token(&again, &token("t")).await.unwrap().is_some());
    }
}
