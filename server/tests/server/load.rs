//! `sportello load`: it measures, and it fails where an answer is not as expected.

use super::program::{BINARY, Server, complaint, ended};
use serde_json::Value;
use std::process::{Command, Output};
use std::time::Duration;

fn load(server: &Server, arguments: &[&str]) -> Output {
    ended(Command::new(&*BINARY).args(["load", "--json", "--seconds", "1", "--target", &server.origin]).args(arguments))
}

/// The report of a load that went well.
fn report(server: &Server, arguments: &[&str]) -> Value {
    let output = load(server, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn count(report: &Value, kind: &str) -> u64 {
    report["kinds"][kind]["count"].as_u64().unwrap_or_else(|| panic!("no {kind} in {report}"))
}

#[tokio::test]
async fn kiosks_are_given_as_many_tickets_as_the_load_counts() {
    let server = Server::demo();
    let told = report(&server, &["tickets", "--connections", "4", "--rate", "50"]);
    let view = server.view("kiosk").await;
    let waiting: u64 = view["services"].as_array().unwrap().iter().map(|of| of["waiting"].as_u64().unwrap()).sum();
    assert_eq!(count(&told, "ticket"), waiting);
    assert!((40..=50).contains(&waiting), "{waiting} tickets at 50 a second");
    assert_eq!(told["errors"], 0);
    assert_eq!(told["server"]["pid"], server.id());
    assert!(told["server"]["resident_mb"].as_f64().unwrap() > 1.0);
}

#[tokio::test]
async fn desks_call_and_leave_as_they_came() {
    let server = Server::demo();
    let told = report(&server, &["calls", "--desks", "2"]);
    assert!(count(&told, "next") > 0);
    assert_eq!(count(&told, "next"), count(&told, "finish"));
    let gaia = server.sign_in("gaia").await;
    let view = gaia.view("manager").await;
    assert!(view["desks"].as_array().unwrap().iter().all(|desk| desk["state"] == "closed"), "{view}");
}

#[tokio::test]
async fn every_screen_shows_every_call() {
    let server = Server::demo();
    let told = report(&server, &["screens", "--screens", "20", "--pause-ms", "900"]);
    let frames = count(&told, "frame");
    assert!(frames > 0 && frames.is_multiple_of(20), "{frames} frames on 20 screens");
    assert_eq!(told["more"]["frames that joined an earlier call's"], 0.0);
}

#[tokio::test]
async fn a_day_has_visitors_phones_and_desks() {
    let server = Server::demo();
    let told = report(&server, &["day", "--rate", "30", "--desks", "3"]);
    for kind in ["kiosk", "ticket", "phone", "next", "start", "finish"] {
        assert!(count(&told, kind) > 0, "{kind}: {told}");
    }
}

#[tokio::test]
async fn answers_that_are_not_as_expected_end_in_failure() {
    let server = Server::demo();
    let wrong = load(&server, &["calls", "--password", "not-the-password"]);
    assert!(complaint(&wrong).contains("cannot sign in as anna: 401"), "{}", complaint(&wrong));
    let running = Command::new(&*BINARY)
        .args(["load", "--json", "--seconds", "2", "--target", &server.origin, "tickets", "--connections", "2"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    server.kill();
    let output = tokio::task::spawn_blocking(|| running.wait_with_output().unwrap()).await.unwrap();
    assert!(complaint(&output).contains("answers were not as expected"), "{}", complaint(&output));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let errors = told["kinds"]["ticket"]["errors"].as_object().unwrap();
    assert!(errors.keys().any(|why| why.contains("cannot reach")), "{errors:?}");
}

#[test]
fn more_connections_than_the_system_allows_are_refused_with_what_to_do() {
    let mut command = Command::new("sh");
    let limited = "ulimit -n 256; exec \"$0\" load --target http://127.0.0.1:9 tickets --connections 1000";
    let output = ended(command.args(["-c", limited]).arg(&*BINARY));
    let said = complaint(&output);
    assert!(said.contains("1000 connections need more than 256 open files") && said.contains("ulimit -n"), "{said}");
}
