//! A ticket is taken from home: without script, once, told when to leave, called only once its visitor is there.

use super::program::{Server, fresh_key, problem};
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};
use std::time::Duration;

async fn send(server: &Server, cookie: &str, fields: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(server.url("/b/centro/join?lang=en")).header("cookie", cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(fields).unwrap()).send().await.unwrap()
}

async fn page(server: &Server, path: &str) -> String {
    server.get(path).await.text().await.unwrap()
}

fn key_of(page: &str) -> &str {
    page.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap()
}

/// The token of the ticket to whose page an answer leads.
fn token_of(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = answer.headers()["location"].to_str().unwrap();
    place.strip_prefix("/t/").unwrap().split('?').next().unwrap().to_owned()
}

async fn joined(server: &Server, service: &str, travel: &str) -> String {
    let key = fresh_key();
    let fields = [("key", key.as_str()), ("service", service), ("travel", travel), ("language", "en")];
    token_of(&send(server, "", &fields).await)
}

async fn status(server: &Server, token: &str) -> Value {
    let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    mine["status"].clone()
}

async fn says(server: &Server, token: &str, command: &str) -> StatusCode {
    server.post(&server.url(&format!("/api/v1/tickets/{token}/{command}")), &fresh_key(), &json!({})).await.status()
}

#[tokio::test]
async fn two_clicks_are_one_ticket_and_a_browser_that_has_one_is_led_to_it() {
    let server = Server::demo();
    let branch = page(&server, "/b/centro?lang=en").await;
    assert!(branch.contains("/b/centro/join?lang=en"), "{branch}");
    let services = page(&server, "/b/centro/join?lang=en").await;
    assert!(services.contains("/b/centro/join?lang=en&amp;service=cash"), "{services}");
    let form = page(&server, "/b/centro/join?lang=en&service=cash").await;
    let fields = [("key", key_of(&form)), ("service", "cash"), ("travel", "20"), ("language", "en")];
    let (first, second) = tokio::join!(send(&server, "", &fields), send(&server, "", &fields));
    let cookie = first.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let token = token_of(&first);
    assert_eq!(token_of(&second), token);
    let again = fresh_key();
    let other = [("key", again.as_str()), ("service", "mortgage"), ("travel", "5"), ("language", "en")];
    assert_eq!(token_of(&send(&server, &cookie, &other).await), token, "one browser has one ticket at a time");
    let ticket = page(&server, &format!("/t/{token}?lang=en")).await;
    for part in ["Stay where you are", "I am on my way", "I am here", &format!("action=\"/t/{token}/arrive\"")] {
        assert!(ticket.contains(part), "{part}: {ticket}");
    }
    assert_eq!(status(&server, &token).await["remote"]["travel_minutes"], 20);
    assert_eq!(says(&server, &token, "cancel").await, StatusCode::NO_CONTENT);
    assert_ne!(token_of(&send(&server, &cookie, &other).await), token, "its turn is over");
}

#[tokio::test]
async fn a_form_that_cannot_be_says_why_and_keeps_what_was_chosen() {
    let server = Server::demo();
    let key = fresh_key();
    for travel in ["", "7", "soon", "-5"] {
        let answer =
            send(&server, "", &[("key", &key), ("service", "cash"), ("travel", travel), ("language", "en")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{travel}");
        assert!(answer.text().await.unwrap().contains("id=\"travel-fault\""));
    }
    let gaia = server.sign_in("gaia").await;
    gaia.does("day/stop", &json!({})).await;
    let answer = send(&server, "", &[("key", &key), ("service", "cash"), ("travel", "30"), ("language", "en")]).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let html = answer.text().await.unwrap();
    assert!(
        html.contains("We give out no tickets for this now") && html.contains("<option value=\"30\" selected"),
        "{html}"
    );
    assert_ne!(key_of(&html), key, "the next try is another request");
}

#[tokio::test]
async fn who_is_away_is_called_by_nobody_until_they_are_there_and_told_to_come_once_their_turn_is_near() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let token = joined(&server, "cash", "60").await;
    // Nobody waits before them, and a desk is free: they should leave at once.
    let told = async {
        while status(&server, &token).await["remote"]["stage"] != "leave" {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), told).await.expect("the visitor is told to leave");
    assert!(status(&server, &token).await["remote"]["until"].is_string());
    assert!(page(&server, &format!("/t/{token}?lang=en")).await.contains("Leave now"));
    assert_eq!(anna.press("1", "next").await, Value::Null, "nobody who could be called");
    let desk = anna.view("desk/1").await;
    assert_eq!((&desk["queue"][0]["remote"], &desk["next"]), (&json!("leave"), &Value::Null));
    let id = desk["queue"][0]["id"].clone();
    assert_eq!(
        problem(anna.post("desks/1/call", &json!({ "ticket": id })).await).await,
        (409, "still_away".to_owned())
    );
    let gaia = server.sign_in("gaia").await;
    assert_eq!(gaia.view("manager").await["away"], 1);

    assert_eq!(says(&server, &token, "set-off").await, StatusCode::NO_CONTENT);
    assert_eq!(status(&server, &token).await["remote"]["stage"], "on_the_way");
    assert_eq!(says(&server, &token, "arrive").await, StatusCode::NO_CONTENT);
    assert_eq!(status(&server, &token).await["remote"]["stage"], "here");
    assert_eq!(anna.press("1", "next").await["id"], id);
    let told: Vec<Value> =
        anna.story(&desk["queue"][0]).await.into_iter().map(|row| row["what"]["what"].clone()).collect();
    assert_eq!(told, ["issued", "called_in", "set_off", "arrived", "called"]);
}

#[tokio::test]
async fn the_staff_say_that_somebody_is_there_and_a_ticket_of_the_kiosk_never_was_away() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let token = joined(&server, "cash", "60").await;
    let id = anna.view("desk/1").await["queue"][0]["id"].clone();
    anna.does(&format!("tickets/{id}/arrive"), &json!({})).await;
    assert_eq!(status(&server, &token).await["remote"]["stage"], "here");
    let walk_in = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let url = server.url(&format!("/api/v1/tickets/{walk_in}/arrive"));
    assert_eq!(problem(server.post(&url, &fresh_key(), &json!({})).await).await, (409, "not_remote".to_owned()));
}

#[tokio::test]
async fn a_branch_that_gives_no_tickets_from_home_says_so() {
    let server = Server::start(tempfile::tempdir().unwrap(), |command| command.arg("serve"));
    assert!(!page(&server, "/b/centro?lang=en").await.contains("/join"));
    let html = page(&server, "/b/centro/join?lang=en").await;
    assert!(html.contains("This branch gives no tickets from home"), "{html}");
}
