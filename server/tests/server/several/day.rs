//! A day in one branch that several servers serve: kiosks and desks that go to any of them and try again until they
//! are answered for good, and what must be true in the end.

use crate::program::{Server, fresh_key};
use queue::Branch;
use rand::RngExt;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, Row};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinSet;

const KIOSKS: usize = 8;
/// Who works at which desk.
const DESKS: [(&str, &str); 6] =
    [("anna", "1"), ("bruno", "2"), ("carla", "3"), ("dario", "4"), ("elena", "5"), ("fabio", "6")];
const SERVICES: [&str; 5] = ["cash", "payments", "cards", "loan", "mandate"];
/// A request is answered for good within this time, whatever happens.
const IN_THE_END: Duration = Duration::from_secs(40);

/// What all clients share.
pub struct Day {
    pub client: Client,
    /// Where the servers are.
    origins: Mutex<Vec<String>>,
    /// Issued, by key.
    issued: Mutex<HashMap<String, Value>>,
    /// The numbers that desks called, in their order.
    called: Mutex<Vec<String>>,
    /// Answers with 503.
    pub unavailable: AtomicUsize,
    slowest: Mutex<Duration>,
}

/// Clients at work.
pub struct Shift {
    pub day: Arc<Day>,
    kiosks_close: watch::Sender<bool>,
    desks_close: watch::Sender<bool>,
    kiosks: JoinSet<()>,
    desks: JoinSet<()>,
}

impl Day {
    pub fn on(servers: &[&Server]) -> Arc<Self> {
        Arc::new(Self {
            client: Client::builder().timeout(Duration::from_secs(2)).build().unwrap(),
            origins: Mutex::new(servers.iter().map(|server| server.origin.clone()).collect()),
            issued: Mutex::default(),
            called: Mutex::default(),
            unavailable: AtomicUsize::new(0),
            slowest: Mutex::default(),
        })
    }

    /// A server was started again elsewhere.
    pub fn moved(&self, from: &str, to: &str) {
        for origin in self.origins.lock().unwrap().iter_mut().filter(|origin| *origin == from) {
            to.clone_into(origin);
        }
    }

    fn any_origin(&self) -> String {
        let origins = self.origins.lock().unwrap();
        origins[rand::rng().random_range(0..origins.len())].clone()
    }

    /// Sends a command to any server, again with the same key, until one answers for good.
    pub async fn send(&self, path: &str, cookie: &str, key: &str, body: &Value) -> (StatusCode, Value) {
        let began = Instant::now();
        loop {
            assert!(began.elapsed() < IN_THE_END, "no answer for {path} after {IN_THE_END:?}");
            let url = format!("{}/api/v1/branches/centro/{path}", self.any_origin());
            let request = self.client.post(url).header("cookie", cookie).header("Idempotency-Key", key).json(body);
            if let Ok(answer) = request.send().await {
                let status = answer.status();
                if status == StatusCode::SERVICE_UNAVAILABLE {
                    assert_eq!(answer.headers()["content-type"], "application/problem+json");
                    assert_eq!(answer.headers()["retry-after"], "1");
                    self.unavailable.fetch_add(1, Ordering::Relaxed);
                } else if let Ok(body) = answer.json().await {
                    let mut slowest = self.slowest.lock().unwrap();
                    *slowest = slowest.max(began.elapsed());
                    return (status, body);
                }
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// A request of which a test itself got the answer.
    pub fn knows(&self, key: &str, ticket: &Value) {
        self.issued.lock().unwrap().insert(key.to_owned(), ticket.clone());
    }

    /// A number that a test itself called.
    pub fn called(&self, number: &str) {
        self.called.lock().unwrap().push(number.to_owned());
    }

    /// A ticket for a service.
    pub async fn issue(&self, service: &str) -> Value {
        let key = fresh_key();
        let (status, ticket) = self.send("tickets", "", &key, &json!({ "service": service, "language": "it" })).await;
        assert_eq!(status, StatusCode::CREATED, "{ticket}");
        self.issued.lock().unwrap().insert(key, ticket.clone());
        ticket
    }

    async fn press(&self, cookie: &str, desk: &str, command: &str, key: &str) -> Value {
        let (status, answer) = self.send(&format!("desks/{desk}/{command}"), cookie, key, &json!({})).await;
        assert_eq!(status, StatusCode::OK, "{command} at desk {desk}: {answer}");
        answer["ticket"].clone()
    }

    async fn kiosk(self: Arc<Self>, closes: watch::Receiver<bool>) {
        let mut turn = 0;
        while !*closes.borrow() {
            turn += 1;
            self.issue(SERVICES[turn % SERVICES.len()]).await;
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Calls and serves one visitor after the other; once the desks close, until nobody waits.
    async fn desk(self: Arc<Self>, cookie: String, desk: &'static str, closes: watch::Receiver<bool>) {
        self.press(&cookie, desk, "open", &fresh_key()).await;
        let mut key = fresh_key();
        loop {
            let closing = *closes.borrow();
            // The same wish as long as it has called nobody: should a server have been slow with it, it is found.
            let ticket = self.press(&cookie, desk, "next", &key).await;
            let Some(number) = ticket["number"].as_str() else {
                if closing {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            };
            self.called.lock().unwrap().push(number.to_owned());
            self.press(&cookie, desk, "start", &fresh_key()).await;
            self.press(&cookie, desk, "finish", &fresh_key()).await;
            key = fresh_key();
        }
    }

    /// Everybody begins. Who signs in at one server is signed in at all of them.
    pub async fn begin(self: &Arc<Self>, server: &Server) -> Shift {
        self.begin_without("nobody", server).await
    }

    /// Everybody but one.
    pub async fn begin_without(self: &Arc<Self>, absent: &str, server: &Server) -> Shift {
        let (kiosks_close, desks_close) = (watch::Sender::new(false), watch::Sender::new(false));
        let (mut kiosks, mut desks) = (JoinSet::new(), JoinSet::new());
        for (user, desk) in DESKS.into_iter().filter(|(user, _)| *user != absent) {
            let cookie = server.sign_in(user).await.cookie;
            desks.spawn(self.clone().desk(cookie, desk, desks_close.subscribe()));
        }
        for _ in 0..KIOSKS {
            kiosks.spawn(self.clone().kiosk(kiosks_close.subscribe()));
        }
        Shift { day: self.clone(), kiosks_close, desks_close, kiosks, desks }
    }
}

impl Shift {
    pub async fn work(&self, seconds: f64) {
        tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    }

    /// The kiosks close, the desks serve who is there; then nothing is lost and nothing happened twice.
    pub async fn end(self, database: &str, servers: &[&Server]) {
        let Self { day, kiosks_close, desks_close, kiosks, desks } = self;
        kiosks_close.send_replace(true);
        kiosks.join_all().await;
        desks_close.send_replace(true);
        desks.join_all().await;
        let (issued, called) = (day.issued.lock().unwrap().clone(), day.called.lock().unwrap().clone());
        println!(
            "{} tickets, {} answers with 503, the slowest definite answer after {:?}",
            issued.len(),
            day.unavailable.load(Ordering::Relaxed),
            day.slowest.lock().unwrap()
        );
        assert!(issued.len() > 60, "only {} tickets: nothing was tried", issued.len());
        let numbers: BTreeSet<&str> = issued.values().map(|ticket| ticket["number"].as_str().unwrap()).collect();
        assert_eq!(numbers.len(), issued.len(), "a number was given twice");
        assert_eq!(called.len(), issued.len(), "a ticket was called twice, or never");
        assert_eq!(called.iter().map(String::as_str).collect::<BTreeSet<_>>(), numbers);

        let journal = Journal::read(database).await;
        for (key, ticket) in &issued {
            let number = journal.issued_by.get(key).unwrap_or_else(|| panic!("{ticket} was acknowledged and is lost"));
            assert_eq!(ticket["number"], *number, "the ticket of {key}");
        }
        assert_eq!(journal.issued_by.len(), issued.len(), "every request was sent until it was answered");
        for server in servers {
            journal.is_what_is_shown_by(server).await;
        }
    }
}

/// The day's rows, folded.
struct Journal {
    branch: Branch,
    rows: u64,
    /// The number that each request was given, by its key.
    issued_by: BTreeMap<String, String>,
}

impl Journal {
    async fn read(database: &str) -> Self {
        let mut connection = PgConnection::connect(database).await.unwrap();
        let sql = "SELECT seq, request_key, events FROM journal WHERE branch = 'centro' ORDER BY day, seq";
        let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
        let mut journal = Self { branch: Branch::new(), rows: 0, issued_by: BTreeMap::new() };
        for row in rows {
            journal.rows += 1;
            assert_eq!(row.get::<i64, _>(0), i64::try_from(journal.rows).unwrap(), "a gap, or a new day at midnight");
            let events: Vec<queue::Event> = serde_json::from_str(row.get(2)).unwrap();
            for event in &events {
                assert!(journal.branch.fits(event), "row {}: {event:?}", journal.rows);
                journal.branch.apply(event);
                if let queue::Event::TicketIssued { number, .. } = event {
                    journal.issued_by.insert(row.get(1), number.to_string());
                }
            }
        }
        journal
    }

    /// Within two seconds, that is: should a hint have been lost, the poll tells.
    async fn is_what_is_shown_by(&self, server: &Server) {
        let counts = self.branch.counts();
        let gaia = server.sign_in("gaia").await;
        let wanted = json!({ "issued": counts.issued, "served": counts.served, "waiting": counts.waiting });
        let asked = Instant::now();
        let shown = loop {
            let view = gaia.view("manager").await;
            let shown = json!({ "issued": view["issued"], "served": view["served"], "waiting": view["waiting"] });
            if shown == wanted || asked.elapsed() > Duration::from_secs(2) {
                break shown;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert_eq!(shown, wanted, "the journal, and what a server shows");
        let calls = server.view("lobby").await["calls"].clone();
        let newest = self.branch.recent_calls().next_back().unwrap();
        assert_eq!(
            (calls[0]["seq"].as_u64(), calls[0]["number"].as_str()),
            (Some(newest.seq), Some(&*newest.number.to_string()))
        );
    }
}
