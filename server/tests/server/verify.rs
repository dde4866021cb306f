//! `sportello verify`: a sound database is found sound, and every kind of damage is found and named by its place.

use super::program::{Server, complaint, database, run};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;
use testing::postgres::fresh_database;

/// Files that an ended server leaves: what was committed may still stand in the second.
const FILES: [&str; 2] = ["sportello.db", "sportello.db-wal"];

fn verify(folder: &Path, more: &[&str]) -> Output {
    run(&[&["verify", "--database", &database(folder)], more].concat())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A day with three tickets: served, called, waiting. Seven commands and the opening of the day.
async fn a_morning(server: &Server) {
    for _ in 0..3 {
        server.issue("cash").await;
    }
    let anna = server.sign_in("anna").await;
    for command in ["open", "next", "start", "finish", "next"] {
        anna.press("1", command).await;
    }
}

async fn change(folder: &Path, sql: &'static str) {
    let mut connection = SqliteConnection::connect(&database(folder)).await.unwrap();
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

fn copy(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in FILES.iter().filter(|file| folder.join(file).exists()) {
        std::fs::copy(folder.join(file), copy.path().join(file)).unwrap();
    }
    copy
}

#[tokio::test]
async fn a_sound_database_is_found_sound_beside_its_server_and_after_a_kill() {
    let server = Server::demo();
    a_morning(&server).await;
    let folder = server.database().parent().unwrap().to_owned();
    let beside = verify(&folder, &[]);
    let expected =
        "the database's files: sound\nchecked 1 branch, 1 day, 9 rows, 3 tickets, 3 links\nnothing is amiss\n";
    assert_eq!((beside.status.code(), said(&beside).as_str()), (Some(0), expected));
    server.issue("cash").await;
    let folder = server.kill();
    let after = verify(folder.path(), &[]);
    assert!(said(&after).contains("10 rows, 4 tickets, 4 links\nnothing is amiss"), "{}", said(&after));
}

/// SQL that damages the database of a morning, and what must be said of it.
const DAMAGES: [(&str, &str); 13] = [
    ("UPDATE journal SET events = substr(events, 1, 40) WHERE seq = 3", "row 3: cannot be read: "),
    ("UPDATE journal SET command = '{}' WHERE seq = 3", "row 3: cannot be read: "),
    ("UPDATE journal SET events = CAST(x'ff00' AS TEXT) WHERE seq = 4", ": row 4 cannot be read"),
    ("DELETE FROM journal WHERE seq = 4", "row 5: row 4 is missing before it"),
    ("DELETE FROM journal WHERE seq = 1", "row 2: row 1 is missing before it"),
    (
        "UPDATE journal SET events = replace(events, '\"ticket\":2', '\"ticket\":1') WHERE seq = 3",
        "row 3: an event does not fit what was before it",
    ),
    ("UPDATE journal SET events = replace(events, 'ticket_called', 'service_finished') WHERE seq = 6", "row 6: "),
    ("UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 5", "row 5: an event has another time than its row"),
    (
        "UPDATE journal SET events = replace(events, at_ms, at_ms + 172800000), at_ms = at_ms + 172800000 WHERE seq = 5",
        "row 5: its time is outside its day",
    ),
    ("UPDATE journal SET day = '2026-01-01'", "row 1: a day is opened by its first row and by no other"),
    (
        "UPDATE visit SET ticket = 4 WHERE ticket = 3",
        "ticket 4: a visitor's link leads to a ticket that was not issued",
    ),
    ("UPDATE visit SET ticket = 1 WHERE ticket = 3", "ticket 1: a visitor's link leads to another visitor's ticket"),
    ("DELETE FROM visit WHERE ticket = 2", "ticket 2: the visitor's link is not there"),
];

#[tokio::test]
async fn every_damage_is_found_and_named_by_its_place() {
    let server = Server::demo();
    a_morning(&server).await;
    let morning = server.kill();
    for (damage, expected) in DAMAGES {
        let folder = copy(morning.path());
        change(folder.path(), damage).await;
        let output = verify(folder.path(), &[]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{damage}: {said}");
        assert!(said.contains("branch centro, day ") && said.contains(expected), "{damage}: {said}");
        assert!(said.lines().last().unwrap().contains("finding"), "{damage}: {said}");
    }
}

#[tokio::test]
async fn a_link_into_a_day_that_is_not_there_and_a_session_of_nobody_are_found() {
    let server = Server::demo();
    a_morning(&server).await;
    let folder = server.kill();
    change(folder.path(), "UPDATE visit SET day = '2026-01-02' WHERE ticket = 1").await;
    change(folder.path(), "PRAGMA foreign_keys = OFF; DELETE FROM staff WHERE login = 'anna'").await;
    let output = verify(folder.path(), &[]);
    let said = said(&output);
    assert!(said.contains("branch centro, day 2026-01-02: a visitor's link leads into a day that"), "{said}");
    assert!(said.contains("the database's files: a row of session refers to one of staff that is not there"), "{said}");
    assert!(said.contains("a row of staff_role refers to one of staff that is not there"), "{said}");
    assert!(said.ends_with("3 findings\n"), "{said}");
}

#[tokio::test]
async fn a_check_can_be_narrowed_to_a_branch_and_to_the_days_since_one() {
    let server = Server::demo();
    a_morning(&server).await;
    let folder = server.kill();
    let tomorrow = verify(folder.path(), &["--since", "2999-01-01"]);
    assert!(said(&tomorrow).contains("checked 1 branch, 0 days, 0 rows"), "{}", said(&tomorrow));
    let centro = verify(folder.path(), &["--branch", "centro", "--since", "2026-01-01"]);
    assert!(said(&centro).contains("not checked, because of --branch or --since"), "{}", said(&centro));
    assert!(said(&centro).contains("checked 1 branch, 1 day, 9 rows"), "{}", said(&centro));
    let nowhere = verify(folder.path(), &["--branch", "porto"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(complaint(&nowhere).contains("no branch \"porto\"; it has centro"), "{}", complaint(&nowhere));
}

#[tokio::test]
async fn what_cannot_be_checked_is_told_from_what_is_amiss() {
    let folder = tempfile::tempdir().unwrap();
    let absent = verify(folder.path(), &[]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(complaint(&absent).contains("could not check: cannot open the database"), "{}", complaint(&absent));
    assert!(!folder.path().join("sportello.db").exists(), "a check makes nothing");

    change_new(folder.path(), "CREATE TABLE letters (text TEXT)").await;
    let foreign = verify(folder.path(), &[]);
    assert_eq!(foreign.status.code(), Some(2));
    assert!(complaint(&foreign).contains("is not a database of sportello"), "{}", complaint(&foreign));
}

async fn change_new(folder: &Path, sql: &'static str) {
    std::fs::File::create(folder.join("sportello.db")).unwrap();
    change(folder, sql).await;
}

/// What only a person with rights on the database can do to it, and what must be said of it.
const DAMAGES_OF_POSTGRESQL: [(&str, &str); 5] = [
    (
        "UPDATE visit SET ticket = 4 WHERE ticket = 3",
        "ticket 4: a visitor's link leads to a ticket that was not issued",
    ),
    (
        "ALTER TABLE journal DROP CONSTRAINT journal_branch_request_key_key",
        "the database's files: UNIQUE (branch, request_key) is not kept unique in the journal",
    ),
    (
        "INSERT INTO journal SELECT branch, '2026-01-01', seq, request_key, at_ms, actor, command, events
         FROM journal WHERE seq = 2",
        "stands in more than one row",
    ),
    ("UPDATE journal SET events = substr(events, 1, 40) WHERE seq = 3", "row 3: cannot be read: "),
    ("DELETE FROM journal WHERE seq = 7", "row 8: row 7 is missing before it"),
];

#[tokio::test]
async fn damage_in_postgresql_is_found_beside_its_server() {
    let url = fresh_database().await;
    let verify = || run(&["verify", "--database", &url]);
    let before = verify();
    assert_eq!(before.status.code(), Some(2));
    assert!(complaint(&before).contains("has no tables of sportello"), "{}", complaint(&before));
    let server = Server::demo_on(&url);
    a_morning(&server).await;
    let sound = "the database's files: sound\nchecked 1 branch, 1 day, 9 rows, 3 tickets, 3 links\nnothing is amiss\n";
    assert_eq!(said(&verify()), sound);
    let mut connection = PgConnection::connect(&url).await.unwrap();
    // One on top of the other: each must be among the findings.
    for (damage, expected) in DAMAGES_OF_POSTGRESQL {
        connection.execute(damage).await.unwrap();
        let output = verify();
        assert_eq!(output.status.code(), Some(1), "{damage}");
        assert!(said(&output).contains(expected), "{damage}: {}", said(&output));
    }
}
