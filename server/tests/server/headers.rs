//! The headers that keep a page from doing what it was not made for: on every page and every answer of the API.

use super::program::Server;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use std::collections::BTreeSet;

fn has(answer: &Response, name: &str, words: &str) {
    let value = answer.headers().get(name).map_or("", |value| value.to_str().unwrap());
    assert!(value.contains(words), "{}: {name} is {value:?} without {words}", answer.url());
}

#[tokio::test]
async fn every_page_and_every_answer_has_them_and_each_page_a_nonce_of_its_own() {
    let server = Server::demo();
    let browser = Client::builder().redirect(Policy::none()).build().unwrap();
    let cookie = server.sign_in("gaia").await.cookie;
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let ticket = format!("/t/{token}");
    let pages = [
        "/",
        "/sign-in",
        "/password",
        "/second-factor",
        "/passkeys",
        "/pin",
        "/b/centro",
        "/b/centro/kiosk",
        "/b/centro/lobby",
        "/b/centro/desk",
    ];
    let more = ["/b/centro/desk/1", "/b/centro/manager", "/b/centro/office", "/b/centro/office/staff"];
    let rest = ["/b/centro/office/devices", "/b/centro/ready/cash", "/nowhere", &ticket];
    let mut nonces = BTreeSet::new();
    let all: Vec<&str> = pages.into_iter().chain(more).chain(rest).collect();
    for path in &all {
        let answer = browser.get(server.url(path)).header("cookie", &cookie).send().await.unwrap();
        everywhere(&answer);
        for words in [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval' 'nonce-",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ] {
            has(&answer, "content-security-policy", words);
        }
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        assert!(nonce.len() >= 16 && nonces.insert(nonce.clone()), "{path}: {nonce}");
        let html = answer.text().await.unwrap();
        for script in html.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains("src=") || tag.contains(&nonce), "{path}: a script without the nonce: {tag}");
        }
        assert!(!html.contains(" onclick=") && !html.contains("javascript:"), "{path}");
    }
    for path in ["/healthz", "/api/openapi.json", "/api/v1/branches", "/api/v1/nothing", "/favicon.svg"] {
        everywhere(&browser.get(server.url(path)).send().await.unwrap());
    }
}

fn everywhere(answer: &Response) {
    has(answer, "x-content-type-options", "nosniff");
    has(answer, "referrer-policy", "no-referrer");
    has(answer, "x-frame-options", "DENY");
    has(answer, "permissions-policy", "camera=()");
    has(answer, "cross-origin-opener-policy", "same-origin");
    has(answer, "cross-origin-resource-policy", "same-origin");
    assert!(answer.headers().get("server").is_none(), "no answer names the program");
}

#[tokio::test]
async fn a_server_that_is_reached_by_tls_is_reached_by_nothing_else_from_then_on() {
    let plain = Server::demo();
    assert!(plain.get("/").await.headers().get("strict-transport-security").is_none());
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder, |command| command.args(["demo", "--public-url", "https://lobby.example"]));
    has(&server.get("/").await, "strict-transport-security", "max-age=63072000");
    has(&server.get("/healthz").await, "strict-transport-security", "max-age=63072000");
}
