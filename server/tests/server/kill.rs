//! The program killed at random moments, under kiosks and desks that retry: what was acknowledged is there, once.

use super::program::{PASSWORD, Server, database, fresh_key, run};
use rand::RngExt;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use testing::postgres::fresh_database;
use tokio::sync::watch;

const KIOSKS: usize = 10;
/// Who sits where.
const DESKS: [(&str, &str); 4] = [("anna", "1"), ("bruno", "2"), ("carla", "4"), ("dario", "5")];

/// What was answered for good.
#[derive(Default)]
struct Acknowledged {
    /// Token and number.
    tickets: Vec<(String, String)>,
    called: Vec<String>,
    served: usize,
}

impl Acknowledged {
    fn answers(&self) -> usize {
        self.tickets.len() + self.called.len() + self.served
    }
}

/// A client that sends each request until it is answered for good, wherever the server is now.
#[derive(Clone)]
struct Retrying {
    origin: watch::Receiver<String>,
    stop: watch::Receiver<bool>,
    acknowledged: Arc<Mutex<Acknowledged>>,
    client: Client,
}

impl Retrying {
    /// Waits until the clients have come so far.
    async fn progress(&self, enough: impl Fn(&Acknowledged) -> bool) {
        let waiting = async {
            while !enough(&self.acknowledged.lock().unwrap()) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), waiting).await.expect("requests are answered between two kills");
    }

    fn over(&self) -> bool {
        *self.stop.borrow()
    }

    /// The answer to a request that must be granted, with the same key each time.
    async fn granted(&self, path: &str, body: &Value, dress: impl Fn(RequestBuilder) -> RequestBuilder) -> Granted {
        let key = fresh_key();
        loop {
            let request = self.client.post(format!("{}{path}", *self.origin.borrow())).header("Idempotency-Key", &key);
            match dress(request.json(body)).send().await {
                Ok(answer) if answer.status().is_success() => {
                    let cookie = answer.headers().get("set-cookie").map(|cookie| cookie.to_str().unwrap().to_owned());
                    // An answer that was cut is asked for again.
                    if let Ok(body) = answer.json::<Value>().await {
                        return Granted { body, cookie };
                    }
                }
                Ok(answer) if answer.status() != StatusCode::SERVICE_UNAVAILABLE => {
                    panic!("{path}: {} {}", answer.status(), answer.text().await.unwrap_or_default())
                }
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Asks for tickets until it is told to stop.
    async fn kiosk(self) {
        for service in ["cash", "payments", "cards", "loan", "mandate"].into_iter().cycle() {
            if self.over() {
                return;
            }
            let body = json!({ "service": service, "language": "it" });
            let ticket = self.granted("/api/v1/branches/centro/tickets", &body, |request| request).await.body;
            let text = |field: &str| ticket[field].as_str().unwrap().to_owned();
            self.acknowledged.lock().unwrap().tickets.push((text("token"), text("number")));
        }
    }

    /// Signs in, opens the desk, and serves whoever comes until it is told to stop.
    async fn desk(self, user: &str, desk: &str) {
        let credentials = json!({ "user": user, "password": PASSWORD });
        let cookie = self.granted("/api/v1/session", &credentials, |request| request).await.cookie.unwrap();
        let cookie = cookie.split(';').next().unwrap();
        let press = async |command: &str| {
            let path = format!("/api/v1/branches/centro/desks/{desk}/{command}");
            self.granted(&path, &json!({}), |request| request.header("cookie", cookie)).await.body["ticket"].clone()
        };
        press("open").await;
        while !self.over() {
            let Some(number) = press("next").await["number"].as_str().map(str::to_owned) else { continue };
            self.acknowledged.lock().unwrap().called.push(number);
            press("start").await;
            press("finish").await;
            self.acknowledged.lock().unwrap().served += 1;
        }
    }
}

struct Granted {
    body: Value,
    cookie: Option<String>,
}

/// Where the data is, and so what a server is started on again.
enum Engine {
    Sqlite,
    Postgres(String),
}

impl Engine {
    fn start(&self, folder: TempDir) -> Server {
        match self {
            Self::Sqlite => Server::start(folder, |command| command.arg("demo")),
            Self::Postgres(url) => Server::demo_on(url),
        }
    }

    fn url(&self, server: &Server) -> String {
        match self {
            Self::Sqlite => database(server.database().parent().unwrap()),
            Self::Postgres(url) => url.clone(),
        }
    }
}

async fn everything_acknowledged_survives(kills: usize, engine: Engine) {
    let mut server = engine.start(tempfile::tempdir().unwrap());
    let (origin, follow) = watch::channel(server.origin.clone());
    let (stop, stopped) = watch::channel(false);
    let client = Retrying {
        origin: follow,
        stop: stopped,
        acknowledged: Arc::default(),
        client: Client::builder().timeout(Duration::from_secs(4)).build().unwrap(),
    };
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..KIOSKS {
        clients.spawn(client.clone().kiosk());
    }
    for (user, desk) in DESKS {
        clients.spawn(client.clone().desk(user, desk));
    }
    client.progress(|so_far| so_far.served > 0).await;
    for _ in 0..kills {
        // Some answers later, and then at any moment: under load however fast the machine is.
        let (answers, moment) = (rand::rng().random_range(1..60), rand::rng().random_range(0..20_000));
        let before = client.acknowledged.lock().unwrap().answers();
        client.progress(|so_far| so_far.answers() >= before + answers).await;
        tokio::time::sleep(Duration::from_micros(moment)).await;
        server = engine.start(server.kill());
        origin.send_replace(server.origin.clone());
    }
    let before = client.acknowledged.lock().unwrap().answers();
    client.progress(|so_far| so_far.answers() > before).await;
    stop.send_replace(true);
    let all_answered = async {
        while let Some(client) = clients.join_next().await {
            client.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(30), all_answered).await.expect("every request is answered in the end");
    server = engine.start(server.kill());
    let Acknowledged { tickets, called, served } = std::mem::take(&mut *client.acknowledged.lock().unwrap());
    println!("{kills} kills: {} tickets, {} called, {served} served", tickets.len(), called.len());
    assert!(tickets.len() > 5 * kills && served > kills / 2, "{} tickets, {served} served", tickets.len());
    let numbers: BTreeSet<&String> = tickets.iter().map(|(_, number)| number).collect();
    assert_eq!(numbers.len(), tickets.len(), "a number was given twice");
    assert_eq!(called.iter().collect::<BTreeSet<_>>().len(), called.len(), "a visitor was called twice");

    // What the journal holds, after one more kill: all that was acknowledged, and nothing else, since every request
    // was sent until it was answered.
    let gaia = server.sign_in("gaia").await;
    let dashboard = gaia.view("manager").await;
    assert_eq!((&dashboard["issued"], &dashboard["served"]), (&json!(tickets.len()), &json!(served)));
    for (token, number) in &tickets {
        let mine: Value = server.get(&format!("/api/v1/tickets/{token}")).await.json().await.unwrap();
        assert_eq!(mine["number"], *number);
    }
    let checked = run(&["verify", "--database", &engine.url(&server)]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    println!("{said}");
    assert!(said.ends_with("nothing is amiss\n"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_acknowledged_survives_ten_kills_exactly_once() {
    everything_acknowledged_survives(10, Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_acknowledged_survives_ten_kills_exactly_once_on_postgresql() {
    everything_acknowledged_survives(10, Engine::Postgres(fresh_database().await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: make kill"]
async fn a_hundred_kills() {
    everything_acknowledged_survives(100, Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: make kill"]
async fn a_hundred_kills_on_postgresql() {
    everything_acknowledged_survives(100, Engine::Postgres(fresh_database().await)).await;
}
