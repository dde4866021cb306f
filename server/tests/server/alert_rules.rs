//! Alerts by rule, from a ticket to the bank's own program: signed, once, and seen by somebody.

use super::closed::form_encoded;
use super::program::{BINARY, Server, ended, fresh_key};
use super::push::service::{Browser, PushService};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

pub const KEY: &str = "the secret of a bank that tests, at length";

/// A program that takes news: where it is, and what it hears.
pub async fn receiver() -> (String, mpsc::UnboundedReceiver<(BTreeMap<String, String>, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (tell, heard) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = BufReader::new(stream);
            let (mut headers, mut line) = (BTreeMap::new(), String::new());
            while stream.read_line(&mut line).await.unwrap() > 0 && !line.trim().is_empty() {
                if let Some((name, value)) = line.trim().split_once(": ") {
                    headers.insert(name.to_lowercase(), value.to_owned());
                }
                line.clear();
            }
            let mut body = vec![0; headers["content-length"].parse().unwrap()];
            stream.read_exact(&mut body).await.unwrap();
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            stream.write_all(answer).await.unwrap();
            let _ = tell.send((headers, String::from_utf8(body).unwrap()));
        }
    });
    (url, heard)
}

/// A set-up with a rule about a queue.
fn with_rule(folder: &Path, webhook: &str) -> PathBuf {
    let setup = String::from_utf8(ended(Command::new(&*BINARY).arg("setup")).stdout).unwrap();
    let file = folder.join("rules.toml");
    let rules = format!(
        "\n[[alert_to]]\nid = \"operations\"\nwebhook = \"{webhook}\"\n
         [[alert_rule]]\nid = \"queue\"\nwhen = \"queue\"\nover = 2\nto = [\"operations\"]\n"
    );
    std::fs::write(&file, format!("{setup}{rules}")).unwrap();
    file
}

/// HMAC-SHA256 as RFC 2104 writes it.
fn hmac_sha256(key: &[u8], text: &[u8]) -> String {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let with = |pad: u8| block.map(|byte| byte ^ pad);
    let inner = Sha256::new().chain_update(with(0x36)).chain_update(text).finalize();
    let outer = Sha256::new().chain_update(with(0x5c)).chain_update(inner).finalize();
    outer.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_is_told_once_to_the_bank_s_program_and_seen_in_the_office() {
    let (url, mut heard) = receiver().await;
    let folder = TempDir::new().unwrap();
    let file = with_rule(folder.path(), &url);
    let server = Server::start(folder, |command| {
        command.args(["demo", "--quiet", "--webhook-private-network", "--setup"]).arg(&file);
        command.env("SPORTELLO_WEBHOOK_KEY", KEY)
    });
    let gaia = server.sign_in("gaia").await;
    let page = async || gaia.get("/b/centro/office/alerts?lang=en").await.text().await.unwrap();
    assert!(page().await.contains("Nothing is wrong."));
    server.issue("cash").await;
    server.issue("cash").await;
    let (headers, body) = tokio::time::timeout(Duration::from_secs(30), heard.recv()).await.unwrap().unwrap();
    let told: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&told["kind"], &told["rule"], &told["branch"]), (&"opened".into(), &"queue".into(), &"centro".into()));
    assert_eq!(told["value"], 2);
    let (time, signature) = headers["sportello-signature"].split_once(",v1=").unwrap();
    let second = time.strip_prefix("t=").unwrap();
    assert_eq!(signature, hmac_sha256(KEY.as_bytes(), format!("{second}.{body}").as_bytes()));
    assert_eq!(headers["sportello-delivery"], told["id"].as_str().unwrap());

    let html = page().await;
    assert!(html.contains("2 visitors wait.") && html.contains("value=\"seen\""), "{html}");
    let act = async |fields: &[(&str, &str)]| {
        let request = server.request(reqwest::Method::POST, &server.url("/b/centro/office/alerts"));
        let request = request.header("cookie", &gaia.cookie).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(form_encoded(fields)).send().await.unwrap()
    };
    assert!(act(&[("do", "seen"), ("rule", "queue"), ("place", "")]).await.status().is_success());
    let html = page().await;
    assert!(html.contains("Gaia") && !html.contains("value=\"seen\""), "{html}");
    assert!(act(&[("do", "test"), ("recipient", "operations")]).await.status().is_success());
    let (_, body) = tokio::time::timeout(Duration::from_secs(30), heard.recv()).await.unwrap().unwrap();
    let told: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(told["kind"], "test", "the queue was told once");
    assert_eq!(act(&[("do", "test"), ("recipient", "somebody")]).await.status(), 404);
    let anna = server.sign_in("anna").await;
    let own = anna.get("/b/centro/office/alerts?lang=en").await;
    assert!(!own.text().await.unwrap().contains("operations"), "a CSR does not see it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_s_phone_hears_of_a_low_rating_and_is_told_no_more_once_it_is_removed() {
    let mut service = PushService::start(Vec::new()).await;
    let server = Server::demo();
    let gaia = server.sign_in("gaia").await;
    let page = async || gaia.get("/b/centro/office/alerts?lang=en").await.text().await.unwrap();
    let act = async |fields: &[(&str, &str)]| {
        let request = server.request(reqwest::Method::POST, &server.url("/b/centro/office/alerts?lang=en"));
        let request = request.header("cookie", &gaia.cookie).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(form_encoded(fields)).send().await.unwrap()
    };
    let subscribe = async |endpoint: &str, browser: &Browser| {
        let subscription = browser.subscription(endpoint);
        let key = |name: &str| subscription["keys"][name].as_str().unwrap().to_owned();
        let (p256dh, auth) = (key("p256dh"), key("auth"));
        let fields = [
            ("do", "subscribe"),
            ("language", "en"),
            ("endpoint", endpoint),
            ("p256dh", p256dh.as_str()),
            ("auth", auth.as_str()),
        ];
        act(&fields).await
    };
    assert!(page().await.contains("No phone hears the alerts of this branch."));
    let refused = subscribe("http://10.1.2.3/x", &Browser::new()).await;
    assert_eq!(refused.status(), 422, "an address that leads inside");
    assert!(refused.text().await.unwrap().contains("Nothing can be sent to this phone"));
    let (browser, again) = (Browser::new(), Browser::new());
    assert!(subscribe(&service.endpoint, &browser).await.status().is_success());
    assert!(page().await.contains("Gaia, since"));

    let said = json!({ "satisfaction": 1 });
    let answer = server.post(&server.url("/api/v1/branches/centro/feedback"), &fresh_key(), &said).await;
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    let message = browser.open(&service.next().await.body);
    assert_eq!(message["body"], "A visitor was not satisfied: see Feedback.");
    assert!(message["url"].as_str().unwrap().starts_with("/b/centro/office/alerts#"), "{message}");
    assert!(page().await.contains("A visitor was not satisfied"));

    assert!(subscribe(&service.endpoint, &again).await.status().is_success(), "with the browser's new keys");
    let html = page().await;
    let phone = html.split("name=\"phone\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(act(&[("do", "test"), ("phone", phone.as_str())]).await.status().is_success());
    assert!(again.open(&service.next().await.body)["title"].as_str().unwrap().ends_with("a test"));
    assert!(act(&[("do", "remove"), ("phone", phone.as_str())]).await.status().is_success());
    assert!(page().await.contains("No phone hears the alerts of this branch."));
    assert_eq!(act(&[("do", "test"), ("phone", phone.as_str())]).await.status(), 404);
    let anna = server.sign_in("anna").await;
    assert!(!anna.get("/b/centro/office/alerts?lang=en").await.text().await.unwrap().contains("phone-form"));
}

#[test]
fn a_server_whose_set_up_names_a_mailbox_does_not_start_without_a_mail_server() {
    let folder = TempDir::new().unwrap();
    let setup = String::from_utf8(ended(Command::new(&*BINARY).arg("setup")).stdout).unwrap();
    let file = folder.path().join("rules.toml");
    let to = "\n[[alert_to]]\nid = \"head-office\"\nmail = \"head.office@bank.example\"\n";
    std::fs::write(&file, format!("{setup}{to}")).unwrap();
    let place = format!("sqlite://{}", folder.path().join("sportello.db").display());
    let mut command = Command::new(&*BINARY);
    command.args(["serve", "--listen", "127.0.0.1:0", "--database", &place, "--setup"]).arg(&file);
    let output = ended(&mut command);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("--mail-server"), "{said}");
}

#[test]
fn a_server_with_webhooks_does_not_start_without_a_secret_or_with_an_address_that_leads_inside() {
    for (webhook, key, says) in [
        ("https://hooks.bank.example/x", "", "SPORTELLO_WEBHOOK_KEY"),
        ("https://hooks.bank.example/x", "short", "at least 32 characters"),
        ("https://192.168.1.1/x", KEY, "--webhook-private-network"),
        ("http://hooks.bank.example/x", KEY, "https://"),
    ] {
        let folder = TempDir::new().unwrap();
        let file = with_rule(folder.path(), webhook);
        let place = format!("sqlite://{}", folder.path().join("sportello.db").display());
        let mut command = Command::new(&*BINARY);
        command.args(["serve", "--listen", "127.0.0.1:0", "--database", &place, "--setup"]).arg(&file);
        let output = ended(command.env("SPORTELLO_WEBHOOK_KEY", key));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(says), "{webhook}: {said}");
        assert!(!said.contains(KEY), "{said}");
    }
}
