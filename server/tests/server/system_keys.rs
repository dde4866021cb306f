//! Cases from outside: an admin makes a key, a program reads and sets steps with it and can do nothing else, and hears of changes.

use super::alert_rules::{KEY, receiver};
use super::closed::Branch;
use super::program::{BINARY, Server, ended, fresh_key, problem};
use reqwest::{Client, Method, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;

/// Opens a mortgage as somebody. Returns its code.
async fn open(server: &Server, cookie: &str) -> String {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let form = [("key", fresh_key()), ("kind", "mortgage".to_owned()), ("pin", "004217".to_owned())];
    let request = client.post(server.url("/b/centro/office/cases/new?lang=en")).header("cookie", cookie);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let card = request.body(serde_html_form::to_string(form).unwrap()).send().await.unwrap();
    assert_eq!(card.status(), StatusCode::OK);
    let card = card.text().await.unwrap();
    let code = card.split("receipt-number").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap();
    code.chars().filter(|sign| !sign.is_whitespace()).collect()
}

async fn by(server: &Server, method: Method, path: &str, key: &str, body: &Value, version: u32) -> Response {
    let request = server.request(method, &server.url(path)).header("authorization", format!("Bearer {key}"));
    let request = request.header("Idempotency-Key", fresh_key()).header("If-Match", format!("\"{version}\""));
    request.json(body).send().await.unwrap()
}

#[tokio::test]
async fn a_key_is_shown_once_reads_and_sets_steps_and_does_nothing_else() {
    let branch = Branch::start().await;
    let server = &branch.server;
    branch.hire("rita", "admin", "centro");
    let (rita, gaia) = (server.sign_in("rita").await.cookie, server.sign_in("gaia").await.cookie);
    let of_manager = branch.page("/b/centro/office/keys", &gaia).await;
    assert_ne!(of_manager.status(), StatusCode::OK, "keys are an admin's");
    let refused = branch.form("/b/centro/office/keys", &gaia, &[("name", "core")]).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let made = branch.form("/b/centro/office/keys?lang=en", &rita, &[("name", "core banking")]).await;
    assert_eq!(made.status(), StatusCode::OK);
    let made = made.text().await.unwrap();
    let sign = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-');
    let key: String = made[made.find("spk_").unwrap()..].chars().take_while(sign).collect();
    let key = key.as_str();
    let again = branch.form("/b/centro/office/keys?lang=en", &rita, &[("name", "core banking")]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "a form that is sent twice makes one");
    let list = branch.page("/b/centro/office/keys?lang=en", &rita).await.text().await.unwrap();
    assert!(list.contains("core banking") && !list.contains(key), "{list}");

    let anna = server.sign_in("anna").await;
    let code = open(server, &anna.cookie).await;
    let path = format!("/api/v1/cases/{code}");
    let none = json!({});
    let read = by(server, Method::GET, &path, key, &none, 0).await;
    assert_eq!(read.status(), StatusCode::OK);
    let read: Value = read.json().await.unwrap();
    assert_eq!((&read["kind"], &read["state"], &read["version"]), (&json!("mortgage"), &json!("open"), &json!(1)));
    let step = format!("{path}/step");
    let survey = json!({ "to": "step", "step": "survey" });
    assert_eq!(by(server, Method::POST, &step, key, &survey, 1).await.status(), StatusCode::OK);
    assert_eq!(
        problem(by(server, Method::POST, &step, key, &survey, 1).await).await,
        (412, "version_stale".to_owned())
    );
    let moon = by(server, Method::POST, &step, key, &json!({ "to": "step", "step": "moon" }), 2).await;
    assert_eq!(moon.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = by(server, Method::GET, "/api/v1/cases/BCDFGHJK", key, &none, 0).await;
    assert_eq!(problem(unknown).await, (404, "record_unknown".to_owned()));

    for other in ["", "spk_", &key[..key.len() - 1], "Bearer"] {
        let refused = by(server, Method::POST, &step, other, &survey, 2).await;
        assert_eq!(problem(refused).await, (401, "unauthenticated".to_owned()), "{other}");
    }
    for (method, path) in [
        (Method::GET, "/api/v1/branches/centro/to-do"),
        (Method::POST, "/api/v1/branches/centro/cases/1/step"),
        (Method::GET, "/api/v1/branches/centro/view/manager"),
        (Method::GET, "/api/v1/branches/centro/interests/1"),
        (Method::POST, "/api/v1/branches/centro/desks/1/next"),
    ] {
        let refused = by(server, method, path, key, &none, 1).await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    let revoked = branch.form("/b/centro/office/keys/1", &rita, &[]).await;
    assert!(!revoked.status().is_client_error(), "{}", revoked.status());
    let over = by(server, Method::GET, &path, key, &none, 0).await;
    assert_eq!(problem(over).await, (401, "unauthenticated".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bank_s_program_hears_of_each_change_of_a_case() {
    let (url, mut heard) = receiver().await;
    let folder = tempfile::tempdir().unwrap();
    let setup = String::from_utf8(ended(Command::new(&*BINARY).arg("setup")).stdout).unwrap();
    let file = folder.path().join("told.toml");
    let told = format!("\n[cases]\ntell = [\"core\"]\n[[alert_to]]\nid = \"core\"\nwebhook = \"{url}\"\n");
    std::fs::write(&file, [setup, told].concat()).unwrap();
    let server = Server::start(folder, |command| {
        command.args(["demo", "--quiet", "--webhook-private-network", "--setup"]).arg(&file);
        command.env("SPORTELLO_WEBHOOK_KEY", KEY)
    });
    let anna = server.sign_in("anna").await;
    let code = open(&server, &anna.cookie).await;
    let request = server.request(Method::POST, &server.branch("cases/1/step")).header("cookie", &anna.cookie);
    let request = request.header("Idempotency-Key", fresh_key()).header("If-Match", "\"1\"");
    assert_eq!(request.json(&json!({ "to": "ready" })).send().await.unwrap().status(), StatusCode::OK);
    let mut versions = Vec::new();
    for _ in 0..2 {
        let (headers, body) = tokio::time::timeout(Duration::from_secs(30), heard.recv()).await.unwrap().unwrap();
        assert!(headers.contains_key("sportello-signature"));
        let told: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((&told["kind"], &told["place"], &told["branch"]), (&json!("case"), &json!(code), &json!("centro")));
        versions.push(told["value"].as_u64().unwrap());
    }
    versions.sort_unstable();
    assert_eq!(versions, [1, 2]);
}
