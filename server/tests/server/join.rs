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

/// The code that the wall of the lobby shows.
pub async fn code_on_the_wall(server: &Server) -> String {
    let wall: Value = server.get("/api/v1/branches/centro/view/lobby").await.json().await.unwrap();
    wall["code"]["digits"].as_str().unwrap_or_else(|| panic!("no code: {wall}")).to_owned()
}

async fn arrives(server: &Server, token: &str, code: &str) -> Response {
    let url = server.url(&format!("/api/v1/tickets/{token}/arrive"));
    server.post(&url, &fresh_key(), &json!({ "code": code })).await
}

/// A code that is on no wall: another than the one of this minute, of the last and of the next.
pub async fn wrong_code(server: &Server) -> String {
    let code: u32 = code_on_the_wall(server).await.parse().unwrap();
    format!("{:04}", (code + 5_000) % 10_000)
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
    let code = code_on_the_wall(&server).await;
    assert_eq!(arrives(&server, &token, &code).await.status(), StatusCode::NO_CONTENT);
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

#[tokio::test]
async fn only_the_code_on_the_wall_shows_that_somebody_is_there() {
    let server = Server::demo();
    let token = joined(&server, "cash", "60").await;
    assert_eq!(status(&server, &token).await["remote"]["code"], true);
    let url = server.url(&format!("/api/v1/tickets/{token}/arrive"));
    for body in [json!({}), json!({ "code": "" }), json!({ "code": "12" }), json!({ "code": "abcd" })] {
        let refused = problem(server.post(&url, &fresh_key(), &body).await).await;
        assert_eq!(refused, (422, "arrival_code_wrong".to_owned()), "{body}");
    }
    let wrong = wrong_code(&server).await;
    assert_eq!(problem(arrives(&server, &token, &wrong).await).await, (422, "arrival_code_wrong".to_owned()));
    assert_eq!(status(&server, &token).await["remote"]["stage"], "stay", "nobody is there");
    let code = code_on_the_wall(&server).await;
    let spaced = format!(" {} {} ", &code[..2], &code[2..]);
    let (key, body) = (fresh_key(), json!({ "code": spaced }));
    assert_eq!(server.post(&url, &key, &body).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(status(&server, &token).await["remote"], json!({ "stage": "here", "travel_minutes": 60 }));
    // The answer was lost, and the code is another one by now.
    assert_eq!(server.post(&url, &key, &body).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(arrives(&server, &token, &wrong).await.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn who_guesses_is_stopped_and_the_staff_can_still_say_that_they_are_there() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let (token, other) = (joined(&server, "cash", "60").await, joined(&server, "mortgage", "60").await);
    for _ in 0..4 {
        let wrong = wrong_code(&server).await;
        assert_eq!(problem(arrives(&server, &token, &wrong).await).await, (422, "arrival_code_wrong".to_owned()));
    }
    for _ in 0..2 {
        let wrong = wrong_code(&server).await;
        let stopped = arrives(&server, &token, &wrong).await;
        assert_eq!(stopped.headers()["retry-after"], "900");
        assert_eq!(problem(stopped).await, (429, "arrival_code_locked".to_owned()));
    }
    let code = code_on_the_wall(&server).await;
    assert_eq!(problem(arrives(&server, &token, &code).await).await, (429, "arrival_code_locked".to_owned()));
    assert_eq!(arrives(&server, &other, &code).await.status(), StatusCode::NO_CONTENT, "another visitor");
    let id = anna.view("desk/1").await["queue"][0]["id"].clone();
    anna.does(&format!("tickets/{id}/arrive"), &json!({})).await;
    assert_eq!(status(&server, &token).await["remote"]["stage"], "here");
}

#[tokio::test]
async fn the_code_on_the_wall_leads_a_phone_to_its_ticket_and_arrives_without_script() {
    let server = Server::demo();
    let key = fresh_key();
    let fields = [("key", key.as_str()), ("service", "cash"), ("travel", "30"), ("language", "en")];
    let taken = send(&server, "", &fields).await;
    let cookie = taken.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let token = token_of(&taken);
    let code = code_on_the_wall(&server).await;
    let here = format!("/b/centro/here?code={code}");

    // A phone that took no ticket is told what to do, and nothing changes.
    let told = page(&server, &format!("{here}&lang=en")).await;
    assert!(told.contains(&code) && told.contains("Say that you are here"), "{told}");
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let led = client.get(server.url(&here)).header("cookie", &cookie).send().await.unwrap();
    let place = led.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!((led.status(), place.as_str()), (StatusCode::SEE_OTHER, &*format!("/t/{token}?code={code}")));
    let ticket = page(&server, &format!("{place}&lang=en")).await;
    assert!(ticket.contains(&format!("value=\"{code}\"")) && ticket.contains("The code on the screen"), "{ticket}");
    assert_eq!(status(&server, &token).await["remote"]["stage"], "stay", "looking changes nothing");

    let says = async |code: &str| {
        let fields = [("key", fresh_key()), ("lang", "en".to_owned()), ("code", code.to_owned())];
        let request = client.post(server.url(&format!("/t/{token}/arrive")));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(serde_html_form::to_string(fields).unwrap()).send().await.unwrap();
        answer.headers()["location"].to_str().unwrap().to_owned()
    };
    let wrong = wrong_code(&server).await;
    let again = says(&wrong).await;
    assert_eq!(again, format!("/t/{token}?lang=en&refused=arrival_code_wrong"));
    assert!(page(&server, &again).await.contains("This is not the code on the screen now"));
    assert_eq!(says(&code_on_the_wall(&server).await).await, format!("/t/{token}?lang=en"));
    assert_eq!(status(&server, &token).await["remote"]["stage"], "here");
    let picture = server.get(&format!("/api/v1/branches/centro/here/{code}/qr.svg")).await;
    assert_eq!(picture.status(), StatusCode::OK);
    assert_eq!(picture.headers()["content-type"], "image/svg+xml");
    assert_eq!(server.get("/api/v1/branches/centro/here/12345/qr.svg").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_wall_shows_the_code_of_the_minute_in_every_layout_and_above_a_desk() {
    let server = Server::demo();
    for wall in ["", "?layout=calls", "?layout=waits", "?layout=notices", "?layout=bar", "?desk=1"] {
        let html = page(&server, &format!("/b/centro/lobby{wall}")).await;
        let (_, code) = html.split_once("class=\"wall-code\"").unwrap_or_else(|| panic!("no code on {wall:?}"));
        let shown = code.split("<strong>").nth(1).unwrap().split("</strong>").next().unwrap();
        assert_eq!(shown.bytes().filter(u8::is_ascii_digit).count(), 4, "{shown:?} on {wall:?}");
    }
}
