//! Webhooks: news of troubles and of requests in progress, posted as JSON to the bank's programs (docs/alerts.md). Each is signed with
//! the time of its try, so that its reader knows who sent it and that it is no old one sent again. What a bank has not said to be in its
//! own network is reached on the public one only.

use crate::push::{Endpoint, OutsideClient, Proxy, Reach, Unusable, client};
pub use crate::signed::{DELIVERY, SIGNATURE};
use crate::signed::{KEY_LEAST, key as signed_by, signature};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Request, header};
use queue::Timestamp;
use ring::hmac;
use serde::Serialize;
use setup::{AlertWay, Alerts};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::trouble::News;
use wire::Time;

/// How long a program may take for its answer.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);
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

/// Posts news to the bank's programs.
#[derive(Debug, Clone)]
pub struct Webhooks {
    /// By the id of the recipient.
    addresses: Arc<BTreeMap<String, Endpoint>>,
    key: Arc<hmac::Key>,
    pub(crate) client: OutsideClient,
}

/// What a program is told.
#[derive(Debug, Serialize)]
struct Told<'a> {
    /// The same for every try.
    id: &'a str,
    /// `opened`, `over`, `test` or `case`.
    kind: &'a str,
    rule: &'a str,
    branch: &'a str,
    place: &'a str,
    value: u32,
    since: Time,
}

impl Webhooks {
    /// Checks the addresses of the set-up.
    pub fn new(alerts: &Alerts, key: &str, reach: Reach, proxy: &Proxy) -> Result<Self, WebhookFault> {
        let key = Arc::new(signed_by(key).ok_or(WebhookFault::Key)?);
        let mut addresses = BTreeMap::new();
        for to in &alerts.to {
            let AlertWay::Webhook(webhook) = &to.way else { continue };
            let address =
                Endpoint::parse(webhook, reach).map_err(|fault| WebhookFault::Address { id: to.id.clone(), fault })?;
            addresses.insert(to.id.clone(), address);
        }
        Ok(Self { addresses: Arc::new(addresses), key, client: client(reach, proxy)? })
    }

    /// Returns whether a recipient is a program.
    pub fn knows(&self, recipient: &str) -> bool {
        self.addresses.contains_key(recipient)
    }

    /// Posts news. The error says why they were not taken, and nothing of the address, which may hold a secret.
    pub async fn post(&self, news: &News, now: Timestamp) -> Result<(), String> {
        let address = self.addresses.get(&news.recipient).ok_or("the set-up has no such recipient")?;
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
            .header(SIGNATURE, signature(&self.key, now.0.div_euclid(1_000), &body))
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
}
