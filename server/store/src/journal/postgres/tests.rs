//! What only PostgreSQL can do: several openers, several writers, a connection that is lost at the wrong moment.

#[path = "../../../../tests/server/proxy.rs"]
mod proxy;

use crate::contract::{branch, day, key, row, with_visit};
use crate::open::{OpenError, postgres};
use crate::{AppendError, Run, Store, sql};
use proxy::{Proxy, Wire};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::time::{Duration, Instant};
use testing::postgres::{fresh_database, other_path};

const DAY: &str = "2026-11-22";

/// Runs statements as the superuser.
async fn run(url: &str, sql: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}

/// The same place for another user.
fn as_user(url: &str, user: &str, password: &str) -> String {
    let (_, place) = url.rsplit_once('@').unwrap();
    format!("postgres://{user}:{password}@{place}")
}

async fn complaint(url: &str) -> String {
    let said = Store::postgres(url).await.unwrap_err().to_string();
    let password = url.split(['/', '@']).nth(2).unwrap().rsplit_once(':').unwrap().1;
    assert!(!said.contains(password), "{said}");
    said
}

#[tokio::test]
async fn two_servers_that_start_at_once_on_an_empty_database_both_serve() {
    let url = fresh_database().await;
    let openers = futures::future::join_all((0..4).map(|_| Store::postgres(&url))).await;
    let stores: Vec<Store> = openers.into_iter().map(Result::unwrap).collect();
    for (number, store) in stores.iter().enumerate() {
        store.append(vec![row(&format!("b{number}"), DAY, 1, "k1")]).await.unwrap();
    }
    assert_eq!(stores[0].read_day(&branch("b3"), &day(DAY), 0).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_newer_version_is_refused_and_holds_no_lock_afterwards() {
    let url = fresh_database().await;
    Store::postgres(&url).await.unwrap().close().await;
    Store::postgres(&url).await.unwrap().close().await;
    run(&url, "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'future', true, '', 0)").await;
    for _ in 0..2 {
        let refused = tokio::time::timeout(Duration::from_secs(5), Store::postgres(&url)).await.unwrap().unwrap_err();
        assert!(matches!(refused, OpenError::Postgres(postgres::OpenError::Newer { version: 9999, .. })));
        assert!(refused.to_string().contains("newer sportello"), "{refused}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_database_is_said_with_what_to_do() {
    let url = fresh_database().await;
    let name = url.rsplit_once('/').unwrap().1.to_owned();
    let user = format!("user_{name}");
    run(&url, &format!("CREATE ROLE {user} LOGIN PASSWORD 'hunter2hunter2'")).await;
    let said = complaint(&as_user(&url, &user, "hunter2hunter2")).await;
    assert!(said.contains("GRANT CREATE"), "{said}");
    let said = complaint(&as_user(&url, &user, "guessed-wrong")).await;
    assert!(said.contains("does not let the user") && said.contains("--database"), "{said}");
    let said = complaint(&other_path(&url, "no_such_database")).await;
    assert!(said.contains("does not exist") && said.contains("CREATE DATABASE"), "{said}");
    let said = complaint("postgres://sportello:secret-word@127.0.0.1:1/bank").await;
    assert!(said.contains("cannot reach PostgreSQL") && said.contains("127.0.0.1:1/bank"), "{said}");
    let said = complaint("postgres://sportello:secret-word@127.0.0.1:port/bank").await;
    assert!(said.contains("cannot be read") && said.contains("postgres://user:password@"), "{said}");
    run(&url, &format!("GRANT CREATE, USAGE ON SCHEMA public TO {user}")).await;
    Store::postgres(&as_user(&url, &user, "hunter2hunter2")).await.unwrap();
    run(&url, &format!("ALTER ROLE {user} SET default_transaction_read_only = on")).await;
    let said = complaint(&as_user(&url, &user, "hunter2hunter2")).await;
    assert!(said.contains("read-only"), "{said}");
}

/// Two servers that append for many branches at once: none is told of a deadlock, and a branch that lost a race spoils
/// nobody's row.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_append_to_the_same_branches_never_share_a_place_and_never_fail() {
    let url = fresh_database().await;
    let (one, other) = (Store::postgres(&url).await.unwrap(), Store::postgres(&url).await.unwrap());
    let mut appends = tokio::task::JoinSet::new();
    for branch in 0..30 {
        for (server, store) in [("one", one.clone()), ("other", other.clone())] {
            appends.spawn(async move {
                let branch = format!("b{branch}");
                let (mut seq, mut lost) = (0, 0);
                while seq < 20 {
                    let keyed = |seq: u64| row(&branch, DAY, seq, &format!("{server}-{seq}-{lost}"));
                    match store.append(vec![keyed(seq + 1), keyed(seq + 2)]).await {
                        Ok(()) => seq += 2,
                        Err(AppendError::Conflict) => {
                            lost += 1;
                            seq +=
                                store.read_day(&crate::BranchId::new(&branch), &day(DAY), seq + 1).await.unwrap().len()
                                    as u64;
                        }
                        Err(AppendError::Failed(failure)) => panic!("{failure}"),
                    }
                }
                lost
            });
        }
    }
    let lost: u64 = appends.join_all().await.into_iter().sum();
    assert!(lost > 0, "nobody was ever second: nothing was tried");
    for branch in 0..30 {
        let rows = one.read_day(&crate::BranchId::new(&format!("b{branch}")), &day(DAY), 0).await.unwrap();
        assert!(rows.iter().map(|row| row.seq).eq(1..=rows.len() as u64), "branch {branch} has a gap");
        assert!(
            rows.chunks(2).all(|pair| pair[0].request_key.as_str()[..3] == pair[1].request_key.as_str()[..3]),
            "half a request"
        );
    }
}

#[tokio::test]
async fn after_a_commit_whose_answer_is_lost_the_journal_tells_by_key() {
    let url = fresh_database().await;
    let port = url.split(['/', ':', '@']).find_map(|part| part.parse().ok()).unwrap();
    let proxy = Proxy::to(port).await;
    let store = Store::postgres(&proxy.url(&url)).await.unwrap();
    store.append(vec![row("a", DAY, 1, "k1")]).await.unwrap();
    proxy.set(Wire::Mute);
    let asked = Instant::now();
    let answer = store.append(vec![with_visit(row("a", DAY, 2, "k2"), "t", 1)]).await;
    assert!(matches!(answer, Err(AppendError::Failed(_))), "{answer:?}");
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    proxy.set(Wire::Whole);
    assert_eq!(store.by_key(&branch("a"), &key("k2")).await.unwrap().unwrap().seq, 2, "it was committed after all");
    assert_eq!(store.append(vec![row("a", DAY, 2, "k2")]).await, Err(AppendError::Conflict));
    store.append(vec![row("a", DAY, 3, "k3")]).await.unwrap();

    proxy.set(Wire::Cut);
    let answer = store.append(vec![row("a", DAY, 4, "k4")]).await;
    assert!(matches!(answer, Err(AppendError::Failed(_))), "{answer:?}");
    proxy.set(Wire::Whole);
    assert_eq!(store.by_key(&branch("a"), &key("k4")).await.unwrap(), None, "it never arrived");
    store.append(vec![row("a", DAY, 4, "k4")]).await.unwrap();
}

#[tokio::test]
async fn a_statement_that_is_not_answered_fails_in_time_and_its_connection_is_not_used_again() {
    let url = fresh_database().await;
    let port = url.split(['/', ':', '@']).find_map(|part| part.parse().ok()).unwrap();
    let proxy = Proxy::to(port).await;
    let store = Store::postgres(&proxy.url(&url)).await.unwrap();
    let mut transaction = store.begin().await.unwrap();
    let insert = sql("INSERT INTO server_secret (name, value) VALUES ('name', 'value')");
    transaction.execute(insert).await.unwrap();
    store.ping().await.unwrap();
    proxy.set(Wire::Mute);
    let asked = Instant::now();
    assert!(store.ping().await.is_err());
    assert!(transaction.commit().await.is_err(), "nobody said that it was committed");
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    proxy.set(Wire::Whole);
    for _ in 0..8 {
        store.ping().await.unwrap();
    }
}
