//! Web Push: a visitor who asked for it receives each call through the push service of their browser (RFC 8030), encrypted for
//! that browser alone (RFC 8291) and signed as this server (RFC 8292).
//!
//! A branch queues its calls and does not wait; a task of its own sends them. The server that decided a call sends it, so that
//! several servers on one database send it once. A message that cannot be sent fails nothing: the lobby shows the call.

mod endpoint;
mod key;
mod route;
mod sender;

pub use endpoint::{Endpoint, Reach};
pub use key::Key;
pub use route::Proxy;
pub(crate) use sender::{OutsideClient, client, topic};

use p256::PublicKey;
use queue::{Branch, Day, Event, Language, Number, TicketId, Token};
use std::sync::Arc;
use store::{BranchId, Store};
use tokio::sync::mpsc;
use wire::{PushMessage, WaitRange};

/// How many calls may wait to be sent; further ones are shown in the lobby only.
const WAITING: usize = 1024;
/// How many browsers one ticket may have: a family's phones.
pub const MOST_OF_A_TICKET: u32 = 5;

/// What a branch reports.
#[derive(Debug, Clone, PartialEq, Eq)]
enum News {
    Called(Call),
    ComeIn(ComeIn),
    Moved { branch: BranchId, moved: MovedWait },
    DayOver { branch: BranchId, day: Day },
}

/// A call of a visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Call {
    token: Token,
    number: String,
    language: String,
    /// The desk's label.
    desk: String,
}

/// A visitor who is away and should leave now.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ComeIn {
    token: Token,
    number: String,
    language: String,
    /// How long they need to come.
    minutes: u32,
}

/// A visitor's wait that has moved by much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedWait {
    pub day: Day,
    pub ticket: TicketId,
    pub token: Token,
    pub number: Number,
    pub language: Language,
    /// What is expected now.
    pub wait: WaitRange,
}

/// The queue of calls to send. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Calls(mpsc::Sender<News>);

impl Calls {
    /// Queues the messages of committed events; `branch` is the state after them. Never waits.
    pub fn note<'a>(&self, setup: &setup::Branch, branch: &Branch, committed: impl IntoIterator<Item = &'a Event>) {
        for news in committed.into_iter().filter_map(|event| news(setup, branch, event)) {
            self.queue(setup, news);
        }
    }

    /// Queues the message that a wait has moved by much. Never waits.
    pub fn note_moved(&self, setup: &setup::Branch, moved: MovedWait) {
        self.queue(setup, News::Moved { branch: BranchId::new(&setup.id), moved });
    }

    fn queue(&self, setup: &setup::Branch, news: News) {
        if self.0.try_send(news).is_err() {
            tracing::warn!(branch = setup.id, "too much waits to be sent to phones: a call is told in the lobby only");
        }
    }
}

fn news(setup: &setup::Branch, branch: &Branch, event: &Event) -> Option<News> {
    match event {
        Event::TicketCalled { ticket, desk, .. } | Event::TicketRecalled { ticket, desk, .. } => {
            // Whoever is called back hears their telephone.
            let ticket = branch.ticket(*ticket).filter(|ticket| ticket.call_back.is_none())?;
            Some(News::Called(Call {
                token: ticket.token.clone(),
                number: ticket.number.to_string(),
                language: ticket.language.as_str().to_owned(),
                desk: setup.desks.get(desk).map_or_else(|| desk.to_string(), |desk| desk.label.clone()),
            }))
        }
        Event::TicketCalledIn { ticket, .. } => {
            let ticket = branch.ticket(*ticket)?;
            Some(News::ComeIn(ComeIn {
                token: ticket.token.clone(),
                number: ticket.number.to_string(),
                language: ticket.language.as_str().to_owned(),
                minutes: ticket.remote.as_ref()?.travel.whole_minutes(),
            }))
        }
        Event::DayClosed { .. } => Some(News::DayOver { branch: BranchId::new(&setup.id), day: branch.day()?.clone() }),
        _ => None,
    }
}

/// Checks subscriptions and holds the servers' public key. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Push {
    key: Arc<Key>,
    reach: Reach,
    sender: sender::Sender,
}

/// A browser that has subscribed.
#[derive(Debug, Clone, Copy)]
pub struct Browser<'a> {
    pub endpoint: &'a str,
    pub p256dh: &'a str,
    pub auth: &'a str,
}

/// Why a browser was not sent a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undelivered {
    /// It takes no more messages.
    Gone,
    /// Its push service refused the message, with this status.
    Refused(u16),
    /// Its push service could not be reached, or wants it later.
    Later,
    /// Its push service had the message and did not answer: it may have taken it.
    InDoubt,
}

/// Why a subscription cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// The fault of its address, as the end of a sentence.
    #[error("the endpoint {0}")]
    Endpoint(&'static str),
    #[error("{0}")]
    Keys(&'static str),
}

impl Push {
    /// Starts the task that sends; it ends with the last [`Calls`].
    pub fn start(store: Store, key: Key, reach: Reach, proxy: &Proxy) -> Result<(Self, Calls), rustls::Error> {
        let (calls, inbox) = mpsc::channel(WAITING);
        let key = Arc::new(key);
        let sender = sender::Sender::new(store, key.clone(), reach, proxy)?;
        tokio::spawn(sender.clone().run(inbox));
        Ok((Self { key, reach, sender }, Calls(calls)))
    }

    /// Sends a message to a browser once; `about` says what it replaces where it was not delivered yet.
    pub async fn send(&self, to: Browser<'_>, about: &str, message: &PushMessage) -> Result<(), Undelivered> {
        self.sender.send_once(to, about, message).await
    }

    /// The servers' public key, base64url.
    pub fn public_key(&self) -> &str {
        self.key.public()
    }

    /// Whether messages can be sent to this address.
    pub fn check_endpoint(&self, endpoint: &str) -> Result<(), Unusable> {
        Endpoint::parse(endpoint, self.reach).map(drop)
    }

    /// Whether messages can be sent to a browser that subscribed with these.
    pub fn check(&self, endpoint: &str, p256dh: &str, auth: &str) -> Result<(), Unusable> {
        Endpoint::parse(endpoint, self.reach)?;
        browser_keys(p256dh, auth).map(drop)
    }
}

/// A browser's public key and secret.
fn browser_keys(p256dh: &str, auth: &str) -> Result<(PublicKey, web_push_native::Auth), Unusable> {
    let bytes = key::decoded(p256dh).filter(|bytes| bytes.len() == 65);
    let public = bytes.and_then(|bytes| PublicKey::from_sec1_bytes(&bytes).ok());
    let public = public.ok_or(Unusable::Keys("keys.p256dh is no uncompressed point of P-256 in base64url"))?;
    let auth = key::decoded(auth).filter(|bytes| bytes.len() == 16);
    let auth = auth.ok_or(Unusable::Keys("keys.auth is not 16 bytes in base64url"))?;
    Ok((public, web_push_native::Auth::clone_from_slice(&auth)))
}
