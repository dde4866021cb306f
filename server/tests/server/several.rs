//! Several servers on one PostgreSQL: any server serves any branch, and nothing is lost or given twice.

use super::postgres::fresh_database;
use super::program::{Server, run};
use std::collections::BTreeSet;

#[tokio::test]
async fn two_servers_on_one_database_give_out_each_number_once() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let mut numbers = BTreeSet::new();
    for _ in 0..5 {
        for server in [&one, &other] {
            numbers.insert(server.issue("cash").await["number"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(numbers.len(), 10);
}

#[tokio::test]
async fn staff_and_serve_take_the_address_of_a_postgresql() {
    let url = fresh_database().await;
    let people = ["staff", "--database", &url, "--login", "ugo", "--name", "Ugo", "--branch", "centro"];
    // Standard input is empty: the password is too short, which is said after the rest has been understood.
    let output = run(&people);
    assert!(String::from_utf8_lossy(&output.stderr).contains("a password has"), "{output:?}");
    let nowhere = "postgres://sportello:secret-word@127.0.0.1:1/bank";
    let output = run(&["serve", "--listen", "127.0.0.1:0", "--database", nowhere]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cannot reach PostgreSQL for postgres://sportello@127.0.0.1:1/bank"), "{said}");
    assert!(!said.contains("secret-word"), "{said}");
}
