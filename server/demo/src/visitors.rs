//! Visitors: they take tickets at the kiosk, leave the queue when it takes too long, and some say afterwards how it was.

use crate::show::{AFTER_FAILURE, Show};
use load::{Connection, Failed, Keys, Target};
use queue::ServiceId;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use simulate::draw::exponential;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tokio::time::{Instant, sleep_until};

/// So many visitors are there when the day begins.
const AT_FIRST: u32 = 6;
/// How long visitors wait on average before they give up, in milliseconds of the branch.
const PATIENCE: f64 = 50.0 * 60_000.0;

/// The share of the visitors who say how it was.
const ANSWERS: f64 = 0.3;
/// The ratings that they give, each as likely as another.
const RATINGS: [u8; 8] = [5, 5, 5, 4, 4, 4, 3, 2];

/// The kiosk, and the visitors who wait.
struct Lobby {
    target: Target,
    show: Arc<Show>,
    connection: Option<Connection>,
    keys: Keys,
    random: ChaCha8Rng,
    /// When each visitor gives up, or has long been served, with the token of the ticket.
    waiting: BinaryHeap<Reverse<(Instant, String)>>,
}

/// Visitors come, for ever.
pub async fn come(target: Target, show: Arc<Show>) {
    let rates: Vec<(ServiceId, f64)> = show.rates().into_iter().collect();
    let all: f64 = rates.iter().map(|(_, rate)| rate).sum();
    if all <= 0.0 {
        return;
    }
    let random = show.random("visitors");
    let mut lobby = Lobby { target, show, connection: None, keys: Keys::new(), random, waiting: BinaryHeap::new() };
    let mut came = 0_u32;
    let mut next = Instant::now();
    loop {
        let leaves = lobby.waiting.peek().map(|Reverse((at, _))| *at);
        let due = leaves.map_or(next, |leaves| leaves.min(next));
        sleep_until(due).await;
        let done = if due == next {
            came += 1;
            let gap = if came < AT_FIRST { 2_000.0 } else { exponential(&mut lobby.random) / all };
            next = due + lobby.show.at_pace(gap);
            let service = pick(&rates, lobby.random.random::<f64>() * all);
            lobby.take_ticket(&service).await
        } else {
            lobby.look_back().await
        };
        if let Err(why) = done {
            tracing::warn!(why = why.0, "a visitor of the demo was not served");
            lobby.connection = None;
            next = next.max(Instant::now() + AFTER_FAILURE);
        }
    }
}

/// The service at a place among the rates.
fn pick(rates: &[(ServiceId, f64)], mut place: f64) -> ServiceId {
    let found = rates.iter().find(|(_, rate)| {
        place -= rate;
        place < 0.0
    });
    found.or(rates.last()).map_or_else(|| ServiceId::new(""), |(service, _)| service.clone())
}

impl Lobby {
    async fn take_ticket(&mut self, service: &ServiceId) -> Result<(), Failed> {
        let index = self.random.random_range(0..self.show.languages.len().max(1));
        // The first language is that of most visitors.
        let index = if self.random.random::<f64>() < 0.8 { 0 } else { index };
        let language = self.show.languages.get(index).map_or("it", String::as_str);
        let priority = self.random.random::<f64>() < 0.08;
        let body = serde_json::json!({ "service": service, "language": language, "priority": priority }).to_string();
        let path = format!("{}/tickets", self.show.base());
        let request = self.target.post(&path, None, &self.keys.fresh(), body)?;
        let issued = self.connection().await?.ask(request).await?.expect(201)?.json()?;
        if let Some(token) = issued["token"].as_str() {
            let leaves = self.show.at_pace(PATIENCE * (0.4 + 0.6 * exponential(&mut self.random)));
            self.waiting.push(Reverse((Instant::now() + leaves, token.to_owned())));
        }
        Ok(())
    }

    /// The least patient visitor leaves the queue. One who is at a desk stays, and one who was served may say how it was.
    async fn look_back(&mut self) -> Result<(), Failed> {
        let Some(Reverse((_, token))) = self.waiting.pop() else { return Ok(()) };
        let ticket = self.target.get(&format!("/api/v1/tickets/{token}"), None)?;
        let ticket = self.connection().await?.ask(ticket).await?;
        if ticket.status != 200 {
            return Ok(());
        }
        let (path, body) = match ticket.json()?["status"]["state"].as_str() {
            Some("waiting") => (format!("/api/v1/tickets/{token}/cancel"), "{}".to_owned()),
            Some("done") if self.random.random::<f64>() < ANSWERS => {
                let rating = RATINGS[self.random.random_range(0..RATINGS.len())];
                let answer = serde_json::json!({ "satisfaction": rating });
                (format!("/api/v1/feedback/{token}"), answer.to_string())
            }
            _ => return Ok(()),
        };
        let request = self.target.post(&path, None, &self.keys.fresh(), body)?;
        self.connection().await?.ask(request).await.map(drop)
    }

    async fn connection(&mut self) -> Result<&mut Connection, Failed> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.target.connect().await?,
        };
        Ok(self.connection.insert(connection))
    }
}
