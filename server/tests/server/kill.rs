//! The program killed at random moments, under clients that retry: what was acknowledged is there, once.

use super::program::{Server, fresh_key};
use rand::RngExt;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;

const KILLS: usize = 10;
const CLIENTS: usize = 12;

/// Where the server is now; empty while it is down.
type Origin = watch::Receiver<String>;

/// Asks for tickets until it is told to stop; each request is sent until it is answered for good.
async fn retrying_client(
    origin: Origin,
    stop: watch::Receiver<bool>,
    acknowledged: Arc<Mutex<HashMap<String, Value>>>,
) {
    let client = Client::builder().timeout(Duration::from_secs(2)).build().unwrap();
    let services = ["cash", "payments", "cards", "loan", "mandate"];
    let mut turn = 0;
    while !*stop.borrow() {
        let key = fresh_key();
        let body = json!({ "service": services[turn % services.len()], "language": "it" });
        turn += 1;
        let ticket = loop {
            let url = format!("{}/api/v1/branches/centro/tickets", *origin.borrow());
            match client.post(url).header("Idempotency-Key", &key).json(&body).send().await {
                // An answer that was cut is asked for again.
                Ok(answer) if answer.status() == StatusCode::CREATED => {
                    if let Ok(ticket) = answer.json::<Value>().await {
                        break ticket;
                    }
                }
                Ok(answer) if answer.status() != StatusCode::SERVICE_UNAVAILABLE => panic!("{answer:?}"),
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        };
        acknowledged.lock().unwrap().insert(key, ticket);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_ticket_survives_ten_kills_exactly_once() {
    let mut server = Server::demo();
    let (origin, follow) = watch::channel(server.origin.clone());
    let (stop, stopped) = watch::channel(false);
    let acknowledged = Arc::new(Mutex::new(HashMap::new()));
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        clients.spawn(retrying_client(follow.clone(), stopped.clone(), acknowledged.clone()));
    }
    for _ in 0..KILLS {
        let moment = rand::rng().random_range(30..400);
        tokio::time::sleep(Duration::from_millis(moment)).await;
        server = server.kill_and_restart();
        origin.send_replace(server.origin.clone());
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    stop.send_replace(true);
    let all_answered = async {
        while let Some(client) = clients.join_next().await {
            client.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(30), all_answered).await.expect("every request is answered in the end");

    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() > 200, "only {} tickets", acknowledged.len());
    let numbers: BTreeSet<&str> = acknowledged.values().map(|ticket| ticket["number"].as_str().unwrap()).collect();
    assert_eq!(numbers.len(), acknowledged.len(), "a number was given twice");

    // What the journal holds, after one more kill: every acknowledged ticket, and no other.
    let server = server.kill_and_restart();
    let gaia = server.sign_in("gaia").await;
    let dashboard = gaia.view("manager").await;
    assert_eq!(dashboard["issued"], acknowledged.len(), "every request was retried until it was answered");
    for (key, ticket) in &acknowledged {
        let token = ticket["token"].as_str().unwrap();
        let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
        assert_eq!(mine["number"], ticket["number"], "the ticket of {key}");
    }
}
