//! `/api/v1/branches/{b}/stream/{screen}`: what screens hear.

use super::program::{Server, problem};
use futures::StreamExt;
use serde_json::Value;
use std::time::{Duration, Instant};

/// The events of a stream as they come: name and data.
pub struct Events {
    body: futures::stream::BoxStream<'static, reqwest::Result<Vec<u8>>>,
    pending: String,
}

impl Events {
    pub async fn open(server: &Server, screen: &str) -> Self {
        let answer = server.get(&format!("/api/v1/branches/centro/stream/{screen}")).await;
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let body = answer.bytes_stream().map(|bytes| bytes.map(|bytes| bytes.to_vec())).boxed();
        Self { body, pending: String::new() }
    }

    /// The next event that has a name, within ten seconds.
    pub async fn next(&mut self) -> (String, String, Value) {
        tokio::time::timeout(Duration::from_secs(10), async {
            loop {
                if let Some((event, rest)) = self.pending.split_once("\n\n") {
                    let field = |name: &str| {
                        event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned()
                    };
                    let found = (field("event: "), field("id: "), field("data: "));
                    self.pending = rest.to_string();
                    if !found.0.is_empty() {
                        return (found.0, found.1, serde_json::from_str(&found.2).unwrap());
                    }
                    continue;
                }
                let bytes = self.body.next().await.expect("the stream goes on").unwrap();
                self.pending.push_str(std::str::from_utf8(&bytes).unwrap());
            }
        })
        .await
        .expect("an event within ten seconds")
    }

    pub async fn view(&mut self) -> (String, Value) {
        loop {
            let (event, id, data) = self.next().await;
            if event == "view" {
                return (id, data);
            }
        }
    }
}

#[tokio::test]
async fn a_stream_begins_with_the_snapshot_of_now_and_shows_what_comes() {
    let server = Server::demo();
    server.issue("cash").await;
    let mut lobby = Events::open(&server, "lobby").await;
    let (id, first) = lobby.view().await;
    assert!(first["calls"].as_array().unwrap().is_empty());
    assert_eq!(id, format!("{}.2", first["head"]["day"].as_str().unwrap()));
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let pressed = Instant::now();
    anna.press("1", "next").await;
    loop {
        let (_, view) = lobby.view().await;
        if let Some(call) = view["calls"].get(0) {
            assert_eq!(
                (call["number"].as_str(), call["desk"].as_str(), call["seq"].as_u64()),
                (Some("A001"), Some("1"), Some(1))
            );
            break;
        }
    }
    assert!(pressed.elapsed() < Duration::from_secs(2), "{:?}", pressed.elapsed());
}

#[tokio::test]
async fn a_heartbeat_comes_every_five_seconds() {
    let server = Server::demo();
    let mut kiosk = Events::open(&server, "kiosk").await;
    let opened = Instant::now();
    loop {
        let (event, _, data) = kiosk.next().await;
        if event == "heartbeat" {
            assert!(data.as_str().unwrap().ends_with('Z'));
            break;
        }
    }
    assert!((4..=7).contains(&opened.elapsed().as_secs()), "{:?}", opened.elapsed());
}

#[tokio::test]
async fn the_lobby_is_told_number_and_desk_and_nothing_else_of_a_visitor() {
    let server = Server::demo();
    server.issue("safe_box").await;
    let anna = server.sign_in("anna").await;
    anna.press("3", "open").await;
    anna.press("3", "next").await;
    let lobby = server.view("lobby").await;
    let mut fields: Vec<&String> = lobby.as_object().unwrap().keys().collect();
    fields.sort();
    assert_eq!(fields, ["calls", "head"]);
    let mut of_a_call: Vec<&String> = lobby["calls"][0].as_object().unwrap().keys().collect();
    of_a_call.sort();
    assert_eq!(of_a_call, ["at", "desk", "number", "seq"]);
    assert!(!lobby.to_string().contains("safe_box") && !lobby.to_string().contains("Anna"));
}

#[tokio::test]
async fn a_recall_is_a_new_call_of_the_same_number() {
    let server = Server::demo();
    server.issue("cash").await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    anna.press("1", "recall").await;
    let calls = server.view("lobby").await["calls"].clone();
    assert_eq!((calls.as_array().unwrap().len(), calls[0]["seq"].as_u64()), (1, Some(2)));
}

#[tokio::test]
async fn a_stop_ends_streams_and_loses_no_answer() {
    let mut server = Server::demo();
    let mut kiosk = Events::open(&server, "kiosk").await;
    kiosk.view().await;
    let asked = Instant::now();
    assert!(server.stop().success());
    assert!(asked.elapsed() < Duration::from_secs(5), "an open stream must not hold the server");
}

#[tokio::test]
async fn an_unknown_screen_is_named() {
    let server = Server::demo();
    for kind in ["view", "stream"] {
        let answer = server.get(&format!("/api/v1/branches/centro/{kind}/balcony")).await;
        assert_eq!(problem(answer).await, (404, "screen_unknown".into()));
    }
}
