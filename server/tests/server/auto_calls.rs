//! A branch whose desks call by themselves, and one in which nobody is chosen, as a program sees them.

use super::program::{Server, Session, problem, run};
use serde_json::{Value, json};

/// The demo with this in its policy.
fn with(policy: &[(&str, &str)]) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let setup = String::from_utf8(run(&["setup"]).stdout).unwrap();
    let setup = policy.iter().fold(setup, |setup, (from, to)| {
        assert!(setup.contains(from), "{from}");
        setup.replacen(from, to, 1)
    });
    let file = folder.path().join("setup.toml");
    std::fs::write(&file, setup).unwrap();
    Server::start(folder, |command| command.args(["demo", "--quiet", "--setup"]).arg(&file))
}

const AUTO: (&str, &str) = ("auto_call_seconds = 0", "auto_call_seconds = 10");
const OFF: (&str, &str) = ("manual_picks = \"allowed\"", "manual_picks = \"off\"");
const COUNTED: (&str, &str) = ("manual_picks = \"allowed\"", "manual_picks = \"counted\"");

/// What the desk answers to the end of a countdown that began at `since`.
async fn auto(at: &Session<'_>, since: &Value) -> Value {
    at.does("desks/1/auto-call", &json!({ "since": since })).await["ticket"].clone()
}

#[tokio::test]
async fn two_tablets_that_count_down_call_one_visitor() {
    let server = with(&[AUTO]);
    for _ in 0..2 {
        server.issue("cash").await;
    }
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let free = anna.view("desk/1").await["auto_call"].clone();
    assert_eq!(free["after_seconds"], 10);
    let (one, other) = tokio::join!(auto(&anna, &free["since"]), auto(&anna, &free["since"]));
    assert_ne!(one.is_null(), other.is_null(), "one of them calls: {one} {other}");
    let desk = anna.view("desk/1").await;
    assert_eq!((&desk["ticket"]["number"], &desk["waiting"]), (&json!("A001"), &json!(1)));
    assert_eq!(desk["ticket"]["reason"]["by_itself"], true);
    assert!(desk.get("auto_call").is_none(), "a desk with a visitor counts nothing");
    anna.press("1", "start").await;
    anna.press("1", "finish").await;
    assert!(auto(&anna, &free["since"]).await.is_null(), "a tablet that slept since then");
    let free = anna.view("desk/1").await["auto_call"]["since"].clone();
    anna.does("desks/1/pause", &json!({ "reason": "other" })).await;
    assert!(auto(&anna, &free).await.is_null(), "held back");
    anna.press("1", "open").await;
    let again = anna.view("desk/1").await["auto_call"]["since"].clone();
    assert_eq!(auto(&anna, &again).await["number"], "A002");
}

#[tokio::test]
async fn a_branch_that_did_not_ask_for_it_has_no_automatic_calls() {
    let server = Server::demo();
    server.issue("cash").await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    assert!(anna.view("desk/1").await.get("auto_call").is_none());
    let body = json!({ "since": "2026-11-23T09:00:00Z" });
    assert_eq!(problem(anna.post("desks/1/auto-call", &body).await).await, (409, "no_auto_call".to_owned()));
    for (body, code) in [(json!({}), "body_invalid"), (json!({ "since": "now" }), "body_invalid")] {
        assert_eq!(problem(anna.post("desks/1/auto-call", &body).await).await, (422, code.to_owned()));
    }
}

#[tokio::test]
async fn where_choosing_is_off_the_desk_offers_none_and_the_rule_refuses() {
    let server = with(&[OFF]);
    let ticket = server.issue("cash").await["id"].clone();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    assert_eq!(anna.view("desk/1").await["blind"], true);
    let refused = problem(anna.post("desks/1/call", &json!({ "ticket": ticket })).await).await;
    assert_eq!(refused, (409, "no_manual_picks".to_owned()));
    assert_eq!(anna.press("1", "next").await["number"], "A001");
}

#[tokio::test]
async fn where_choices_are_counted_the_manager_sees_them_by_desk() {
    let server = with(&[COUNTED]);
    server.issue("cash").await;
    let chosen = server.issue("cash").await["id"].clone();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.does("desks/1/call", &json!({ "ticket": chosen })).await;
    anna.press("1", "start").await;
    anna.press("1", "finish").await;
    anna.press("1", "next").await;
    let desks = server.sign_in("gaia").await.view("manager").await["desks"].clone();
    let choices = |id: &str| {
        let desk = desks.as_array().unwrap().iter().find(|desk| desk["id"] == id).unwrap();
        desk["choices"].clone()
    };
    assert_eq!(choices("1"), json!({ "calls": 2, "chosen": 1 }));
    assert_eq!(choices("2"), json!({ "calls": 0, "chosen": 0 }));
}
