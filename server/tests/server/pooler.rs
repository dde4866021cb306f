//! `PgBouncer` between the program and its PostgreSQL: with sessions all works as without it; with less the program does
//! not start, and says what to give.

use super::program::{Server, complaint, run};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::time::{Duration, Instant};
use testing::pooler::Pooler;
use testing::postgres::fresh_database;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_behind_a_pooler_with_sessions_serve_one_branch() {
    let url = fresh_database().await;
    let pooler = Pooler::start(&url, "session");
    let (one, other) = (Server::demo_on(&pooler.url), Server::demo_on(&pooler.url));
    assert_eq!(one.issue("cash").await["number"], "A001");
    assert_eq!(other.issue("cash").await["number"], "A002");
    let asked = Instant::now();
    let issued = async |server: &Server| {
        let gaia = server.sign_in("gaia").await;
        gaia.view("manager").await["issued"].as_u64().unwrap()
    };
    while issued(&one).await != 2 || issued(&other).await != 2 {
        assert!(asked.elapsed() < Duration::from_secs(5), "what the other server did is heard");
    }
    // The limits that the program sets are those of PostgreSQL's session.
    let anna = one.sign_in("anna").await;
    anna.press("1", "open").await;
    assert_eq!(anna.press("1", "next").await["number"], "A001");
    let backup = tempfile::tempdir().unwrap();
    let to = backup.path().join("backup.db").display().to_string();
    let output = run(&["backup", "--database", &pooler.url, "--to", &to]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let checked = run(&["verify", "--database", &pooler.url]);
    assert!(String::from_utf8_lossy(&checked.stdout).ends_with("nothing is amiss\n"));
}

#[tokio::test]
async fn a_pooler_that_lends_no_sessions_is_named_with_what_to_give() {
    let url = fresh_database().await;
    for mode in ["transaction", "statement"] {
        let pooler = Pooler::start(&url, mode);
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("backup.db").display().to_string();
        for command in
            [&["serve", "--listen", "127.0.0.1:0"][..], &["verify"], &["staff", "list"], &["backup", "--to", &to]]
        {
            let said = complaint(&run(&[command, &["--database", &pooler.url]].concat()));
            assert!(said.contains("lends each transaction another session"), "{mode}: {said}");
            assert!(said.contains("pool_mode=session") && said.contains("the address of PostgreSQL itself"), "{said}");
            assert!(!said.contains("for-tests-only"), "{said}");
        }
    }
    // Nothing was changed: the same database serves by its own address.
    let server = Server::demo_on(&url);
    assert_eq!(server.issue("cash").await["number"], "A001");
}

#[tokio::test]
async fn what_a_pooler_refuses_is_said_with_its_own_words() {
    let url = fresh_database().await;
    let pooler = Pooler::start(&url, "session");
    let stranger = pooler.url.replacen("postgres:", "stranger:", 2).replacen("stranger:", "postgres:", 1);
    let said = complaint(&run(&["serve", "--listen", "127.0.0.1:0", "--database", &stranger]));
    assert!(said.contains("the pooler at postgres://stranger@") && said.contains("auth_file"), "{said}");
    // One that runs, and whose PostgreSQL does not answer any more, is no reason to acknowledge anything.
    let server = Server::demo_on(&pooler.url);
    drop(pooler);
    let answer = server.request(Method::GET, &server.url("/readyz")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.json::<Value>().await.unwrap()["code"], "storage_failed");
}
