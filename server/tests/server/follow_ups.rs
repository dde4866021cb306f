//! Follow-ups: begun from the ticket at the desk, listed with what is to be done, moved and done.

use super::program::{Server, Session, fresh_key, problem};
use jiff::ToSpan;
use reqwest::{Client, Method, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

fn today() -> jiff::civil::Date {
    let now = jiff::Timestamp::from_millisecond(machine::clock::now().0).unwrap();
    now.to_zoned(jiff::tz::TimeZone::get("Europe/Rome").unwrap()).date()
}

async fn send(at: &Session<'_>, page: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let url = at.server.url(&format!("/b/centro/office/follow-ups/{page}"));
    let request = client.post(url).header("cookie", &at.cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

async fn step(at: &Session<'_>, version: u32, body: &Value) -> Response {
    let request = at.server.request(Method::POST, &at.server.branch("follow-ups/1/step"));
    let request = request.header("cookie", &at.cookie).header("Idempotency-Key", fresh_key());
    request.header("If-Match", format!("\"{version}\"")).json(body).send().await.unwrap()
}

async fn listed(at: &Session<'_>) -> Vec<Value> {
    let list: Value = at.get("/api/v1/branches/centro/to-do?kind=follow_up").await.json().await.unwrap();
    list["entries"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_is_promised_at_the_desk_is_on_the_list_until_it_is_done() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let ticket = server.issue("cards").await;
    let id = ticket["id"].to_string();
    let page = anna.get(&format!("/b/centro/office/follow-ups/new?lang=en&ticket={id}")).await.text().await.unwrap();
    assert!(page.contains(ticket["number"].as_str().unwrap()) && page.contains("type=\"date\""), "{page}");

    let day = today().to_string();
    let form = [("key", "a-follow-up-of-this-test"), ("ticket", &*id), ("due", &*day), ("note", "Call Rosa Bianchi")];
    for time in ["first", "second"] {
        let kept = send(&anna, "new?lang=en", &form).await;
        assert_eq!(kept.status(), StatusCode::SEE_OTHER, "{time}");
        assert!(kept.headers()["location"].to_str().unwrap().contains("/office/follow-ups/1?said=saved"));
    }
    let list = listed(&anna).await;
    assert_eq!(list.len(), 1, "a form that is sent twice keeps one");
    assert_eq!(
        (&list[0]["label"], &list[0]["detail"], &list[0]["due"], &list[0]["pressure"]),
        (&ticket["number"], &json!("cards"), &json!(day), &json!("today"))
    );
    assert!(!list[0]["assigned"].is_null(), "whoever promised it sees to it");
    assert!(!json!(list).to_string().contains("Rosa"), "the list names nobody");
    let office = anna.get("/b/centro/office?lang=en").await.text().await.unwrap();
    assert!(office.contains("office-due"), "{office}");

    let kept: Value = anna.get("/api/v1/branches/centro/follow-ups/1").await.json().await.unwrap();
    assert_eq!((&kept["note"], &kept["version"]), (&json!("Call Rosa Bianchi"), &json!(1)));
    let later = today().saturating_add(7.days());
    let moved = step(&anna, 1, &json!({ "to": "moved", "due": later.to_string() })).await;
    assert_eq!(moved.status(), StatusCode::OK);
    assert_eq!(listed(&anna).await[0]["due"], json!(later.to_string()));
    assert!(!anna.get("/b/centro/office?lang=en").await.text().await.unwrap().contains("office-due"));
    let kept: Value = anna.get("/api/v1/branches/centro/follow-ups/1").await.json().await.unwrap();
    assert_eq!(kept["erased_on"], json!(later.saturating_add(30.days()).to_string()));

    let stale = send(&anna, "1?lang=en", &[("to", "done"), ("version", "1")]).await;
    assert_eq!(stale.status(), StatusCode::UNPROCESSABLE_ENTITY, "two people");
    let done = send(&anna, "1?lang=en", &[("to", "done"), ("version", "2")]).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert!(listed(&anna).await.is_empty());
    let again = step(&anna, 3, &json!({ "to": "done" })).await;
    assert_eq!(problem(again).await, (409, "step_refused".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_meant_is_said_with_its_field_and_stays_typed() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let day = today().to_string();
    for (body, field) in [
        (json!({ "due": "2020-01-01", "note": "x" }), "due"),
        (json!({ "due": "9999-12-31", "note": "x" }), "due"),
        (json!({ "due": "soon", "note": "x" }), "due"),
        (json!({ "due": day, "note": " " }), "note"),
        (json!({ "due": day, "note": "x".repeat(501) }), "note"),
        (json!({ "due": day, "note": "x", "ticket": 4_000_000_000_u32 }), "ticket"),
    ] {
        let answer = anna.post("follow-ups", &body).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(field), "{said}");
    }
    let refused = send(&anna, "new?lang=en", &[("due", "2020-01-01"), ("note", "Call about the card")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(page.contains("Call about the card") && page.contains("href=\"#due\""), "{page}");
    let unknown = step(&anna, 1, &json!({ "to": "done" })).await;
    assert_eq!(problem(unknown).await, (404, "record_unknown".to_owned()));
    let stranger = Client::new().get(server.url("/b/centro/office/follow-ups/new")).send().await.unwrap();
    assert_eq!(stranger.url().path(), "/sign-in");
}
