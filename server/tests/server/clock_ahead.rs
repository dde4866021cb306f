//! A clock that was ahead once, or is behind now: the branch is on a day that has not come yet. The staff, the log and
//! `verify` say so, and a person ends it.

use super::clock::{demo, number};
use super::faults::Faults;
use super::program::{BINARY, Server, Session, database, fresh_key, problem, run};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// The same server after a SIGKILL.
fn again(faults: &Faults, server: Server) -> Server {
    Server::start(server.kill(), |command| faults.on(command).arg("demo"))
}

/// What the staff are called for, kind and place, once there is something or nothing as is expected.
async fn alerts_become(manager: &Session<'_>, expected: &[(&str, &str)]) {
    let asked = Instant::now();
    loop {
        let view = manager.view("manager").await;
        let alerts = view["alerts"].as_array().unwrap();
        let shown: Vec<_> =
            alerts.iter().map(|alert| (alert["kind"].as_str().unwrap(), alert["place"].as_str().unwrap())).collect();
        if shown == expected {
            return;
        }
        assert!(asked.elapsed() < Duration::from_secs(25), "{shown:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// What `verify` says of a server's database: its exit code and its lines.
fn verified(folder: &Path) -> (Option<i32>, String) {
    let checked = run(&["verify", "--database", &database(folder)]);
    (checked.status.code(), String::from_utf8_lossy(&checked.stdout).into_owned())
}

async fn refused(server: &Server) -> (u16, String) {
    let body = json!({ "service": "cash", "language": "it" });
    problem(server.post(&server.branch("tickets"), &fresh_key(), &body).await).await
}

/// The documented way out: the manager stops the tickets and closes the day.
async fn give_the_day_up(manager: &Session<'_>) {
    manager.does("day/stop", &json!({})).await;
    manager.does("day/close", &json!({})).await;
}

#[tokio::test]
async fn a_start_in_the_future_is_told_to_the_staff_and_given_up_by_closing_that_day() {
    let faults = Faults::new();
    faults.clock_is("2045-01-01T10:00:00Z");
    let server = demo(&faults);
    assert_eq!(number(&server).await, ("A001".into(), "2045-01-01".into()));
    let folder = server.kill();
    faults.clock_is("2026-11-23T10:00:00Z");
    let log = folder.path().join("log");
    let mut command = Command::new(&*BINARY);
    faults.on(&mut command).args(["demo", "--listen", "127.0.0.1:0", "--database"]);
    command.arg(database(folder.path()));
    let log_file = std::fs::File::create(&log).unwrap();
    let server = Server::spawn_with_log(command, folder, log_file.into());
    assert_eq!(refused(&server).await, (409, "closed".into()));
    let gaia = server.sign_in("gaia").await;
    alerts_become(&gaia, &[("clock", "2045-01-01")]).await;
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("2045-01-01") && said.contains("a manager stops the tickets and closes the day"), "{said}");
    let (code, lines) = verified(server.database().parent().unwrap());
    assert_eq!(code, Some(1), "{lines}");
    assert!(lines.contains("branch centro, day 2045-01-01: the day has not come yet"), "{lines}");
    assert!(lines.contains("closes the day"), "{lines}");

    give_the_day_up(&gaia).await;
    assert_eq!(number(&server).await, ("A001".into(), "2026-11-23".into()));
    alerts_become(&gaia, &[]).await;
    let server = again(&faults, server);
    assert_eq!(number(&server).await, ("A002".into(), "2026-11-23".into()), "after another start");
    faults.clock_is("2026-11-24T10:00:00Z");
    assert_eq!(number(&server).await, ("A001".into(), "2026-11-24".into()), "the next day");
    let (code, lines) = verified(server.kill().path());
    assert!(code == Some(0) && lines.contains("day 2045-01-01: has not come yet, and was given up"), "{lines}");
}

/// The clock jumps while visitors wait: the day that it ended goes on, with its visitors and its numbers.
#[tokio::test]
async fn a_clock_that_was_ahead_for_a_moment_ends_no_day_for_good() {
    let faults = Faults::new();
    faults.clock_is("2026-11-23T10:00:00Z");
    let server = demo(&faults);
    let waiting = server.issue("cash").await;
    assert_eq!(number(&server).await.0, "A002");
    faults.clock_is("2031-05-05T10:00:00Z");
    assert_eq!(number(&server).await, ("A001".into(), "2031-05-05".into()));
    faults.clock_is("2026-11-23T10:02:00Z");
    assert_eq!(refused(&server).await, (409, "closed".into()));
    let gaia = server.sign_in("gaia").await;
    alerts_become(&gaia, &[("clock", "2031-05-05")]).await;
    give_the_day_up(&gaia).await;
    assert_eq!(number(&server).await, ("A003".into(), "2026-11-23".into()));
    let own: Value =
        server.get(&format!("/api/v1/tickets/{}", waiting["token"].as_str().unwrap())).await.json().await.unwrap();
    assert_eq!(own["number"], "A001", "the phone's link leads to its ticket again: {own}");
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    assert_eq!(anna.press("1", "next").await["number"], "A001", "who waited waits again");
    let (code, lines) = verified(server.kill().path());
    assert_eq!(code, Some(0), "{lines}");
}

/// A clock that is wrong now, as one whose battery is empty: nothing is given up, and all is well once it is right.
#[tokio::test]
async fn a_clock_that_is_behind_is_told_to_the_staff_and_today_goes_on_when_it_is_right() {
    let faults = Faults::new();
    faults.clock_is("2026-11-23T10:00:00Z");
    let server = demo(&faults);
    assert_eq!(number(&server).await.0, "A001");
    faults.clock_is("1970-01-01T00:10:00Z");
    let server = again(&faults, server);
    let gaia = server.sign_in("gaia").await;
    alerts_become(&gaia, &[("clock", "2026-11-23")]).await;
    assert_eq!(refused(&server).await, (409, "closed".into()));
    faults.clock_is("2026-11-23T10:10:00Z");
    let gaia = server.sign_in("gaia").await;
    alerts_become(&gaia, &[]).await;
    assert_eq!(number(&server).await, ("A002".into(), "2026-11-23".into()));
}

/// Nobody closed Friday: the server does on Monday, and `verify` finds nothing amiss with that.
#[tokio::test]
async fn a_day_that_is_ended_after_a_weekend_is_sound() {
    let faults = Faults::new();
    faults.clock_is("2026-11-20T10:00:00Z");
    let server = demo(&faults);
    assert_eq!(number(&server).await.1, "2026-11-20");
    faults.clock_is("2026-11-23T10:00:00Z");
    let server = again(&faults, server);
    assert_eq!(number(&server).await.1, "2026-11-23");
    let (code, lines) = verified(server.kill().path());
    assert_eq!(code, Some(0), "{lines}");
}
