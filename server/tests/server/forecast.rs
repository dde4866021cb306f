//! What tickets are told and what is learned, in the real program on both engines.

use super::faults::Faults;
use super::program::{BINARY, Server, Session, complaint, ended, run};
use queue::{Day, TicketId};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use store::{BranchId, Store, told};
use testing::postgres::fresh_database;

/// The databases of a test: a new one of each engine.
async fn databases(folder: &tempfile::TempDir) -> [String; 2] {
    [super::program::database(folder.path()), fresh_database().await]
}

fn demo(faults: &Faults, database: &str) -> Server {
    let mut command = Command::new(&*BINARY);
    faults.on(&mut command).args(["demo", "--listen", "127.0.0.1:0", "--database", database]);
    Server::spawn(command, tempfile::tempdir().unwrap())
}

/// Looks at the dashboard until it shows what is wanted. Whoever looks has the waits foreseen.
async fn until(manager: &Session<'_>, wanted: impl Fn(&Value) -> bool) -> Value {
    let looking = async {
        loop {
            let seen = manager.view("manager").await;
            if wanted(&seen) {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), looking).await.expect("the dashboard shows it")
}

/// Waits until the database has both tickets of the test.
async fn until_kept(database: &str) {
    let store = match database.strip_prefix("sqlite://") {
        Some(file) => Store::sqlite_read_only(Path::new(file)).await.unwrap(),
        None => Store::postgres_read_only(database).await.unwrap(),
    };
    let (branch, day) = (BranchId::new("centro"), Day::from_written("2026-11-23"));
    let looking = async {
        while told::of_day(&store, &branch, &day).await.unwrap().iter().all(|told| told.ticket != TicketId(2)) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), looking).await.expect("what was told is kept");
}

fn cash(seen: &Value) -> Value {
    seen["services"].as_array().unwrap().iter().find(|row| row["id"] == "cash").unwrap().clone()
}

#[tokio::test]
async fn what_a_ticket_was_told_is_kept_and_measured_by_its_call_on_both_engines() {
    let (faults, folder) = (Faults::new(), tempfile::tempdir().unwrap());
    for database in databases(&folder).await {
        faults.clock_is("2026-11-23T09:00:00Z");
        let server = demo(&faults, &database);
        let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
        anna.press("1", "open").await;
        server.issue("cash").await;
        anna.press("1", "next").await;
        anna.press("1", "start").await;
        let ticket = server.issue("cash").await;
        let said = until(&gaia, |seen| cash(seen)["waiting"] == 1 && !cash(seen)["wait"].is_null()).await;
        assert!(said["accuracy"].is_null(), "nobody who was told a wait has been called");
        let own = format!("/api/v1/tickets/{}", ticket["token"].as_str().unwrap());
        let told: Value = server.get(&own).await.json().await.unwrap();
        let high = told["status"]["wait"]["high_minutes"].as_u64().unwrap();
        assert!(high > 0, "{told}");
        until_kept(&database).await;
        // What was told outlives the server: the next one measures it.
        drop(server);
        faults.clock_is("2026-11-23T09:05:00Z");
        let server = demo(&faults, &database);
        let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
        until(&gaia, |seen| cash(seen)["waiting"] == 1 && !cash(seen)["wait"].is_null()).await;
        anna.press("1", "finish").await;
        anna.press("1", "next").await;
        let seen = until(&gaia, |seen| !seen["accuracy"].is_null()).await;
        let all = &seen["accuracy"]["all"];
        assert!(all["tickets"].as_u64().unwrap() >= 1, "{all}");
        let of_cash = &seen["accuracy"]["services"][0];
        assert_eq!(of_cash["id"], "cash", "{of_cash}");
        assert_eq!(of_cash["score"]["said"]["high_minutes"].as_u64(), Some(high), "{of_cash}");
        assert_eq!(of_cash["score"]["waited_minutes"], 5, "{of_cash}");
        assert_eq!(seen["accuracy"]["since"], "2026-11-23");
        assert_eq!(seen["accuracy"]["hours"][0]["hour"], 10, "by the branch's clock");
    }
}

#[tokio::test]
async fn a_branch_is_learned_from_its_finished_days_on_both_engines() {
    let (faults, folder) = (Faults::new(), tempfile::tempdir().unwrap());
    for database in databases(&folder).await {
        faults.clock_is("2026-11-23T09:00:00Z");
        let server = demo(&faults, &database);
        let (anna, gaia) = (server.sign_in("anna").await, server.sign_in("gaia").await);
        let unknown = |days: u32| json!({ "state": "unknown", "days": days, "needed": 5 });
        until(&gaia, |seen| seen["advice"] == unknown(0) && seen["plan"] == unknown(0)).await;
        anna.press("1", "open").await;
        server.issue("cash").await;
        for command in ["next", "start", "finish"] {
            anna.press("1", command).await;
        }
        faults.clock_is("2026-11-24T09:00:00Z");
        server.issue("cash").await;
        let gaia = server.sign_in("gaia").await;
        until(&gaia, |seen| seen["advice"] == unknown(1) && seen["plan"] == unknown(1)).await;
        drop(server);
        let learned = ended(faults.on(Command::new(&*BINARY).args(["forecast", "learn", "--database", &database])));
        let said = String::from_utf8_lossy(&learned.stdout).into_owned();
        assert_eq!(said, "centro: learned from 1 day, from 2026-11-23 to 2026-11-23\n");
    }
}

#[test]
fn who_learns_of_a_branch_that_is_not_there_is_told_which_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let database = super::program::database(folder.path());
    let output = run(&["forecast", "learn", "--branch", "nowhere", "--database", &database]);
    assert!(complaint(&output).contains("there is no branch \"nowhere\"; write one of centro"));
    let empty = run(&["forecast", "learn", "--database", &database]);
    assert_eq!(String::from_utf8_lossy(&empty.stdout), "centro: no finished day to learn from yet\n");
}
