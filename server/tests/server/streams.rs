//! `/api/v1/branches/{b}/stream/{screen}`: what screens hear.

use super::program::{Server, Session, problem};
use futures::StreamExt;
use reqwest::{Method, Response};
use serde_json::Value;
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The events of a stream as they come: name and data.
pub struct Events {
    body: futures::stream::BoxStream<'static, reqwest::Result<Vec<u8>>>,
    pending: Vec<u8>,
}

impl Events {
    pub async fn open(server: &Server, screen: &str) -> Self {
        Self::of(server.get(&format!("/api/v1/branches/centro/stream/{screen}")).await)
    }

    pub async fn open_as(person: &Session<'_>, screen: &str) -> Self {
        Self::of(person.get(&format!("/api/v1/branches/centro/stream/{screen}")).await)
    }

    pub fn of(answer: Response) -> Self {
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let body = answer.bytes_stream().map(|bytes| bytes.map(|bytes| bytes.to_vec())).boxed();
        Self { body, pending: Vec::new() }
    }

    /// Waits until the stream ends, whatever it says before that.
    pub async fn until_ended(&mut self) {
        while self.body.next().await.is_some_and(|bytes| bytes.is_ok()) {}
    }

    /// The next event that has a name, within ten seconds.
    pub async fn next(&mut self) -> (String, String, Value) {
        tokio::time::timeout(Duration::from_secs(10), async {
            loop {
                if let Some(end) = self.pending.windows(2).position(|two| two == b"\n\n") {
                    // A letter of several bytes may come in two pieces; an event is whole.
                    let event: Vec<u8> = self.pending.drain(..end + 2).collect();
                    let event = String::from_utf8(event).unwrap();
                    let field = |name: &str| {
                        event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned()
                    };
                    let found = (field("event: "), field("id: "), field("data: "));
                    if !found.0.is_empty() {
                        return (found.0, found.1, serde_json::from_str(&found.2).unwrap());
                    }
                    continue;
                }
                let bytes = self.body.next().await.expect("the stream goes on").unwrap();
                self.pending.extend(bytes);
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
    assert!((4..20).contains(&opened.elapsed().as_secs()), "{:?}", opened.elapsed());
}

#[tokio::test]
async fn the_lobby_is_told_number_and_desk_and_nothing_else_of_a_visitor() {
    let server = Server::demo();
    server.issue("safe_box").await;
    let anna = server.sign_in("anna").await;
    anna.press("3", "open").await;
    anna.press("3", "next").await;
    let lobby = server.view("lobby").await;
    // The code is everybody's who stands before the wall.
    let mut fields: Vec<&String> = lobby.as_object().unwrap().keys().collect();
    fields.sort();
    assert_eq!(fields, ["calls", "code", "head"]);
    // Shown are number and desk; in which language it is said, and whether it need not be said again, is for the ear.
    let mut of_a_call: Vec<&String> = lobby["calls"][0].as_object().unwrap().keys().collect();
    of_a_call.sort();
    assert_eq!(of_a_call, ["answered", "at", "desk", "language", "number", "seq"]);
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
async fn the_stream_of_a_session_ends_within_a_second_of_its_sign_out_and_no_other_does() {
    let server = Server::demo();
    let (gaia, anna) = (server.sign_in("gaia").await, server.sign_in("anna").await);
    let mut manager = Events::open_as(&gaia, "manager").await;
    let mut desks = Events::open_as(&gaia, "desk").await;
    let mut desk = Events::open_as(&anna, "desk/1").await;
    manager.view().await;
    let answer = server.request(Method::DELETE, &server.url("/api/v1/session")).header("cookie", &gaia.cookie);
    assert!(answer.send().await.unwrap().status().is_success());
    for stream in [&mut manager, &mut desks] {
        tokio::time::timeout(Duration::from_secs(1), stream.until_ended()).await.expect("it ends within a second");
    }
    desk.view().await;
    server.issue("cash").await;
    assert_eq!(desk.view().await.1["queue"].as_array().unwrap().len(), 1, "the colleague's goes on");
}

#[tokio::test]
async fn a_screen_on_which_nothing_changed_is_sent_nothing() {
    let server = Server::demo();
    let mut lobby = Events::open(&server, "lobby").await;
    lobby.view().await;
    let mut manager = Events::open_as(&server.sign_in("gaia").await, "manager").await;
    manager.view().await;
    server.issue("cash").await;
    // What is foreseen may come between.
    while manager.view().await.1["waiting"] != 1 {}
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    // The lobby's second view is the call: neither the ticket nor the desk changed what hangs on its wall.
    let (id, view) = lobby.view().await;
    assert_eq!(view["calls"].as_array().unwrap().len(), 1);
    assert_eq!(id, format!("{}.4", view["head"]["day"].as_str().unwrap()));
    // Who comes now begins with the present state all the same.
    anna.press("1", "start").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (id, _) = Events::open(&server, "lobby").await.view().await;
    assert!(id.ends_with(".5"), "{id}");
}

#[tokio::test]
async fn a_screen_that_reads_nothing_holds_neither_the_others_nor_memory() {
    let server = Server::demo();
    let mut stuck = TcpStream::connect(server.origin.trim_start_matches("http://")).unwrap();
    stuck.write_all(b"GET /api/v1/branches/centro/stream/kiosk HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    let mut kiosk = Events::open(&server, "kiosk").await;
    kiosk.view().await;
    let before = server.resident_kb();
    for _ in 0..400 {
        server.issue("cash").await;
    }
    let waiting = |view: &Value| {
        view["services"].as_array().unwrap().iter().map(|of| of["waiting"].as_u64().unwrap()).sum::<u64>()
    };
    while waiting(&kiosk.view().await.1) < 400 {}
    let grown = server.resident_kb().saturating_sub(before);
    assert!(grown < 8 * 1024, "{grown} KB more");
    drop(stuck);
}

#[tokio::test]
async fn an_unknown_screen_is_named() {
    let server = Server::demo();
    for kind in ["view", "stream"] {
        let answer = server.get(&format!("/api/v1/branches/centro/{kind}/balcony")).await;
        assert_eq!(problem(answer).await, (404, "screen_unknown".into()));
    }
}
