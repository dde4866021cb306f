//! Requests in progress: opened at the desk, looked up by code and PIN, moved step by step.

use super::program::{Server, Session, fresh_key, problem};
use reqwest::{Client, Method, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

async fn send(server: &Server, path: &str, cookie: &str, form: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(server.url(path)).header("cookie", cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
}

/// Opens a mortgage. Returns its code.
async fn open(session: &Session<'_>, pin: &str) -> String {
    let form = [("key", "a-case-of-this-test"), ("kind", "mortgage"), ("pin", pin), ("name", "Rosa Bianchi")];
    let card = send(session.server, "/b/centro/office/cases/new?lang=en", &session.cookie, &form).await;
    assert_eq!(card.status(), StatusCode::OK);
    let card = card.text().await.unwrap();
    assert!(card.contains(pin), "{card}");
    let code = card.split("receipt-number").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap();
    code.trim().to_owned()
}

async fn look(server: &Server, code: &str, pin: &str) -> Response {
    let body = json!({ "code": code, "pin": pin });
    server.request(Method::POST, &server.url("/api/v1/status")).json(&body).send().await.unwrap()
}

async fn step(session: &Session<'_>, version: u32, body: Value) -> Response {
    let url = session.server.branch("cases/1/step");
    let request = session.server.request(Method::POST, &url).header("cookie", &session.cookie);
    let request = request.header("Idempotency-Key", fresh_key()).header("If-Match", format!("\"{version}\""));
    request.json(&body).send().await.unwrap()
}

#[tokio::test]
async fn a_visitor_sees_the_step_and_what_is_missing_and_never_a_name() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let code = open(&anna, "004217").await;
    assert_eq!(open(&anna, "004217").await, code, "a form that is sent twice opens one case");
    assert_eq!(step(&anna, 1, json!({ "to": "step", "step": "survey" })).await.status(), StatusCode::OK);
    let stale = step(&anna, 1, json!({ "to": "ready" })).await;
    assert_eq!(problem(stale).await, (412, "version_stale".to_owned()), "two people");
    for (body, field) in [
        (json!({ "to": "step", "step": "moon" }), "step"),
        (json!({ "to": "waiting_for_client" }), "missing"),
        (json!({ "to": "waiting_for_client", "missing": ["moon"] }), "missing"),
        (json!({ "to": "moon" }), "to"),
    ] {
        let answer = step(&anna, 2, body.clone()).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let said: Value = answer.json().await.unwrap();
        assert!(said["detail"].as_str().unwrap().starts_with(field), "{said}");
    }
    let waiting = json!({ "to": "waiting_for_client", "missing": ["payslips"] });
    assert_eq!(step(&anna, 2, waiting).await.status(), StatusCode::OK);
    let found = look(&server, &code.to_lowercase(), "004217").await;
    assert_eq!(found.status(), StatusCode::OK);
    let text = found.text().await.unwrap();
    let status: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&status["step"], &status["state"], &status["who"]),
        (&json!(3), &json!("waiting_for_client"), &json!("third"))
    );
    assert_eq!(status["missing"].as_array().unwrap().len(), 1);
    assert!(!text.contains("Rosa"), "{text}");
    let page = send(&server, "/b/centro/status?lang=en", "", &[("code", &code), ("pin", "004217")]).await;
    let page = page.text().await.unwrap();
    assert!(page.contains("aria-current=\"step\"") && page.contains("/b/centro/ready/mortgage"), "{page}");
}

#[tokio::test]
async fn an_unknown_code_and_a_wrong_pin_are_answered_alike_and_lock_alike() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    let code = open(&anna, "004217").await;
    let mut answers = Vec::new();
    for code in [code.as_str(), "BCDF GHJK"] {
        let mut of_code = Vec::new();
        for _ in 0..6 {
            let answer = look(&server, code, "999999").await;
            of_code.push((answer.status().as_u16(), answer.text().await.unwrap()));
        }
        answers.push(of_code);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].iter().map(|(status, _)| *status).collect::<Vec<_>>(), [404, 404, 404, 404, 429, 429]);
    assert_eq!(
        look(&server, &code, "004217").await.status(),
        StatusCode::TOO_MANY_REQUESTS,
        "locked for the right PIN too"
    );
    let page = send(&server, "/b/centro/status?lang=en", "", &[("code", "BCDF2345"), ("pin", "1")]).await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().await.unwrap().contains("BCDF2345"), "what was typed stays");
}

#[tokio::test]
async fn the_database_has_no_pin() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    open(&anna, "731904").await;
    let file = server.database();
    drop(server.get("/healthz").await);
    let folder = file.parent().unwrap().to_owned();
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        assert!(!bytes.windows(6).any(|part| part == b"731904"), "a PIN is kept as a hash alone");
    }
}
