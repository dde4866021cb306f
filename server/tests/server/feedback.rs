//! What visitors say of their visit: by the link of their ticket and at the exit, with and without a program.

use super::program::{Server, fresh_key, problem};
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

async fn send(server: &Server, path: &str, cookie: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(server.url(path)).header("cookie", cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

async fn page(server: &Server, path: &str) -> String {
    server.get(path).await.text().await.unwrap()
}

fn key_of(page: &str) -> &str {
    page.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap()
}

/// A ticket whose visitor has left the queue.
async fn left(server: &Server, service: &str) -> String {
    let token = server.issue(service).await["token"].as_str().unwrap().to_owned();
    let url = server.url(&format!("/api/v1/tickets/{token}/cancel"));
    assert!(server.post(&url, &fresh_key(), &json!({})).await.status().is_success());
    token
}

async fn say(server: &Server, token: &str, body: Value) -> Response {
    server.post(&server.url(&format!("/api/v1/feedback/{token}")), &fresh_key(), &body).await
}

#[tokio::test]
async fn a_visitor_is_asked_once_the_visit_is_over_and_once_alone() {
    let server = Server::demo();
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let early = page(&server, &format!("/f/{token}?lang=en")).await;
    assert!(!early.contains("name=\"satisfaction\""), "{early}");
    assert_eq!(problem(say(&server, &token, json!({ "satisfaction": 5 })).await).await.0, 422);

    let token = left(&server, "cash").await;
    let first = page(&server, &format!("/f/{token}?lang=en")).await;
    let key = key_of(&first).to_owned();
    for _ in 0..2 {
        let answer =
            send(&server, &format!("/f/{token}"), "", &[("key", &key), ("satisfaction", "5"), ("lang", "en")]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "a form that is sent twice has one effect");
    }
    let second = page(&server, &format!("/f/{token}?lang=en")).await;
    assert!(second.contains("name=\"effort\"") || second.contains("name=\"recommendation\""), "{second}");
    let (status, code) = problem(say(&server, &token, json!({ "satisfaction": 1 })).await).await;
    assert_eq!((status, code.as_str()), (409, "step_refused"));
    let comment = page(&server, &format!("/f/{token}?lang=en&skip=comment")).await;
    let long = "x".repeat(1_001);
    let refused = send(&server, &format!("/f/{token}"), "", &[("key", key_of(&comment)), ("comment", &long)]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains(&long), "what was typed stays");
    let words = "\u{1F600} ottimo \u{200f}";
    let done = send(&server, &format!("/f/{token}"), "", &[("key", key_of(&comment)), ("comment", words)]).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let thanks = page(&server, &format!("/f/{token}?lang=en")).await;
    assert!(!thanks.contains("<textarea") && !thanks.contains("/complain"), "{thanks}");
}

#[tokio::test]
async fn a_rating_that_is_none_is_refused_with_its_field() {
    let server = Server::demo();
    let token = left(&server, "cash").await;
    for body in [json!({ "satisfaction": 0 }), json!({ "satisfaction": 6 }), json!({})] {
        let answer = say(&server, &token, body).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with("satisfaction: "), "{said}");
    }
    let nobody = say(&server, &"0".repeat(32), json!({ "satisfaction": 5 })).await;
    assert_eq!(problem(nobody).await, (404, "ticket_unknown".to_owned()));
    let large = json!({ "comment": "x".repeat(100_000) });
    assert_eq!(problem(say(&server, &token, large).await).await.0, 413);
}

#[tokio::test]
async fn a_low_answer_is_with_the_manager_at_once_until_it_was_seen() {
    let server = Server::demo();
    let token = left(&server, "inheritance").await;
    assert_eq!(say(&server, &token, json!({ "satisfaction": 1 })).await.status(), StatusCode::NO_CONTENT);
    let recommendation = say(&server, &token, json!({ "recommendation": 0 })).await;
    assert_eq!(problem(recommendation).await.0, 409, "nobody recommends a branch for an inheritance");
    assert_eq!(say(&server, &token, json!({ "effort": 2 })).await.status(), StatusCode::NO_CONTENT);
    let comment = say(&server, &token, json!({ "comment": "Troppa attesa <b>qui</b>" })).await;
    assert_eq!(comment.status(), StatusCode::NO_CONTENT);
    let thanks = page(&server, &format!("/f/{token}?lang=en")).await;
    assert!(thanks.contains("/b/centro/complain"), "a complaint is offered: {thanks}");

    let gaia = server.sign_in("gaia").await;
    let alerts = gaia.view("manager").await["alerts"].clone();
    assert!(alerts.as_array().unwrap().iter().any(|alert| alert["kind"] == "low_feedback"), "{alerts}");
    let list: Value = gaia.get("/api/v1/branches/centro/to-do?kind=feedback").await.json().await.unwrap();
    assert_eq!(list["entries"].as_array().unwrap().len(), 1, "{list}");
    let wall = gaia.get("/b/centro/office/feedback?lang=en&q=ATTESA").await.text().await.unwrap();
    assert!(wall.contains("Troppa attesa &lt;b&gt;qui"), "{wall}");
    let other = gaia.get("/b/centro/office/feedback?lang=en&q=nothing").await.text().await.unwrap();
    assert!(!other.contains("Troppa attesa"));
    assert!(wall.contains("1 answer") && !wall.contains("0\u{a0}%"), "below ten a figure shows its count alone");
    let form = [("id", "1"), ("version", "3"), ("state", "seen"), ("key", "seen-by-gaia")];
    let seen = send(&server, "/b/centro/office/feedback", &gaia.cookie, &form).await;
    assert_eq!(seen.status(), StatusCode::SEE_OTHER);
    let list: Value = gaia.get("/api/v1/branches/centro/to-do").await.json().await.unwrap();
    assert!(list["entries"].as_array().unwrap().is_empty(), "{list}");
    let anna = server.sign_in("anna").await;
    let led = anna.get("/b/centro/office/feedback").await;
    assert_eq!(led.url().path(), "/sign-in", "the manager's alone");
}

#[tokio::test]
async fn the_screen_at_the_exit_asks_on_and_goes_back_to_the_first_question() {
    let server = Server::demo();
    let first = page(&server, "/b/centro/feedback?lang=en").await;
    let key = key_of(&first).to_owned();
    let answer = send(&server, "/b/centro/feedback", "", &[("key", &key), ("satisfaction", "4"), ("lang", "en")]).await;
    let next = answer.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(next, format!("/b/centro/feedback?of={key}&lang=en"));
    let second = server.get(&next).await;
    assert_eq!(second.headers()["refresh"], "20; url=/b/centro/feedback");
    let second = second.text().await.unwrap();
    assert!(second.contains(&format!("name=\"of\" value=\"{key}\"")), "{second}");
}
