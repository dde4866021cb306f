//! Complaints from receipt to closing: the public page, the desk, the register, papers, the API.

use super::program::{Server, Session, fresh_key, problem};
use reqwest::{Client, Method, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

async fn send(server: &Server, path: &str, cookie: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(server.url(path)).header("cookie", cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

async fn file(server: &Server, kind: &str) -> Value {
    let body = json!({ "kind": kind, "name": "Rosa Bianchi", "contact": "rosa@example.org", "words": "La carta." });
    let answer = server.post(&server.branch("complaints"), &fresh_key(), &body).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    answer.json().await.unwrap()
}

async fn step(session: &Session<'_>, id: &Value, name: &str, version: u32, body: Value) -> Response {
    let url = session.server.branch(&format!("complaints/{id}/{name}"));
    let request = session.server.request(Method::POST, &url).header("cookie", &session.cookie);
    let request = request.header("Idempotency-Key", fresh_key()).header("If-Match", format!("\"{version}\""));
    request.json(&body).send().await.unwrap()
}

#[tokio::test]
async fn a_complaint_on_the_public_page_keeps_what_was_typed_and_gives_a_receipt() {
    let server = Server::demo();
    let form = [("key", "a-form-of-this-test"), ("words", "La carta \u{1F621} non va"), ("lang", "en")];
    let refused = send(&server, "/b/centro/complain", "", &form).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    for part in ["La carta \u{1F621} non va", "href=\"#name\"", "href=\"#contact\"", "href=\"#kind\""] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let whole = [&form[..], &[("name", "Rosa"), ("contact", "Via Roma 1"), ("kind", "insurance")]].concat();
    for _ in 0..2 {
        let entered = send(&server, "/b/centro/complain", "", &whole).await;
        let next = entered.headers()["location"].to_str().unwrap().to_owned();
        let receipt = server.get(&next).await.text().await.unwrap();
        assert!(receipt.contains("-0001") && receipt.contains("Arbitro Assicurativo"), "{receipt}");
        assert!(!receipt.contains("Rosa"), "a receipt on the screen names nobody");
    }
}

#[tokio::test]
async fn the_office_takes_answers_and_closes_a_complaint_and_each_version_counts_once() {
    let server = Server::demo();
    let filed = file(&server, "payments").await;
    let gaia = server.sign_in("gaia").await;
    let id = &filed["id"];
    let register = gaia.get("/b/centro/office/complaints?lang=en").await.text().await.unwrap();
    assert!(register.contains("15 business days") && register.contains("-0001"), "{register}");
    assert_eq!(step(&gaia, id, "take", 1, json!({})).await.status(), StatusCode::OK);
    assert_eq!(problem(step(&gaia, id, "take", 1, json!({})).await).await, (412, "version_stale".to_owned()));
    assert_eq!(problem(step(&gaia, id, "close", 2, json!({})).await).await, (409, "step_refused".to_owned()));
    for (body, field) in [
        (json!({}), "outcome"),
        (json!({ "outcome": "rejected", "remedy": true }), "text"),
        (json!({ "outcome": "rejected", "text": "No.", "remedy": true }), "reasons"),
        (json!({ "outcome": "rejected", "text": "No.", "reasons": "The contract." }), "remedy"),
        (json!({ "outcome": "rejected", "text": "No.", "on": "1999-01-01" }), "on"),
        (json!({ "outcome": "rejected", "text": "No.", "on": "9999-12-31" }), "on"),
    ] {
        let answer = step(&gaia, id, "answer", 2, body.clone()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(&format!("{field}: ")), "{said}");
    }
    let answer =
        json!({ "outcome": "rejected", "text": "La carta è partita.", "reasons": "Nei tempi.", "remedy": true });
    assert_eq!(step(&gaia, id, "answer", 2, answer).await.status(), StatusCode::OK);
    let paper = gaia.get(&format!("/b/centro/office/complaints/{id}/answer.pdf")).await;
    assert_eq!(paper.headers()["content-type"], "application/pdf");
    assert!(paper.bytes().await.unwrap().starts_with(b"%PDF"));
    assert_eq!(step(&gaia, id, "close", 3, json!({})).await.status(), StatusCode::OK);
    let year = &filed["number"].as_str().unwrap()[..4];
    let csv = gaia.get(&format!("/b/centro/office/complaints/statement.csv?year={year}")).await.text().await.unwrap();
    assert!(csv.lines().nth(1).unwrap().contains(",closed,rejected,") && csv.contains(",yes,"), "{csv}");
    assert!(!csv.contains("Rosa"), "the statement names nobody");
}

#[tokio::test]
async fn whom_the_client_complains_of_neither_takes_nor_answers() {
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let page = gaia.get("/b/centro/office/complaints/new?lang=en").await.text().await.unwrap();
    let own = page
        .split("<option value=\"")
        .skip(1)
        .find(|option| option.contains("Gaia"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let today = page.split("value=\"20").nth(1).unwrap().split('"').next().unwrap();
    let today = format!("20{today}");
    let form = [
        ("key", "a-complaint-at-the-desk"),
        ("name", "Rosa"),
        ("contact", "Via Roma 1"),
        ("words", "Mi ha risposto male."),
        ("kind", "banking"),
        ("channel", "desk"),
        ("received", &today),
        ("about", own),
    ];
    let entered = send(&server, "/b/centro/office/complaints/new", &gaia.cookie, &form).await;
    assert_eq!(entered.status(), StatusCode::SEE_OTHER, "{}", entered.text().await.unwrap());
    let refused = step(&gaia, &json!(1), "take", 1, json!({})).await;
    assert_eq!(problem(refused).await, (409, "step_refused".to_owned()));
    let one = gaia.get("/b/centro/office/complaints/1?lang=en").await.text().await.unwrap();
    assert!(one.contains("neither takes nor answers"), "{one}");
    let paper = gaia.get("/b/centro/office/complaints/1/receipt.pdf").await;
    assert!(paper.bytes().await.unwrap().starts_with(b"%PDF"));
    let wrong = [("received", "9999-12-31"), ("key", "another-form-here"), ("words", "Resta qui.")];
    let refused = send(&server, "/b/centro/office/complaints/new", &gaia.cookie, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("Resta qui."), "what was typed stays");
    let anna = server.sign_in("anna").await;
    let led = anna.get("/b/centro/office/complaints").await;
    assert_eq!(led.url().path(), "/sign-in", "the register is closed to a CSR");
    let entering = anna.get("/b/centro/office/complaints/new").await;
    assert_eq!((entering.url().path(), entering.status()), ("/b/centro/office/complaints/new", StatusCode::OK));
}

#[tokio::test]
async fn a_complaint_without_identity_or_of_no_known_type_is_refused() {
    let server = Server::demo();
    for (body, field) in [
        (json!({ "name": "", "contact": "x", "words": "y" }), "name"),
        (json!({ "name": "Rosa", "contact": " ", "words": "y" }), "contact"),
        (json!({ "name": "Rosa", "contact": "x", "words": "y", "kind": "moon" }), "kind"),
        (json!({ "name": "Rosa", "contact": "x", "words": "y", "service": "moon" }), "service"),
    ] {
        let answer = server.post(&server.branch("complaints"), &fresh_key(), &body).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(field), "{said}");
    }
}

#[tokio::test]
async fn a_complaint_that_was_acknowledged_is_there_after_a_kill() {
    let server = Server::demo();
    let filed = file(&server, "banking").await;
    let server = server.kill_and_restart();
    let gaia = server.sign_in("gaia").await;
    let one = gaia.get(&format!("/b/centro/office/complaints/{}?lang=en", filed["id"])).await.text().await.unwrap();
    assert!(one.contains("Rosa Bianchi") && one.contains(filed["number"].as_str().unwrap()), "{one}");
}
