//! Requests in progress: opened at the desk, looked up by code and PIN, moved step by step.

use super::closed::{Branch, kiosk_of};
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

/// The answer to a wrong PIN for a code that nobody has, of a client behind the proxy.
async fn guess(server: &Server, client: &str, number: usize) -> Response {
    let signs = b"BCDFGHJKLMNPQRSTVWXZ2345";
    let code = format!("BCDFGHJ{}", char::from(signs[number]));
    let request = server.request(Method::POST, &server.url("/api/v1/status")).header("x-forwarded-for", client);
    request.json(&json!({ "code": code, "pin": "999999" })).send().await.unwrap()
}

#[tokio::test]
async fn an_address_has_twenty_wrong_pins_an_hour_and_another_address_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder, |command| command.args(["demo", "--quiet", "--trusted-proxy", "127.0.0.1"]));
    let anna = server.sign_in("anna").await;
    let code = open(&anna, "004217").await;
    let right = async |client: &str| {
        let request = server.request(Method::POST, &server.url("/api/v1/status")).header("x-forwarded-for", client);
        request.json(&json!({ "code": code, "pin": "004217" })).send().await.unwrap()
    };
    for number in 0..20 {
        assert_eq!(guess(&server, "10.0.0.66", number).await.status(), StatusCode::NOT_FOUND, "{number}");
        assert_eq!(right("10.0.0.7").await.status(), StatusCode::OK, "a right PIN is not counted");
    }
    for stopped in [guess(&server, "10.0.0.66", 20).await, right("10.0.0.66").await] {
        let wait: u32 = stopped.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((3_000..=3_601).contains(&wait), "{wait} seconds");
        assert_eq!(problem(stopped).await, (429, "too_many_pins".to_owned()));
    }
    let form = [("code", code.as_str()), ("pin", "004217")];
    let page = async |client: &str| {
        let request = Client::new().post(server.url("/b/centro/status?lang=en")).header("x-forwarded-for", client);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap()
    };
    let stopped = page("10.0.0.66").await;
    assert_eq!(stopped.status(), StatusCode::TOO_MANY_REQUESTS);
    let stopped = stopped.text().await.unwrap();
    assert!(stopped.contains("Too many wrong PINs came from here") && stopped.contains(&code), "{stopped}");
    assert_eq!(page("10.0.0.8").await.status(), StatusCode::OK);
    let caller = send(&server, "/b/centro/office/phone/state?lang=en", &anna.cookie, &form).await;
    assert_eq!(caller.status(), StatusCode::OK, "the telephone desk is counted by its person");
    for number in 0..4 {
        guess(&server, "2001:db8::1", number).await;
    }
    for number in 4..20 {
        guess(&server, &format!("2001:db8::{number}"), number).await;
    }
    assert_eq!(problem(guess(&server, "2001:db8::ffff", 20).await).await.0, 429, "a network of one client");
    assert_eq!(guess(&server, "2001:db8:0:1::1", 20).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_kiosk_is_stopped_for_a_minute_at_most_and_by_nobody_at_its_address() {
    let branch = Branch::start().await;
    let server = &branch.server;
    let anna = server.sign_in("anna").await;
    let code = open(&anna, "004217").await;
    let (one, other) = (kiosk_of(&branch, "centro").await, kiosk_of(&branch, "centro").await);
    let at = async |kiosk: &str, code: &str, pin: &str| {
        let request = server.request(Method::POST, &server.url("/api/v1/status")).header("cookie", kiosk);
        request.json(&json!({ "code": code, "pin": pin })).send().await.unwrap()
    };
    // Somebody on the branch's network guesses.
    for number in 0..20 {
        assert_eq!(guess(server, "", number).await.status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(problem(at("", &code, "004217").await).await, (429, "too_many_pins".to_owned()));
    // A visitor at one kiosk does.
    for sign in ["B", "C", "D", "F", "G"] {
        assert_eq!(at(&one, &format!("ZZZZZZZ{sign}"), "999999").await.status(), StatusCode::NOT_FOUND);
    }
    let stopped = at(&one, &code, "004217").await;
    let wait: u32 = stopped.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(wait <= 61, "{wait} seconds");
    assert_eq!(problem(stopped).await, (429, "too_many_pins".to_owned()));
    assert_eq!(at(&other, &code, "004217").await.status(), StatusCode::OK, "the kiosk beside it goes on");
    super::backup::change(&server.database(), "UPDATE look_up_try SET at_ms = at_ms - 60000").await;
    assert_eq!(at(&one, &code, "004217").await.status(), StatusCode::OK, "a minute later");
    assert_eq!(problem(at("", &code, "004217").await).await.0, 429, "the address waits for its hour");
    super::backup::change(&server.database(), "UPDATE look_up_try SET at_ms = at_ms - 3600000").await;
    assert_eq!(at("", &code, "004217").await.status(), StatusCode::OK);
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
