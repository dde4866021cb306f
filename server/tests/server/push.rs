//! Calls on visitors' phones: what reaches the push service, who can read it, and what becomes of one that fails.

pub mod service;

use super::program::{Server, fresh_key, problem};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use service::{Browser, PushService, claims};
use std::time::Duration;
use testing::postgres::fresh_database;

async fn public_key(server: &Server) -> String {
    let answer: Value = server.get("/api/v1/push-key").await.json().await.unwrap();
    answer["key"].as_str().unwrap().to_owned()
}

fn push_of(server: &Server, ticket: &Value) -> String {
    server.url(&format!("/api/v1/tickets/{}/push", ticket["token"].as_str().unwrap()))
}

async fn subscribe(server: &Server, ticket: &Value, subscription: &Value) {
    let answer = server.post(&push_of(server, ticket), &fresh_key(), subscription).await;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{}", answer.text().await.unwrap());
}

#[tokio::test]
async fn a_call_reaches_the_browser_that_asked_and_nobody_on_the_way_can_read_it() {
    let mut service = PushService::start(Vec::new()).await;
    let server = Server::demo();
    let (browser, again) = (Browser::new(), Browser::new());
    let ticket = server.issue("cash").await;
    subscribe(&server, &ticket, &browser.subscription(&service.endpoint)).await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;

    let received = service.next().await;
    let claims = claims(&received, &public_key(&server).await);
    assert_eq!(claims["aud"], service.origin);
    assert!(claims["exp"].is_i64());
    assert_eq!(received.headers["content-encoding"], "aes128gcm");
    assert_eq!(received.headers["urgency"], "high");
    assert!(received.headers["ttl"].to_str().unwrap().parse::<u32>().unwrap() <= 300);
    let token = ticket["token"].as_str().unwrap();
    assert!(received.headers.values().all(|value| !value.to_str().unwrap().contains(token)));
    let message = browser.open(&received.body);
    assert_eq!(message["title"], "Tocca a Lei: A001");
    assert_eq!(message["body"], "Vada allo sportello 1.");
    assert_eq!((&message["lang"], &message["url"]), (&json!("it"), &json!(format!("/t/{token}"))));
    service.hears_nothing_for(1).await;

    subscribe(&server, &ticket, &again.subscription(&service.endpoint)).await;
    anna.press("1", "recall").await;
    assert_eq!(again.open(&service.next().await.body)["title"], "Tocca a Lei: A001", "with the browser's new keys");
}

#[tokio::test]
async fn a_visitor_who_takes_it_back_or_whose_browser_is_gone_is_told_no_more() {
    is_told_no_more_after(410).await;
}

#[tokio::test]
async fn a_visitor_whose_push_service_refuses_is_told_no_more() {
    is_told_no_more_after(403).await;
}

/// Whether a browser's page sees that it is told of a ticket.
async fn is_told(server: &Server, ticket: &Value, endpoint: &str) -> bool {
    let url = reqwest::Url::parse_with_params(&push_of(server, ticket), &[("endpoint", endpoint)]).unwrap();
    let answer: Value = server.request(Method::GET, url.as_str()).send().await.unwrap().json().await.unwrap();
    answer["told"].as_bool().unwrap()
}

/// The phone holds a family's tickets: its page must not promise a message for any of them any more.
#[tokio::test]
async fn a_phone_whose_push_service_refuses_sees_that_it_is_told_of_none_of_its_tickets() {
    for status in [403, 410] {
        let mut service = PushService::start(vec![status]).await;
        let server = Server::demo();
        let (first, second) = (server.issue("cash").await, server.issue("cash").await);
        let browser = Browser::new();
        for ticket in [&first, &second] {
            assert!(!is_told(&server, ticket, &service.endpoint).await);
            subscribe(&server, ticket, &browser.subscription(&service.endpoint)).await;
            assert!(is_told(&server, ticket, &service.endpoint).await);
        }
        let other = "http://127.0.0.1:9/another";
        subscribe(&server, &second, &Browser::new().subscription(other)).await;
        let anna = server.sign_in("anna").await;
        anna.press("1", "open").await;
        anna.press("1", "next").await;
        service.next().await;
        let asked = std::time::Instant::now();
        for ticket in [&first, &second] {
            while is_told(&server, ticket, &service.endpoint).await {
                assert!(asked.elapsed() < Duration::from_secs(5), "{status}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        assert!(is_told(&server, &second, other).await, "another phone of the ticket");
        let nowhere = server.request(Method::GET, &push_of(&server, &second)).send().await.unwrap();
        assert_eq!(problem(nowhere).await, (422, "push_unusable".into()));
        subscribe(&server, &second, &browser.subscription(&service.endpoint)).await;
        assert!(is_told(&server, &second, &service.endpoint).await, "switched on again");
    }
}

async fn is_told_no_more_after(status: u16) {
    let mut service = PushService::start(vec![status]).await;
    let server = Server::demo();
    let (first, second) = (server.issue("cash").await, server.issue("cash").await);
    subscribe(&server, &first, &Browser::new().subscription(&service.endpoint)).await;
    subscribe(&server, &second, &Browser::new().subscription(&service.endpoint)).await;
    let end = json!({ "endpoint": service.endpoint });
    let answer = server.request(Method::DELETE, &push_of(&server, &second)).json(&end).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    service.next().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    anna.press("1", "recall").await;
    for command in ["start", "finish", "next"] {
        anna.press("1", command).await;
    }
    service.hears_nothing_for(1).await;
}

#[tokio::test]
async fn a_push_service_that_fails_is_tried_again_and_delays_no_desk() {
    let mut service = PushService::start(vec![503, 429]).await;
    let server = Server::demo();
    let browser = Browser::new();
    let ticket = server.issue("cash").await;
    subscribe(&server, &ticket, &browser.subscription(&service.endpoint)).await;
    // Another one whose push service takes the connection and never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = format!("http://{}/send", silent.local_addr().unwrap());
    subscribe(&server, &ticket, &Browser::new().subscription(&nowhere)).await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let started = std::time::Instant::now();
    anna.press("1", "next").await;
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    service.next().await;
    service.next().await;
    assert_eq!(browser.open(&service.next().await.body)["title"], "Tocca a Lei: A001");
    service.hears_nothing_for(2).await;
}

#[tokio::test]
async fn a_subscription_of_no_use_is_refused() {
    let server = Server::demo();
    let ticket = server.issue("cash").await;
    let url = push_of(&server, &ticket);
    let good = Browser::new().subscription("http://127.0.0.1:9/send");
    let with = |part: &str, value: Value| {
        let mut subscription = good.clone();
        *subscription.pointer_mut(part).unwrap() = value;
        subscription
    };
    for (subscription, status, code) in [
        (with("/endpoint", json!("http://192.168.0.1/send")), 422, "push_unusable"),
        (with("/endpoint", json!("https://10.0.0.1/send")), 422, "push_unusable"),
        (with("/endpoint", json!("http://push.example/send")), 422, "push_unusable"),
        (with("/endpoint", json!("nowhere")), 422, "push_unusable"),
        (with("/keys/p256dh", json!("AAAA")), 422, "push_unusable"),
        (with("/keys/auth", json!("short")), 422, "push_unusable"),
        (json!({ "endpoint": "https://push.example/x" }), 422, "body_invalid"),
    ] {
        assert_eq!(problem(server.post(&url, &fresh_key(), &subscription).await).await, (status, code.into()));
    }
    for browser in 0..5 {
        subscribe(&server, &ticket, &with("/endpoint", json!(format!("http://127.0.0.1:9/{browser}")))).await;
    }
    let sixth = with("/endpoint", json!("http://127.0.0.1:9/sixth"));
    assert_eq!(problem(server.post(&url, &fresh_key(), &sixth).await).await, (409, "push_full".into()));
    let nobody = server.url(&format!("/api/v1/tickets/{}/push", "0".repeat(32)));
    assert_eq!(problem(server.post(&nobody, &fresh_key(), &good).await).await, (404, "ticket_unknown".into()));
    let leave = server.url(&format!("/api/v1/tickets/{}/cancel", ticket["token"].as_str().unwrap()));
    server.post(&leave, &fresh_key(), &json!({})).await;
    assert_eq!(problem(server.post(&url, &fresh_key(), &good).await).await, (409, "ticket_over".into()));
}

#[tokio::test]
async fn the_key_outlives_a_restart_and_two_servers_on_one_database_have_one_and_send_once() {
    let server = Server::demo();
    let key = public_key(&server).await;
    let server = server.kill_and_restart();
    assert_eq!(public_key(&server).await, key);

    let mut service = PushService::start(Vec::new()).await;
    let url = fresh_database().await;
    let (one, other) = tokio::join!(
        tokio::task::spawn_blocking({
            let url = url.clone();
            move || Server::demo_on(&url)
        }),
        tokio::task::spawn_blocking({
            let url = url.clone();
            move || Server::demo_on(&url)
        }),
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(public_key(&one).await, public_key(&other).await);
    let browser = Browser::new();
    let ticket = one.issue("cash").await;
    subscribe(&one, &ticket, &browser.subscription(&service.endpoint)).await;
    let anna = other.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    let received = service.next().await;
    claims(&received, &public_key(&one).await);
    assert_eq!(browser.open(&received.body)["body"], "Vada allo sportello 1.");
    service.hears_nothing_for(3).await;
}
