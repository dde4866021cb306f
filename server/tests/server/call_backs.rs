//! A visitor is called back: asked for without script, a silent lobby, the number for the staff alone and erased on the day after.

use super::program::{Server, fresh_key, problem};
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

const PHONE: &str = "+39 02 1234567";

async fn asks(server: &Server, key: &str, phone: &str) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let fields = [("key", key), ("service", "cash"), ("language", "en"), ("call_back", "on"), ("phone", phone)];
    let request = client.post(server.url("/b/centro/join?lang=en"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(fields).unwrap()).send().await.unwrap()
}

fn token_of(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = answer.headers()["location"].to_str().unwrap();
    place.strip_prefix("/t/").unwrap().split('?').next().unwrap().to_owned()
}

async fn own(server: &Server, token: &str) -> Value {
    server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap()
}

#[tokio::test]
async fn a_visitor_asks_to_be_called_back_once_however_often_the_form_is_sent() {
    let server = Server::demo();
    let page = server.get("/b/centro/join?lang=en&service=cash").await.text().await.unwrap();
    assert!(page.contains("name=\"call_back\"") && page.contains("Call me back"), "{page}");
    let key = fresh_key();
    let (first, second) = tokio::join!(asks(&server, &key, PHONE), asks(&server, &key, PHONE));
    let token = token_of(&first);
    assert_eq!(token_of(&second), token);
    let ticket = own(&server, &token).await;
    assert_eq!((&ticket["call_back"], &ticket["status"]["state"]), (&json!(true), &json!("waiting")));
    let page = server.get(&format!("/t/{token}?lang=en")).await.text().await.unwrap();
    let word = ticket["word"].as_str().unwrap();
    assert!(page.contains("We call you back") && page.contains(word) && !page.contains("1234567"), "{page}");
    for wrong in ["", "call me", "12", "+39 02 1234567\r\nBcc: x"] {
        let refused = asks(&server, &fresh_key(), wrong).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        assert!(refused.text().await.unwrap().contains("id=\"phone-fault\""), "{wrong:?}");
    }
}

#[tokio::test]
async fn the_desk_alone_is_told_whom_to_dial_and_the_lobby_is_silent() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let token = token_of(&asks(&server, &fresh_key(), PHONE).await);
    let id = anna.press("1", "next").await["id"].clone();
    let desk = anna.view("desk/1").await;
    let word = own(&server, &token).await["word"].clone();
    assert_eq!(desk["ticket"]["call_back"], json!({ "word": word, "dial": 1, "dials": 3 }));
    assert!(!desk.to_string().contains("1234567"), "no view holds a number: {desk}");
    let notes: Value = anna.get(&format!("/api/v1/branches/centro/tickets/{id}/notes")).await.json().await.unwrap();
    assert_eq!(notes["dial"], "+39021234567");
    let nobody = server.get(&format!("/api/v1/branches/centro/tickets/{id}/notes")).await;
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
    for screen in ["lobby", "lobby-detail"] {
        let wall: Value = server.get(&format!("/api/v1/branches/centro/view/{screen}")).await.json().await.unwrap();
        assert_eq!(wall["calls"], json!([]), "{screen}");
        let number = desk["ticket"]["number"].as_str().unwrap();
        assert!(!wall.to_string().contains(number), "{screen}: {wall}");
    }
    assert_eq!(own(&server, &token).await["status"], json!({ "state": "on_telephone", "desk": "1" }));

    // No answer: put aside, and back by itself. Nobody has to wait for a minute before that.
    anna.press("1", "no-show").await;
    let status = own(&server, &token).await["status"].clone();
    assert_eq!((&status["state"], &status["reason"]), (&json!("parked"), &json!("no_answer")));
    let walk_in = server.issue("cash").await["id"].clone();
    assert_eq!(anna.press("1", "next").await["id"], walk_in);
    let refused = anna.post("desks/1/park", &json!({ "reason": "no_answer" })).await;
    assert_eq!(problem(refused).await, (409, "not_call_back".to_owned()));
}

#[tokio::test]
async fn the_telephone_desk_takes_a_call_back_and_says_what_is_wrong_with_a_number() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let joins = async |dial: &str| {
        let key = fresh_key();
        let fields = [
            ("key", key.as_str()),
            ("lang", "en"),
            ("kind", "cash"),
            ("travel", "20"),
            ("language", "it"),
            ("dial", dial),
        ];
        let request = client.post(server.url("/b/centro/office/phone/join?lang=en")).header("cookie", &anna.cookie);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(serde_html_form::to_string(fields).unwrap()).send().await.unwrap()
    };
    let wrong = joins("call me").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("id=\"dial-fault\""));
    let joined = joins(PHONE).await;
    assert_eq!(joined.status(), StatusCode::SEE_OTHER);
    anna.press("1", "open").await;
    let id = anna.press("1", "next").await["id"].clone();
    let notes: Value = anna.get(&format!("/api/v1/branches/centro/tickets/{id}/notes")).await.json().await.unwrap();
    assert_eq!(notes["dial"], "+39021234567");
}

#[tokio::test]
async fn a_branch_calls_back_so_many_at_a_time() {
    let server = Server::demo();
    for _ in 0..5 {
        token_of(&asks(&server, &fresh_key(), PHONE).await);
    }
    let refused = asks(&server, &fresh_key(), PHONE).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let html = refused.text().await.unwrap();
    assert!(html.contains("Too many visitors wait to be called back already") && html.contains(PHONE), "{html}");
}
