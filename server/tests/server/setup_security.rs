//! What the set-up says of people and devices holds with the save, on every server of one database.

use super::program::{Server, problem, run};
use futures::StreamExt;
use reqwest::StatusCode;
use std::time::{Duration, Instant};
use testing::postgres::fresh_database;

const PATIENCE: Duration = Duration::from_secs(20);

/// Saves the set-up in force with these rules.
fn save(url: &str, rules: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bank.toml");
    let whole = String::from_utf8(run(&["setup", "export", "--database", url]).stdout).unwrap();
    let own = whole.split("\n[security]").next().unwrap();
    std::fs::write(&file, format!("{own}\n[security]\n{rules}\n")).unwrap();
    let saved = run(&["setup", "import", "--database", url, file.to_str().unwrap(), "--save"]);
    assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
    assert!(String::from_utf8_lossy(&saved.stdout).contains("(at once)"), "a running server takes it up");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn devices_that_must_be_enrolled_and_a_second_factor_are_demanded_at_once_on_every_server() {
    let url = fresh_database().await;
    let (one, other) = (Server::demo_on(&url), Server::demo_on(&url));
    let gaia = one.sign_in("gaia").await;
    let mut streams = Vec::new();
    for server in [&one, &other] {
        assert_eq!(server.get("/api/v1/branches/centro/view/kiosk").await.status(), StatusCode::OK);
        streams.push(server.get("/api/v1/branches/centro/stream/lobby").await.bytes_stream());
    }
    let dashboard = async |server: &Server| {
        let address = server.url("/api/v1/branches/centro/view/manager");
        server.request(reqwest::Method::GET, &address).header("cookie", &gaia.cookie).send().await.unwrap()
    };
    assert_eq!(dashboard(&other).await.status(), StatusCode::OK);
    save(&url, "open_devices = false\nsecond_factor = true");
    for server in [&one, &other] {
        let start = Instant::now();
        while server.get("/api/v1/branches/centro/view/kiosk").await.status() == StatusCode::OK {
            assert!(start.elapsed() < PATIENCE, "a kiosk that nobody enrolled is still answered");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let refused = server.get("/api/v1/branches/centro/view/kiosk").await;
        assert_eq!(problem(refused).await, (401, "device_unknown".into()));
        while dashboard(server).await.status() == StatusCode::OK {
            assert!(start.elapsed() < PATIENCE, "who manages still needs no second factor");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(problem(dashboard(server).await).await, (403, "second_factor_missing".into()));
    }
    for mut stream in streams {
        let ended = async { while stream.next().await.is_some_and(|frame| frame.is_ok()) {} };
        tokio::time::timeout(PATIENCE, ended).await.expect("the stream of a display that nobody enrolled ends");
    }
    save(&url, "open_devices = true");
    for server in [&one, &other] {
        let start = Instant::now();
        while server.get("/api/v1/branches/centro/view/kiosk").await.status() != StatusCode::OK
            || dashboard(server).await.status() != StatusCode::OK
        {
            assert!(start.elapsed() < PATIENCE, "the rules are as they were, and the server is not");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
