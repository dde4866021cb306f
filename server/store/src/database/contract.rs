//! What statements and transactions promise on every engine.

use super::{Run, Transaction, sql};
use crate::contract::{Place, Trial, row, trials};
use crate::{Failure, Store};

async fn put(transaction: &mut Transaction<'_>, name: &str) -> Result<u64, Failure> {
    let insert = sql("INSERT INTO server_secret (name, value) VALUES ($1, 'x')");
    transaction.execute(insert.bind(name)).await
}

async fn names(store: &Store) -> Vec<String> {
    let names = store.fetch_all(sql("SELECT name FROM server_secret ORDER BY name")).await.unwrap();
    names.into_iter().map(|(name,)| name).collect()
}

#[tokio::test]
async fn the_statements_of_a_transaction_take_effect_together_or_not_at_all() {
    for Trial { store, place: _place } in trials().await {
        let mut kept = store.begin().await.unwrap();
        assert_eq!(put(&mut kept, "a").await.unwrap(), 1);
        put(&mut kept, "b").await.unwrap();
        assert!(names(&store).await.is_empty(), "nobody else sees it before it is committed");
        kept.commit().await.unwrap();
        let mut undone = store.begin().await.unwrap();
        put(&mut undone, "c").await.unwrap();
        undone.rollback().await.unwrap();
        let mut dropped = store.begin().await.unwrap();
        put(&mut dropped, "d").await.unwrap();
        drop(dropped);
        assert_eq!(names(&store).await, ["a", "b"]);
    }
}

#[tokio::test]
async fn the_journal_goes_on_after_a_transaction_that_was_dropped() {
    for Trial { store, place: _place } in trials().await {
        let mut transaction = store.begin().await.unwrap();
        put(&mut transaction, "a").await.unwrap();
        drop(transaction);
        store.append(vec![row("a", "2026-11-22", 1, "k1")]).await.unwrap();
        let mut transaction = store.begin().await.unwrap();
        put(&mut transaction, "a").await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(names(&store).await, ["a"]);
    }
}

#[tokio::test]
async fn a_transaction_of_which_a_statement_failed_is_not_committed_in_silence() {
    for Trial { store, place: _place } in trials().await {
        let mut transaction = store.begin().await.unwrap();
        put(&mut transaction, "a").await.unwrap();
        assert!(put(&mut transaction, "a").await.is_err(), "the name is taken");
        let committed = transaction.commit().await.is_ok();
        assert_eq!(names(&store).await.len(), usize::from(committed));
    }
}

#[tokio::test]
async fn values_come_back_as_they_were_bound_and_null_is_none() {
    for Trial { store, place: _place } in trials().await {
        let bound = sql("SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS BIGINT)");
        let bound = bound.bind("sì, €5").bind(None::<&str>).bind(i64::MIN).bind(None::<i64>);
        let read: (String, Option<String>, i64, Option<i64>) = store.fetch_one(bound).await.unwrap();
        assert_eq!(read, ("sì, €5".to_owned(), None, i64::MIN, None));
        let truths: Vec<(bool,)> = store.fetch_all(sql("SELECT $1 = $2").bind(1_i64).bind(1_i64)).await.unwrap();
        assert_eq!(truths, [(true,)]);
    }
}

#[tokio::test]
async fn a_transaction_that_may_be_lost_leaves_the_others_durable() {
    for Trial { store, place } in trials().await {
        let mut losable = store.begin_losable().await.unwrap();
        put(&mut losable, "a").await.unwrap();
        assert!(!waits_for_the_disk(&mut losable, &place).await);
        losable.commit().await.unwrap();
        let mut kept = store.begin().await.unwrap();
        assert!(waits_for_the_disk(&mut kept, &place).await);
        put(&mut kept, "b").await.unwrap();
        kept.commit().await.unwrap();
        assert_eq!(names(&store).await, ["a", "b"]);
    }
}

/// Whether the commit of a transaction returns when its effects are on the disk.
async fn waits_for_the_disk(transaction: &mut Transaction<'_>, place: &Place) -> bool {
    match place {
        Place::Folder(_) => transaction.fetch_one::<(i64,)>(sql("PRAGMA synchronous")).await.unwrap().0 >= 2,
        Place::Url(_) => transaction.fetch_one::<(String,)>(sql("SHOW synchronous_commit")).await.unwrap().0 == "on",
    }
}
