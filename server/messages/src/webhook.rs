//! Webhooks: news of troubles, posted as JSON to the bank's programs (docs/alerts.md). Each is signed with the time of its try, so that its
//! reader knows who sent it and that it is no old one sent again. News are claimed in the store, so that of several servers one sends them;
//! after a kill they are sent again by the same id. What a bank has not said to be in its own network is reached on the public one only.

use crate::push::{Endpoint, OutsideClient, Proxy, Reach, Unusable, client};
use futures::future::join_all;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Request, header};
use machine::clock;
use queue::{Duration, Timestamp};
use ring::hmac;
use serde::Serialize;
use setup::Alerts;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use store::trouble::{self, News};
use store::{Failure, RequestKey, Store};
use tokio::sync::watch;
use wire::Time;

/// How often it is looked for news.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(2);
/// How many are sent at a time.
const AT_ONCE: u32 = 32;
/// How long a program may take for its answer.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);
/// What a server has had for so long, it will never end: it was killed.
const GIVEN_BACK_AFTER: Duration = Duration::minutes(1);
/// The pauses before the next tries; after the last one somebody has to look.
const PAUSES: [Duration; 6] = [
    Duration(10_000),
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::minutes(2 * 60),
    Duration::minutes(6 * 60),
];
/// The shortest key that signs.
const KEY_LEAST: usize = 32;

/// The header with the time of a try and its signature.
pub const SIGNATURE: &str = "sportello-signature";
/// The header with the id of the news.
pub const DELIVERY: &str = "sportello-delivery";

/// Why webhooks cannot be sent as the settings say.
#[derive(Debug, thiserror::Error)]
pub enum WebhookFault {
    #[error("webhooks are signed: set SPORTELLO_WEBHOOK_KEY to a secret of at least {KEY_LEAST} characters")]
    Key,
    #[error("alert_to \"{id}\": {fault}; an address in the bank's own network needs --webhook-private-network")]
    Address { id: String, fault: Unusable },
    #[error("webhooks cannot use TLS: {0}")]
    Tls(#[from] rustls::Error),
}

/// Sends news that are due.
#[derive(Debug, Clone)]
pub struct WebhookWorker {
    store: Store,
    /// By the id of the recipient.
    addresses: Arc<BTreeMap<String, Endpoint>>,
    key: Arc<hmac::Key>,
    client: OutsideClient,
}

/// What a program is told.
#[derive(Debug, Serialize)]
struct Told<'a> {
    /// The same for every try.
    id: &'a str,
    /// `opened`, `over` or `test`.
    kind: &'a str,
    rule: &'a str,
    branch: &'a str,
    place: &'a str,
    value: u32,
    since: Time,
}

impl WebhookWorker {
    pub fn new(store: Store, alerts: &Alerts, key: &str, reach: Reach, proxy: &Proxy) -> Result<Self, WebhookFault> {
        if key.chars().count() < KEY_LEAST {
            return Err(WebhookFault::Key);
        }
        let mut addresses = BTreeMap::new();
        for to in &alerts.to {
            let address = Endpoint::parse(&to.webhook, reach)
                .map_err(|fault| WebhookFault::Address { id: to.id.clone(), fault })?;
            addresses.insert(to.id.clone(), address);
        }
        let key = Arc::new(hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()));
        Ok(Self { store, addresses: Arc::new(addresses), key, client: client(reach, proxy)? })
    }

    /// Works until the server stops.
    pub async fn run(self, mut stopping: watch::Receiver<bool>) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
            if let Err(failure) = self.round(clock::now()).await {
                tracing::warn!(%failure, "news of troubles cannot be read; they are sent later");
            }
        }
    }

    /// Sends what is due at a moment, all of it at once: a program that hangs holds nobody else up. Returns how many were taken.
    pub async fn round(&self, now: Timestamp) -> Result<usize, Failure> {
        let lost = trouble::give_back(&self.store, now - GIVEN_BACK_AFTER, now).await?;
        if lost > 0 {
            tracing::warn!(lost, "news were being sent when their server ended; they are sent again");
        }
        let mut claimed = Vec::new();
        for news in trouble::due(&self.store, now, AT_ONCE).await? {
            if trouble::claim(&self.store, &news, now).await? {
                claimed.push(news);
            }
        }
        let sent = join_all(claimed.iter().map(|news| self.deliver(news, now))).await;
        sent.into_iter().try_fold(0, |sent, taken| Ok(sent + usize::from(taken?)))
    }

    /// Sends claimed news once, and notes what became of them.
    async fn deliver(&self, news: &News, now: Timestamp) -> Result<bool, Failure> {
        let Some(address) = self.addresses.get(&news.recipient) else {
            let fault = "the set-up has no such recipient";
            trouble::dead(&self.store, &news.id, fault, now).await?;
            return Ok(false);
        };
        let fault = match self.post(address, news, now).await {
            Ok(()) => {
                self.taken(news, now).await?;
                return Ok(true);
            }
            Err(fault) => fault,
        };
        // The address may hold a secret.
        tracing::warn!(
            host = address.host(),
            tries = news.tries + 1,
            fault,
            "a program did not take news of a trouble"
        );
        match PAUSES.get(news.tries as usize) {
            Some(pause) => trouble::put_off(&self.store, &news.id, now + *pause, &fault, now).await?,
            None => trouble::dead(&self.store, &news.id, &fault, now).await?,
        }
        Ok(false)
    }

    /// Notes that news were taken. Where their trouble was over meanwhile, their reader hears that too.
    async fn taken(&self, news: &News, now: Timestamp) -> Result<(), Failure> {
        if !trouble::end(&self.store, &news.id, now).await? && news.kind == "opened" {
            let over = News {
                id: RequestKey::fresh().as_str().to_owned(),
                kind: "over".to_owned(),
                state: "waiting".to_owned(),
                due: now,
                tries: 0,
                changed: now,
                fault: String::new(),
                ..news.clone()
            };
            trouble::put(&self.store, &over).await?;
        }
        Ok(())
    }

    /// Posts news. The error says why they were not taken, and nothing of the address.
    async fn post(&self, address: &Endpoint, news: &News, now: Timestamp) -> Result<(), String> {
        let told = Told {
            id: &news.id,
            kind: &news.kind,
            rule: &news.of.rule,
            branch: &news.of.branch,
            place: &news.of.place,
            value: news.value,
            since: Time::from_millis(news.since.0),
        };
        let body = serde_json::to_string(&told).map_err(|error| error.to_string())?;
        let request = Request::post(address.0.as_str())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, "sportello")
            .header(SIGNATURE, self.signature(now.0.div_euclid(1_000), &body))
            .header(DELIVERY, &news.id)
            .body(Full::from(Bytes::from(body)));
        let request = request.map_err(|error| error.to_string())?;
        match tokio::time::timeout(PATIENCE, self.client.request(request)).await {
            Err(_) => Err("it did not answer in 10 seconds".to_owned()),
            Ok(Err(_)) => Err("it could not be reached".to_owned()),
            Ok(Ok(answer)) if answer.status().is_success() => Ok(()),
            Ok(Ok(answer)) => Err(format!("it answered {}", answer.status().as_u16())),
        }
    }

    /// `t=1796112000,v1=...`: the second of the try, and the HMAC-SHA256 of that number, a dot and the body.
    fn signature(&self, second: i64, body: &str) -> String {
        let tag = hmac::sign(&self.key, format!("{second}.{body}").as_bytes());
        let mut signature = format!("t={second},v1=");
        for byte in tag.as_ref() {
            let _ = write!(signature, "{byte:02x}");
        }
        signature
    }
}

#[cfg(test)]
mod tests;
