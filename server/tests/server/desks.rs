//! `/api/v1/branches/{b}/desks/{d}/...`

use super::program::{Server, problem};
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_visitor_is_called_received_and_served() {
    let server = Server::demo();
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let state = async || {
        let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
        mine["status"].clone()
    };
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let called = anna.press("1", "next").await;
    assert_eq!((called["number"].as_str(), called["reason"]["target_minutes"].as_u64()), (Some("A001"), Some(10)));
    assert_eq!((state().await["state"].as_str(), state().await["desk"].as_str()), (Some("called"), Some("1")));
    anna.press("1", "recall").await;
    assert_eq!(state().await["calls"], 2);
    anna.press("1", "start").await;
    assert_eq!(state().await["state"], "serving");
    anna.press("1", "finish").await;
    assert_eq!(state().await["state"], "done");
    assert!(anna.press("1", "next").await.is_null(), "nobody waits");
    anna.press("1", "close").await;
}

#[tokio::test]
async fn a_call_that_is_sent_twice_calls_one_visitor() {
    let server = Server::demo();
    for _ in 0..2 {
        server.issue("cash").await;
    }
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let first: Value = anna.desk_with_key("1", "next", "one-press-of-next").await.json().await.unwrap();
    let second: Value = anna.desk_with_key("1", "next", "one-press-of-next").await.json().await.unwrap();
    assert_eq!(first["ticket"]["number"], "A001");
    assert_eq!(first, second);
    assert_eq!(anna.view("desk/1").await["waiting"], 1);
}

#[tokio::test]
async fn what_the_rules_refuse_is_refused_with_its_code() {
    let server = Server::demo();
    server.issue("cash").await;
    server.issue("cash").await;
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    let refused = async |answer| problem(answer).await;
    let code = |code: &str| (409, code.to_owned());
    assert_eq!(refused(anna.desk("1", "next").await).await, code("desk_closed"));
    anna.press("1", "open").await;
    assert_eq!(refused(anna.desk("2", "open").await).await, code("csr_elsewhere"));
    assert_eq!(refused(bruno.desk("1", "open").await).await, code("desk_taken"));
    assert_eq!(refused(bruno.desk("1", "next").await).await, code("not_your_desk"));
    assert_eq!(refused(anna.desk("1", "recall").await).await, code("no_ticket_open"));
    anna.press("1", "next").await;
    assert_eq!(refused(anna.desk("1", "next").await).await, code("ticket_open"));
    assert_eq!(refused(anna.desk("1", "close").await).await, code("ticket_open"));
    assert_eq!(refused(anna.desk("1", "finish").await).await, code("not_started"));
    anna.press("1", "start").await;
    assert_eq!(refused(anna.desk("1", "no-show").await).await, code("already_serving"));
    let before = anna.view("desk/1").await["head"]["seq"].clone();
    assert_eq!(refused(anna.desk("1", "next").await).await, code("ticket_open"));
    assert_eq!(anna.view("desk/1").await["head"]["seq"], before, "a refusal leaves no trace");
    assert_eq!(problem(anna.desk("99", "open").await).await, (404, "desk_unknown".into()));
}

#[tokio::test]
async fn a_visitor_is_not_taken_for_absent_before_they_could_come() {
    let server = Server::demo();
    server.issue("cash").await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    assert_eq!(anna.view("desk/1").await["no_show"]["calls"], 1);
    anna.press("1", "recall").await;
    assert_eq!(anna.view("desk/1").await["no_show"]["calls"], 0);
    assert_eq!(problem(anna.desk("1", "no-show").await).await, (409, "too_soon".into()), "a minute has not gone by");
}

#[tokio::test]
async fn a_desk_pauses_and_is_taken_over_with_its_ticket() {
    let server = Server::demo();
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    anna.press("1", "open").await;
    anna.does("desks/1/pause", &json!({ "reason": "break" })).await;
    let desk = anna.view("desk/1").await;
    assert_eq!((desk["state"].as_str(), desk["pause"]["reason"].as_str()), (Some("paused"), Some("break")));
    assert_eq!(problem(anna.desk("1", "next").await).await, (409, "desk_paused".into()));
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    bruno.press("1", "take-over").await;
    assert_eq!(problem(anna.desk("1", "start").await).await, (409, "not_your_desk".into()));
    bruno.press("1", "start").await;
    let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    assert_eq!(mine["status"]["state"], "serving");
}

#[tokio::test]
async fn a_visitor_is_sent_to_a_colleague_and_called_there_alone() {
    let server = Server::demo();
    for _ in 0..3 {
        server.issue("cash").await;
    }
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    anna.press("1", "open").await;
    bruno.press("2", "open").await;
    anna.press("1", "next").await;
    let colleague = anna.view("desk/1").await["colleagues"][0].clone();
    assert_eq!((colleague["id"].as_str(), colleague["csr"]["name"].as_str()), (Some("2"), Some("Bruno")));
    let to = json!({ "to": { "csr": colleague["csr"]["id"] }, "place": "last" });
    anna.does("desks/1/transfer", &to).await;
    let sent = bruno.view("desk/2").await["queue"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((sent["number"].as_str(), sent["sent"].as_bool()), (Some("A001"), Some(true)));
    assert_eq!(anna.press("1", "next").await["number"], "A002");
    assert_eq!(bruno.press("2", "next").await["number"], "A003");
    bruno.press("2", "start").await;
    bruno.press("2", "finish").await;
    let called = bruno.press("2", "next").await;
    assert_eq!((called["number"].as_str(), called["reason"]["rule"].as_str()), (Some("A001"), Some("sent")));
}

#[tokio::test]
async fn a_chosen_visitor_is_called_and_the_choice_is_on_record() {
    let server = Server::demo();
    let first = server.issue("cash").await;
    let second = server.issue("cash").await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let called = anna.does("desks/1/call", &json!({ "ticket": second["id"] })).await["ticket"].clone();
    assert_eq!((called["number"].as_str(), called["reason"]["rule"].as_str()), (Some("A002"), Some("manual")));
    let story = anna.story(&second).await;
    let call = story.iter().find(|happening| happening["what"]["what"] == "called").unwrap();
    assert_eq!((&call["by"]["name"], &call["what"]["overtook"]), (&json!("Anna"), &json!(["A001"])));
    let overtaken = anna.story(&first).await;
    assert_eq!(overtaken.last().unwrap()["what"]["what"], "overtaken");
    assert_eq!(overtaken.last().unwrap()["what"]["number"], "A002");
}

#[tokio::test]
async fn a_visitor_who_was_put_aside_comes_back_in_the_old_place() {
    let server = Server::demo();
    let first = server.issue("cash").await;
    server.issue("cash").await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    anna.does("desks/1/park", &json!({ "reason": "fetch_document" })).await;
    assert_eq!(anna.view("desk/1").await["parked"][0]["number"], "A001");
    anna.does(&format!("tickets/{}/resume", first["id"]), &json!({})).await;
    assert_eq!(anna.press("1", "next").await["number"], "A001");
}

#[tokio::test]
async fn one_visit_for_two_services_goes_on_at_the_next_desk_under_its_number() {
    let server = Server::demo();
    let body = json!({ "service": "cash", "then": ["account_open"], "language": "it" });
    let answer = server.post(&server.branch("tickets"), "a-visit-for-two", &body).await;
    assert_eq!(answer.status(), StatusCode::CREATED, "{}", answer.text().await.unwrap());
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    anna.press("1", "start").await;
    anna.does("desks/1/finish", &json!({ "outcome": "partly", "follow_up": true })).await;
    let dashboard = server.sign_in("gaia").await.view("manager").await;
    assert_eq!((dashboard["waiting"].as_u64(), dashboard["served"].as_u64()), (Some(1), Some(0)));
    let row = dashboard["services"].as_array().unwrap().iter().find(|row| row["id"] == "account_open").unwrap();
    assert_eq!(row["waiting"], 1);
}

#[tokio::test]
async fn the_desk_is_told_whom_it_would_call_and_why() {
    let server = Server::demo();
    server.issue("cash").await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let desk = anna.view("desk/1").await;
    assert_eq!(
        (desk["next"]["number"].as_str(), desk["next"]["reason"]["candidates"].as_u64()),
        (Some("A001"), Some(1))
    );
    assert_eq!(desk["queue"].as_array().unwrap().len(), 1);
    assert_eq!(desk["csr"]["name"], "Anna");
}

#[tokio::test]
async fn two_desks_never_call_the_same_visitor() {
    let server = Server::demo();
    for _ in 0..40 {
        server.issue("cash").await;
    }
    let (anna, bruno) = (server.sign_in("anna").await, server.sign_in("bruno").await);
    anna.press("1", "open").await;
    bruno.press("2", "open").await;
    let serve = async |session: &super::program::Session<'_>, desk: &str| {
        let mut numbers = Vec::new();
        while let Some(number) = session.press(desk, "next").await["number"].as_str() {
            numbers.push(number.to_owned());
            session.press(desk, "start").await;
            session.press(desk, "finish").await;
        }
        numbers
    };
    let (mut served, by_bruno) = tokio::join!(serve(&anna, "1"), serve(&bruno, "2"));
    assert!(!served.is_empty() && !by_bruno.is_empty(), "both worked");
    served.extend(by_bruno);
    served.sort();
    let expected: Vec<String> = (1..=40).map(|number| format!("A{number:03}")).collect();
    assert_eq!(served, expected);
}

#[tokio::test]
async fn a_csr_works_on_after_a_restart_without_signing_in_again() {
    let server = Server::demo();
    server.issue("cash").await;
    let cookie = {
        let anna = server.sign_in("anna").await;
        anna.press("1", "open").await;
        anna.press("1", "next").await;
        anna.cookie
    };
    let server = server.kill_and_restart();
    let anna = super::program::Session { server: &server, cookie };
    assert_eq!(anna.view("desk/1").await["ticket"]["number"], "A001");
    assert_eq!(anna.desk("1", "start").await.status(), StatusCode::OK);
}
