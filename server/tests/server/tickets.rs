//! `/api/v1/branches/{b}/tickets` and `/api/v1/tickets/{token}`.

use super::program::{Server, fresh_key, problem};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_ticket_has_a_number_a_token_and_a_place() {
    let server = Server::demo();
    let first = server.issue("cash").await;
    assert_eq!((first["number"].as_str(), first["ahead"].as_u64()), (Some("A001"), Some(0)));
    let second = server.issue("payments").await;
    assert_eq!((second["number"].as_str(), second["ahead"].as_u64()), (Some("A002"), Some(1)), "a letter is shared");
    assert_eq!(server.issue("loan").await["number"], "D001");
    let token = first["token"].as_str().unwrap();
    assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    assert_eq!((mine["number"].as_str(), mine["status"]["state"].as_str()), (Some("A001"), Some("waiting")));
}

#[tokio::test]
async fn a_request_sent_twice_has_the_effect_and_the_answer_of_one() {
    let server = Server::demo();
    let body = json!({ "service": "cash", "language": "it", "documents": ["card", "id"] });
    let url = server.branch("tickets");
    let first: Value = server.post(&url, "the-same-key", &body).await.json().await.unwrap();
    let reordered =
        json!({ "documents": ["id", "card", "id"], "language": "it", "service": "cash", "priority": false });
    let second: Value = server.post(&url, "the-same-key", &reordered).await.json().await.unwrap();
    assert_eq!(first, second);
    assert_eq!(
        server.view("kiosk").await["services"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["waiting"].as_u64().unwrap())
            .sum::<u64>(),
        1
    );

    let other = json!({ "service": "loan", "language": "it" });
    let answer = server.post(&url, "the-same-key", &other).await;
    assert_eq!(problem(answer).await, (409, "idempotency_key_reused".into()));
}

#[tokio::test]
async fn a_request_sent_again_after_a_restart_has_the_same_answer() {
    let server = Server::demo();
    let body = json!({ "service": "cash", "language": "en" });
    let first: Value = server.post(&server.branch("tickets"), "before-and-after", &body).await.json().await.unwrap();
    let server = server.kill_and_restart();
    let again: Value = server.post(&server.branch("tickets"), "before-and-after", &body).await.json().await.unwrap();
    assert_eq!(first, again);
}

/// Bad input: each is refused with its own code, and nobody waits afterwards.
#[tokio::test]
async fn bad_input_is_refused_clearly_and_changes_nothing() {
    let server = Server::demo();
    let url = server.branch("tickets");
    let good = json!({ "service": "cash", "language": "it" });
    let post = |body: Value| server.request(Method::POST, &url).header("Idempotency-Key", fresh_key()).json(&body);

    let plain =
        server.request(Method::POST, &url).header("Idempotency-Key", fresh_key()).header("content-type", "text/plain");

    let cases = [
        (post(json!({ "service": "haircut", "language": "it" })), 422, "service_unknown"),
        (post(json!({ "service": "cash", "language": "xx" })), 422, "language_unknown"),
        (post(json!({ "service": "cash", "language": "it", "documents": ["deed"] })), 422, "document_unknown"),
        (post(json!({ "language": "it" })), 422, "body_invalid"),
        (post(json!({ "service": 7, "language": "it" })), 422, "body_invalid"),
        (post(json!({ "service": "cash", "language": "it", "vip": true })), 422, "body_invalid"),
        (post(json!([1, 2])), 422, "body_invalid"),
        (post(good.clone()).body("{\"service\":"), 400, "body_not_json"),
        (plain.body(good.to_string()), 415, "media_type"),
        (post(json!({ "service": "x".repeat(20_000), "language": "it" })), 413, "body_too_large"),
        (server.request(Method::POST, &url).json(&good), 400, "idempotency_key_missing"),
        (
            server.request(Method::POST, &url).json(&good).header("Idempotency-Key", "short"),
            400,
            "idempotency_key_malformed",
        ),
        (
            server.request(Method::POST, &url).json(&good).header("Idempotency-Key", "with:colon:in:it"),
            400,
            "idempotency_key_malformed",
        ),
        (
            server
                .request(Method::POST, &url.replace("centro", "luna"))
                .json(&good)
                .header("Idempotency-Key", fresh_key()),
            404,
            "branch_unknown",
        ),
        (server.request(Method::PUT, &url).json(&good), 405, "method_not_allowed"),
        (server.request(Method::POST, &server.url("/api/v1/nothing")).json(&good), 404, "not_found"),
    ];
    for (request, status, code) in cases {
        let request = request.build().unwrap();
        let what = format!("{} {} {:?}", request.method(), request.url(), request.body());
        let answer = reqwest::Client::new().execute(request).await.unwrap();
        assert_eq!(problem(answer).await, (status, code.to_owned()), "{what}");
    }
    assert_eq!(server.view("kiosk").await["head"]["seq"], 1, "only the day was opened");
}

#[tokio::test]
async fn a_visitor_may_leave_the_queue_once() {
    let server = Server::demo();
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let url = server.url(&format!("/api/v1/tickets/{token}/cancel"));
    assert_eq!(server.post(&url, "leave-the-queue", &json!({})).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        server.post(&url, "leave-the-queue", &json!({})).await.status(),
        StatusCode::NO_CONTENT,
        "the same request"
    );
    assert_eq!(problem(server.post(&url, "leave-it-again", &json!({})).await).await, (409, "ticket_over".into()));
    let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
    assert_eq!(mine["status"]["state"], "cancelled");
}

#[tokio::test]
async fn a_link_that_leads_nowhere_says_so() {
    let server = Server::demo();
    server.issue("cash").await;
    let token = "0".repeat(32);
    for path in ["", "/stream", "/qr.svg"] {
        let answer = server.get(&format!("/api/v1/tickets/{token}{path}")).await;
        assert_eq!(problem(answer).await, (404, "ticket_unknown".into()), "{path}");
    }
    let answer = server.post(&server.url(&format!("/api/v1/tickets/{token}/cancel")), &fresh_key(), &json!({})).await;
    assert_eq!(problem(answer).await, (404, "ticket_unknown".into()));
}

#[tokio::test]
async fn the_qr_code_is_a_picture_that_no_cache_keeps() {
    let server = Server::demo();
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let request = server.request(Method::GET, &server.url(&format!("/api/v1/tickets/{token}/qr.svg")));
    let answer = request.header("host", "lobby.example").send().await.unwrap();
    assert_eq!(
        (&answer.headers()["content-type"], &answer.headers()["cache-control"]),
        (&"image/svg+xml".parse().unwrap(), &"no-store".parse().unwrap())
    );
    assert!(answer.text().await.unwrap().starts_with("<svg"));
}

#[tokio::test]
async fn the_wait_is_the_same_figure_on_the_kiosk_the_phone_and_the_dashboard() {
    let server = Server::demo();
    let anna = server.sign_in("anna").await;
    anna.press("4", "open").await;
    for _ in 0..3 {
        server.issue("mandate").await;
    }
    let gaia = server.sign_in("gaia").await;
    let of_next = |view: &Value, id: &str| {
        let row =
            view["services"].as_array().unwrap().iter().find(|row| row["service"] == id || row["id"] == id).unwrap();
        row["wait"].clone()
    };
    // On a busy machine the first look comes before the first prediction.
    let foreseen = async {
        loop {
            let dashboard = of_next(&gaia.view("manager").await, "mandate");
            if !dashboard.is_null() {
                return dashboard;
            }
        }
    };
    let dashboard = tokio::time::timeout(Duration::from_secs(20), foreseen).await.expect("a wait is foreseen");
    assert!(dashboard["low_minutes"].as_u64().unwrap() > 0, "{dashboard}");
    assert_eq!(of_next(&server.view("kiosk").await, "mandate"), dashboard);
    let mine = server.issue("mandate").await["token"].as_str().unwrap().to_owned();
    let phone: Value = server.get(&format!("/api/v1/tickets/{mine}")).await.json().await.unwrap();
    assert_eq!(phone["status"]["wait"], dashboard, "what the next one was told is what the one who came is told");
    let no_desk = of_next(&server.view("kiosk").await, "cash");
    assert!(no_desk.is_null(), "nobody serves it: no figure is better than an invented one");
}
