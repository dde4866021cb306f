//! A clock that steps back and forth, and the nights on which the branch's clock changes, on the real program. Its
//! own time zone is another one than the branch's.

use super::faults::Faults;
use super::program::{PASSWORD, Server, fresh_key, problem};
use super::streams::Events;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

/// A server on a machine whose clock is the test's; `arguments` begin with the command.
fn server(faults: &Faults, folder: tempfile::TempDir, arguments: &[&str]) -> Server {
    Server::start(folder, |command| faults.on(command).env("TZ", "Asia/Tokyo").args(arguments))
}

pub fn demo(faults: &Faults) -> Server {
    server(faults, tempfile::tempdir().unwrap(), &["demo"])
}

/// A ticket's number, and the day that it belongs to.
pub async fn number(server: &Server) -> (String, String) {
    let ticket = server.issue("cash").await;
    (ticket["number"].as_str().unwrap().to_owned(), day(server).await)
}

async fn day(server: &Server) -> String {
    server.view("kiosk").await["head"]["day"].as_str().unwrap().to_owned()
}

/// No figure on any screen is below zero, but for the offset of the time zone and a wait that was shorter than said.
#[track_caller]
fn no_figure_is_negative(snapshot: &Value, path: &str) {
    match snapshot {
        Value::Number(number) => {
            let is_signed = ["utc_offset_minutes", "bias_tenths"].iter().any(|name| path.ends_with(name));
            assert!(is_signed || number.as_f64().unwrap() >= 0.0, "{path} is {number}");
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                no_figure_is_negative(item, &format!("{path}.{at}"));
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                no_figure_is_negative(field, &format!("{path}.{name}"));
            }
        }
        _ => {}
    }
}

/// Where the clock says that the branch is open a visitor comes; one is called and served, and every screen is looked
/// at: the numbers of both.
async fn an_hour_s_work(server: &Server, open: bool) -> (String, String) {
    let anna = server.sign_in("anna").await;
    let body = json!({ "service": "cash", "language": "it" });
    let answer = server.post(&server.branch("tickets"), &fresh_key(), &body).await;
    let expected = if open { StatusCode::CREATED } else { StatusCode::CONFLICT };
    assert_eq!(answer.status(), expected);
    let ticket: Value = answer.json().await.unwrap();
    let text = |ticket: &Value| ticket["number"].as_str().unwrap_or("closed").to_owned();
    let first = anna.desk("1", "next").await;
    let called = if first.status() == StatusCode::CONFLICT {
        anna.press("1", "open").await;
        anna.press("1", "next").await
    } else {
        assert_eq!(first.status(), StatusCode::OK);
        first.json::<Value>().await.unwrap()["ticket"].clone()
    };
    anna.press("1", "recall").await;
    let look = async |path: &str| {
        let snapshot: Value = anna.get(path).await.json().await.unwrap();
        no_figure_is_negative(&snapshot, path);
    };
    look("/api/v1/branches/centro/view/desk/1").await;
    anna.press("1", "start").await;
    for screen in ["kiosk", "lobby", "desk", "desk/1"] {
        look(&format!("/api/v1/branches/centro/view/{screen}")).await;
    }
    if let Some(token) = ticket["token"].as_str() {
        look(&format!("/api/v1/tickets/{token}")).await;
    }
    no_figure_is_negative(&server.sign_in("gaia").await.view("manager").await, "manager");
    anna.press("1", "finish").await;
    (text(&ticket), text(&called))
}

#[tokio::test]
async fn a_clock_that_steps_gives_no_number_twice_and_brings_no_day_back() {
    let faults = Faults::new();
    faults.clock_is("2026-11-23T10:00:00Z");
    let server = demo(&faults);
    let mut lobby = Events::open(&server, "lobby").await;
    // More than are called, so that every screen has waits to show.
    let left = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    for _ in 0..5 {
        server.issue("cash").await;
    }
    let mut heard = async |number: &str| {
        let heard = async {
            loop {
                let (id, view) = lobby.view().await;
                if view["calls"][0]["number"] == *number {
                    break id;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), heard).await.expect("the lobby hears of the call")
    };
    for (moment, expected) in [
        ("2026-11-23T10:10:00Z", "A007"),
        ("2026-11-23T09:10:00Z", "A008"),   // an hour back
        ("2026-11-23T12:10:00Z", "A009"),   // three forth
        ("2026-11-22T12:10:00Z", "closed"), // a day back: before the hours of the day, which stays
        ("2026-11-23T12:11:00Z", "A010"),
        ("2026-11-21T23:30:00Z", "closed"),
    ] {
        faults.clock_is(moment);
        let (issued, called) = an_hour_s_work(&server, expected != "closed").await;
        assert_eq!(issued, expected, "{moment}");
        let id = heard(&called).await;
        assert!(id.starts_with("2026-11-23."), "{moment}: {id}");
        assert_eq!(day(&server).await, "2026-11-23", "{moment}");
    }
    // A server that starts while the clock is a day behind finds the day where it was.
    let server = self::server(&faults, server.kill(), &["demo"]);
    an_hour_s_work(&server, false).await;
    assert_eq!(day(&server).await, "2026-11-23");
    faults.clock_is("2026-11-23T12:20:00Z");
    assert_eq!(number(&server).await, ("A011".into(), "2026-11-23".into()));
    // A day forth: a new day, its own numbers; yesterday's visitor is over.
    faults.clock_is("2026-11-24T08:00:00Z");
    assert_eq!(number(&server).await, ("A001".into(), "2026-11-24".into()));
    assert_eq!(an_hour_s_work(&server, true).await.0, "A002");
    assert_eq!(problem(server.get(&format!("/api/v1/tickets/{left}")).await).await, (404, "ticket_unknown".into()));
    let gaia = server.sign_in("gaia").await;
    assert_eq!(gaia.view("manager").await["issued"], 2, "those of yesterday wait no longer");
    // And back again: today goes on.
    faults.clock_is("2026-11-23T12:30:00Z");
    assert_eq!(an_hour_s_work(&server, false).await.1, "A002", "who waits is called, whatever the clock says");
    assert_eq!(day(&server).await, "2026-11-24");
    let folder = server.kill();
    let checked = super::program::run(&["verify", "--database", &super::program::database(folder.path())]);
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(said.contains("1 branch, 2 days, ") && said.ends_with("nothing is amiss\n"), "{said}");
}

/// With nobody asking, the day begins by itself within ten seconds or so, on every screen.
#[tokio::test]
async fn a_new_day_comes_to_the_screens_by_itself() {
    let faults = Faults::new();
    faults.clock_is("2026-11-23T22:00:00Z");
    let server = demo(&faults);
    let mut lobby = Events::open(&server, "lobby").await;
    server.issue("cash").await;
    faults.clock_is("2026-11-23T23:00:01Z");
    let begun = async { while lobby.view().await.1["head"]["day"] != "2026-11-24" {} };
    tokio::time::timeout(Duration::from_secs(20), begun).await.expect("the day begins");
}

#[tokio::test]
async fn a_session_ends_twelve_hours_after_its_sign_in_by_the_clock() {
    let faults = Faults::new();
    faults.clock_is("2026-11-23T07:00:00Z");
    let server = demo(&faults);
    let anna = server.sign_in("anna").await;
    let status = async || anna.get("/api/v1/branches/centro/view/desk/1").await.status();
    // Somebody who works all day: a session in which nobody acts ends sooner. An act is written down beside its answer, so that
    // on a busy machine the last one or two may not be there yet.
    for minutes in (20..12 * 60).step_by(20) {
        faults.clock_is(&format!("2026-11-23T{:02}:{:02}:00Z", 7 + minutes / 60, minutes % 60));
        assert_eq!(anna.get("/b/centro/desk").await.status(), StatusCode::OK, "after {minutes} minutes");
    }
    for (moment, expected) in [
        // The clock goes on while the test runs, on a busy machine for a while.
        ("2026-11-23T18:55:00Z", StatusCode::OK),
        ("2026-11-23T19:05:00Z", StatusCode::UNAUTHORIZED),
        ("2026-11-23T06:00:00Z", StatusCode::OK),
        ("2026-11-24T07:00:00Z", StatusCode::UNAUTHORIZED),
    ] {
        faults.clock_is(moment);
        assert_eq!(status().await, expected, "{moment}");
    }
    // One that has expired goes for good with the next sign-in.
    server.sign_in("bruno").await;
    faults.clock_is("2026-11-23T08:00:00Z");
    assert_eq!(status().await, StatusCode::UNAUTHORIZED);
    let body = json!({ "user": "anna", "password": PASSWORD });
    let again = server.request(Method::POST, &server.url("/api/v1/session")).json(&body).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_is_open_in_a_session_ends_when_the_session_expires() {
    let faults = Faults::new();
    faults.clock_is("2026-11-23T07:00:00Z");
    let server = demo(&faults);
    let gaia = server.sign_in("gaia").await;
    let mut manager = Events::open_as(&gaia, "manager").await;
    manager.view().await;
    faults.clock_is("2026-11-23T19:00:01Z");
    tokio::time::timeout(Duration::from_secs(6), manager.until_ended()).await.expect("it ends");
}

/// The next day's first ticket has the same id: yesterday's visitor must not be shown it.
#[tokio::test]
async fn a_ticket_s_stream_ends_with_its_day() {
    let faults = Faults::new();
    faults.clock_is("2026-11-23T22:00:00Z");
    let server = demo(&faults);
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let mut own = Events::of(server.get(&format!("/api/v1/tickets/{token}/stream")).await);
    assert_eq!(own.view().await.1["number"], "A001");
    faults.clock_is("2026-11-24T08:00:00Z");
    server.issue("cash").await;
    tokio::time::timeout(Duration::from_secs(20), own.until_ended()).await.expect("it ends");
}

/// The branch is in Rome, the server in Tokyo: the day begins at midnight in Rome, and has 25 or 23 hours.
#[tokio::test]
async fn on_the_nights_of_the_clock_change_the_day_is_the_branch_s() {
    let nights = [
        [
            ("2026-10-24T21:59:50Z", "A001", "2026-10-24"),
            ("2026-10-24T22:00:01Z", "A001", "2026-10-25"),
            ("2026-10-25T00:30:00Z", "A002", "2026-10-25"), // 2:30, summer time
            ("2026-10-25T01:30:00Z", "A003", "2026-10-25"), // 2:30 once more
            ("2026-10-25T22:59:50Z", "A004", "2026-10-25"),
            ("2026-10-25T23:00:01Z", "A001", "2026-10-26"),
        ],
        [
            ("2026-03-28T22:59:50Z", "A001", "2026-03-28"),
            ("2026-03-28T23:00:01Z", "A001", "2026-03-29"),
            ("2026-03-29T00:59:50Z", "A002", "2026-03-29"), // 1:59:50; two o'clock is left out
            ("2026-03-29T01:00:10Z", "A003", "2026-03-29"), // 3:00:10
            ("2026-03-29T21:59:50Z", "A004", "2026-03-29"),
            ("2026-03-29T22:00:01Z", "A001", "2026-03-30"),
        ],
    ];
    for night in nights {
        let faults = Faults::new();
        faults.clock_is(night[0].0);
        let server = demo(&faults);
        for (moment, expected, day) in night {
            faults.clock_is(moment);
            assert_eq!(number(&server).await, (expected.into(), day.into()), "{moment}");
        }
    }
}

/// Half past eight on the branch's wall, before the clock change and after it.
#[tokio::test]
async fn opening_hours_are_those_of_the_branch_s_wall_clock() {
    let faults = Faults::new();
    faults.clock_is("2026-10-23T06:29:50Z");
    let server = server(&faults, tempfile::tempdir().unwrap(), &["serve"]);
    let opening = async || server.view("kiosk").await["opening"].clone();
    assert_eq!(opening().await["opens_at"], "2026-10-23T06:30:00Z", "Friday, summer time");
    faults.clock_is("2026-10-23T06:30:01Z");
    assert_eq!(opening().await["state"], "open");
    server.issue("cash").await;
    faults.clock_is("2026-10-23T18:00:00Z");
    assert_eq!(opening().await["opens_at"], "2026-10-26T07:30:00Z", "Monday, winter time");
    let body = json!({ "service": "cash", "language": "it" });
    let answer = server.post(&server.branch("tickets"), "after-the-close", &body).await;
    assert_eq!(problem(answer).await, (409, "closed".into()));
}
