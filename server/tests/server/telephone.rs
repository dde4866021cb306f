//! The telephone desk: a free time, a place in the queue, the state of a request and what to read out, on one page and without
//! script.

use super::program::{Server, Session, fresh_key};
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

const DESK: &str = "/b/centro/office/phone";

async fn send(session: &Session<'_>, path: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(session.server.url(path)).header("cookie", &session.cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

async fn page(session: &Session<'_>, path: &str) -> String {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let answer = client.get(session.server.url(path)).header("cookie", &session.cookie).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

fn place(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_time_is_found_and_booked_while_the_caller_waits() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let html = page(&anna, &format!("{DESK}?lang=en&service=mortgage&part=afternoon&speaks=it")).await;
    let start = html.split("name=\"start\" value=\"").nth(1).unwrap_or_else(|| panic!("{html}"));
    let start = start.split('"').next().unwrap().to_owned();
    let key = fresh_key();
    let form = [
        ("key", key.as_str()),
        ("lang", "en"),
        ("service", "mortgage"),
        ("part", "afternoon"),
        ("speaks", "it"),
        ("start", &start),
        ("name", "Rosa Bianchi"),
    ];
    let wrong: Vec<_> = form.iter().copied().chain([("phone", "call me")]).collect();
    let refused = send(&anna, &format!("{DESK}/book"), &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text().await.unwrap();
    assert!(html.contains("id=\"phone-fault\"") && html.contains("value=\"Rosa Bianchi\""), "{html}");
    let booked = place(&send(&anna, &format!("{DESK}/book"), &form).await);
    assert_eq!(place(&send(&anna, &format!("{DESK}/book"), &form).await), booked, "sent twice, booked once");
    assert!(booked.starts_with(&format!("{DESK}?day=")), "{booked}");
    let html = page(&anna, &booked).await;
    assert!(html.contains("Booked: ") && html.contains("Code "), "{html}");
    let again = [("key", fresh_key()), ("start", start), ("service", "mortgage".to_owned())];
    let again: Vec<_> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let taken = send(&anna, &format!("{DESK}/book"), &again).await;
    // Another officer may still be free then.
    assert!(matches!(taken.status(), StatusCode::SEE_OTHER | StatusCode::UNPROCESSABLE_ENTITY), "{}", taken.status());
}

#[tokio::test]
async fn a_caller_is_given_a_place_and_told_its_number_and_word() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let key = fresh_key();
    let form = [("key", key.as_str()), ("lang", "en"), ("kind", "cash"), ("travel", "30"), ("language", "it")];
    let joined = place(&send(&anna, &format!("{DESK}/join"), &form).await);
    assert_eq!(place(&send(&anna, &format!("{DESK}/join"), &form).await), joined, "sent twice, one place");
    assert_eq!(joined, format!("{DESK}?joined=1&lang=en#place"));
    let html = page(&anna, joined.split('#').next().unwrap()).await;
    let token = html.split("href=\"/t/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let own: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    let (number, word) = (own["number"].as_str().unwrap(), own["word"].as_str().unwrap());
    assert!(html.contains(&format!("Number {number}, word {word}.")), "{html}");
    assert_eq!(own["status"]["remote"]["travel_minutes"], 30);

    for (field, wrong) in [("kind", "haircut"), ("kind", ""), ("travel", "7"), ("language", "xx")] {
        let key = fresh_key();
        let form: Vec<_> = form
            .iter()
            .map(|(name, value)| if *name == field { (*name, wrong) } else { (*name, *value) })
            .map(|(name, value)| if name == "key" { (name, key.as_str()) } else { (name, value) })
            .collect();
        let refused = send(&anna, &format!("{DESK}/join"), &form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field}={wrong}");
        assert!(refused.text().await.unwrap().contains(&format!("id=\"{field}-fault\"")), "{field}");
    }
    let gaia = server.sign_in("gaia").await;
    gaia.does("day/stop", &json!({})).await;
    let key = fresh_key();
    let form = [("key", key.as_str()), ("lang", "en"), ("kind", "cash"), ("travel", "30"), ("language", "it")];
    let refused = send(&anna, &format!("{DESK}/join?lang=en"), &form).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert!(refused.text().await.unwrap().contains("We give out no tickets for this now"));
}

#[tokio::test]
async fn the_state_of_a_request_is_read_out_to_who_says_its_code_and_pin() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let opened = [("key", "a-case-of-this-test"), ("kind", "mortgage"), ("pin", "004217"), ("name", "Rosa Bianchi")];
    let card = send(&anna, "/b/centro/office/cases/new?lang=en", &opened).await.text().await.unwrap();
    let code = card.split("receipt-number").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap();
    let look =
        async |pin: &str| send(&anna, &format!("{DESK}/state?lang=en"), &[("code", code.trim()), ("pin", pin)]).await;
    let wrong = look("111111").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = wrong.text().await.unwrap();
    assert!(!html.contains("status-steps"), "{html}");
    let found = look("004217").await;
    assert_eq!(found.status(), StatusCode::OK);
    let html = found.text().await.unwrap();
    assert!(html.contains("status-steps") && !html.contains("Rosa") && !html.contains("004217"), "{html}");
}

#[tokio::test]
async fn answers_are_found_by_the_caller_s_words_and_the_page_is_for_the_staff_alone() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let all = page(&anna, &format!("{DESK}?lang=en")).await;
    assert!(all.matches("class=\"phone-answer\"").count() > 1, "{all}");
    let found = page(&anna, &format!("{DESK}?lang=en&q=iban")).await;
    assert!(found.contains("IBAN") && found.contains("value=\"iban\""), "{found}");
    let none = page(&anna, &format!("{DESK}?lang=en&q=xyzzy")).await;
    assert!(none.contains("There is no answer. Try other words."), "{none}");
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let stranger = client.get(server.url(DESK)).send().await.unwrap();
    assert_eq!(stranger.status(), StatusCode::SEE_OTHER);
    for form in ["book", "join", "state"] {
        let opened = client.get(server.url(&format!("{DESK}/{form}"))).send().await.unwrap();
        assert_eq!((opened.status(), opened.headers()["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, DESK));
        let answer = client.post(server.url(&format!("{DESK}/{form}"))).body("").send().await.unwrap();
        assert!(answer.status().is_client_error(), "{form}: {}", answer.status());
    }
}
