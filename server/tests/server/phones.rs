//! Codes for visitors' phones: they lead to this server, or there is none. `--public-url`, the request's host, the machine's own
//! address.

use super::program::{BINARY, PUBLIC_URL, Server, complaint, database, problem, run};
use reqwest::{Method, Response, StatusCode};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A server on loopback alone.
fn serving(arguments: &[&str]) -> Server {
    serving_from(tempfile::tempdir().unwrap(), arguments)
}

fn serving_from(folder: TempDir, arguments: &[&str]) -> Server {
    Server::start(folder, |command| command.args(arguments).env_remove(PUBLIC_URL))
}

/// What a path answers to whoever came by a host.
async fn by_host(server: &Server, host: &str, path: &str) -> Response {
    server.request(Method::GET, &server.url(path)).header("host", host).send().await.unwrap()
}

async fn page(server: &Server, host: &str, path: &str) -> String {
    let answer = by_host(server, host, path).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.text().await.unwrap()
}

/// The kinds of what the manager is called for.
async fn told(server: &Server) -> Vec<String> {
    let alerts = server.sign_in("gaia").await.view("manager").await["alerts"].clone();
    alerts.as_array().unwrap().iter().map(|alert| alert["kind"].as_str().unwrap().to_owned()).collect()
}

/// The alert comes behind the ticket's answer.
async fn told_in_time(server: &Server, kinds: &[&str]) {
    for _ in 0..100 {
        if told(server).await == kinds {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(told(server).await, kinds);
}

#[tokio::test]
async fn no_code_leads_a_phone_to_itself() {
    let server = serving(&["demo"]);
    let token = server.issue("cash").await["token"].as_str().unwrap().to_owned();
    let port = server.origin.rsplit_once(':').unwrap().1;
    let paths = [format!("/api/v1/tickets/{token}/qr.svg"), "/api/v1/branches/centro/ready/cash/qr.svg".to_owned()];
    for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0"].map(|host| format!("{host}:{port}")) {
        for path in &paths {
            assert_eq!(problem(by_host(&server, &host, path).await).await, (409, "no_phone_address".into()), "{host}");
        }
        // A demo has a link for this machine, and nothing on paper.
        assert!(page(&server, &host, "/b/centro/kiosk").await.contains("\"phone_code\":\"link\""), "{host}");
        assert!(!page(&server, &host, "/b/centro/ready/cash").await.contains("qr.svg"), "{host}");
    }
    for path in &paths {
        assert_eq!(by_host(&server, "branch.example", path).await.status(), StatusCode::OK);
    }
    assert!(page(&server, "branch.example", "/b/centro/kiosk").await.contains("\"phone_code\":\"shown\""));
    assert!(page(&server, "branch.example", "/b/centro/ready/cash").await.contains("qr.svg"));
    assert_eq!(server.get(&format!("/t/{token}")).await.status(), StatusCode::OK, "the page itself is there");
}

#[tokio::test]
async fn in_a_branch_a_kiosk_that_phones_do_not_reach_has_neither_code_nor_link() {
    let server = serving(&["serve"]);
    assert!(page(&server, "localhost", "/b/centro/kiosk").await.contains("\"phone_code\":\"left_out\""));
    let server = serving(&["serve", "--public-url", "https://lobby.example"]);
    assert!(page(&server, "localhost", "/b/centro/kiosk").await.contains("\"phone_code\":\"shown\""));
}

#[tokio::test]
async fn the_manager_is_told_once_that_tickets_have_no_code_until_the_address_is_set() {
    let server = serving(&["demo"]);
    server.issue("cash").await;
    told_in_time(&server, &["phones"]).await;
    let gaia = server.sign_in("gaia").await;
    assert_eq!(gaia.view("manager").await["alerts"][0]["place"], "kiosk");
    let anna = server.sign_in("anna").await;
    assert_eq!(anna.view("desk/1").await["alerts"].as_array().map(Vec::len), Some(0), "a desk cannot mend it");
    gaia.does("alerts/1/clear", &Value::Object(serde_json::Map::new())).await;
    for _ in 0..3 {
        server.issue("cash").await;
    }
    assert_eq!(told(&server).await, [""; 0], "somebody has seen to it");

    // Told again by the next start, and over once the address is known.
    let server = serving_from(server.kill(), &["demo"]);
    server.issue("cash").await;
    told_in_time(&server, &["phones"]).await;
    let server = serving_from(server.kill(), &["demo", "--public-url", "http://lobby.example"]);
    server.issue("cash").await;
    told_in_time(&server, &[]).await;
}

/// What a server says at its start about phones, and its log so far.
fn said_at_start(arguments: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(&*BINARY);
    command.args(arguments).env_remove(PUBLIC_URL).arg("--database").arg(database(folder.path()));
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
    let said = lines.map(|line| line.trim().to_owned()).find(|line| line.starts_with("phones")).unwrap_or_default();
    process.kill().unwrap();
    process.wait().unwrap();
    let mut log = String::new();
    process.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    (said, log)
}

#[test]
fn a_server_says_at_its_start_where_phones_are_led() {
    let nowhere = ["--listen", "127.0.0.1:0"];
    let (said, log) = said_at_start(&[&["serve"][..], &nowhere].concat());
    assert!(said.contains("do not reach this server") && said.contains("--public-url"), "{said}");
    assert!(log.contains("visitors' phones do not reach this server"), "{log}");
    let (said, log) = said_at_start(&[&["demo"][..], &nowhere].concat());
    assert!(said.contains("do not reach this server") && !log.contains("phones"), "{said} {log}");
    let set = ["serve", "--listen", "127.0.0.1:0", "--public-url", "https://lobby.example"];
    let (said, log) = said_at_start(&set);
    assert!(said == "phones   are led to https://lobby.example" && !log.contains("phones"), "{said} {log}");
    // On all addresses: to the machine's own, where it has a network.
    let (said, _) = said_at_start(&["serve", "--listen", "0.0.0.0:0"]);
    assert!(said.contains(" http://") || said.contains("do not reach this server"), "{said}");
    assert!(!said.contains("http://127.") && !said.contains("http://0."), "{said}");
}

#[test]
fn an_address_that_leads_each_phone_to_itself_is_no_public_one() {
    for url in ["http://localhost:3000", "https://127.0.0.1", "http://[::1]:3000", "http://0.0.0.0:3000"] {
        let said = complaint(&run(&["serve", "--public-url", url]));
        assert!(said.contains("would lead each phone to itself"), "{url}: {said}");
    }
}
