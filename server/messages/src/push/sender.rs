//! The task that sends: a bounded number of messages at a time, each with a few attempts while the call is recent.

use super::route::{Proxy, Route};
use super::{Browser, Call, ComeIn, Endpoint, Key, MovedWait, News, Reach, Undelivered, browser_keys};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response, StatusCode, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use machine::clock;
use queue::Token;
use rustls::{ClientConfig, RootCertStore};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use store::{BranchId, NewWord, PushSubscription, Store, push_subscription, told};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use wire::PushMessage;

/// How many calls are sent at a time.
const AT_ONCE: usize = 32;
/// The time limit of one attempt.
const PATIENCE: Duration = Duration::from_secs(10);
/// Pauses before the second, third and fourth attempt, unless the push service names one.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(9)];
/// The longest pause that a push service may ask for; a later message would come too late.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// A phone hears at most once in this time that its wait has moved.
const WORD_PAUSE: queue::Duration = queue::Duration::minutes(10);
/// For how many seconds the push service keeps the message for a phone that it cannot reach.
const TTL: u32 = 180;
/// The same for a manager's phone: what is wrong in a branch is of use later, too.
const LONG_TTL: u32 = 4 * 60 * 60;

/// What asks servers outside.
pub type OutsideClient = Client<HttpsConnector<Route>, Full<Bytes>>;

/// A client that reaches so far, and follows no redirect.
pub fn client(reach: Reach, proxy: &Proxy) -> Result<OutsideClient, rustls::Error> {
    let https = HttpsConnectorBuilder::new().with_tls_config(trust()?).https_or_http().enable_http1();
    Ok(Client::builder(TokioExecutor::new()).build(https.wrap_connector(Route::new(reach, proxy))))
}

#[derive(Debug, Clone)]
pub struct Sender {
    store: Store,
    key: Arc<Key>,
    reach: Reach,
    client: OutsideClient,
}

/// The result of an attempt.
enum Tried {
    Done,
    /// The browser takes no more messages.
    Gone,
    /// Another attempt may succeed, after the pause that the push service names.
    Again(Option<Duration>),
    /// The push service had the message and did not answer.
    Unanswered,
    Refused(StatusCode),
}

impl Sender {
    pub fn new(store: Store, key: Arc<Key>, reach: Reach, proxy: &Proxy) -> Result<Self, rustls::Error> {
        Ok(Self { store, key, reach, client: client(reach, proxy)? })
    }

    pub async fn run(self, mut inbox: mpsc::Receiver<News>) {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        while let Some(news) = inbox.recv().await {
            match news {
                News::Called(call) => {
                    let Ok(place) = places.clone().acquire_owned().await else { return };
                    let sender = self.clone();
                    tokio::spawn(async move {
                        sender.tell(&call).await;
                        drop(place);
                    });
                }
                News::ComeIn(come_in) => {
                    let Ok(place) = places.clone().acquire_owned().await else { return };
                    let sender = self.clone();
                    tokio::spawn(async move {
                        sender.tell_all(&come_in.token, &come_in_message(&come_in)).await;
                        drop(place);
                    });
                }
                News::Moved { branch, moved } => {
                    let Ok(place) = places.clone().acquire_owned().await else { return };
                    let sender = self.clone();
                    tokio::spawn(async move {
                        sender.tell_moved(&branch, &moved).await;
                        drop(place);
                    });
                }
                News::DayOver { branch, day } => {
                    if let Err(failure) = push_subscription::forget_until(&self.store, &branch, &day).await {
                        tracing::warn!(%branch, %failure, "subscriptions of a day that is over stay until the next one");
                    }
                }
            }
        }
    }

    async fn tell(&self, call: &Call) {
        self.tell_all(&call.token, &message(call)).await;
    }

    /// Sends a message to every phone of a ticket.
    async fn tell_all(&self, token: &Token, message: &str) {
        let subscriptions = self.subscriptions(token).await;
        futures::future::join_all(subscriptions.iter().map(|one| self.send(one, message))).await;
    }

    /// Tells the phones of a ticket that its wait has moved. With several servers one of them does.
    async fn tell_moved(&self, branch: &BranchId, moved: &MovedWait) {
        let subscriptions = self.subscriptions(&moved.token).await;
        if subscriptions.is_empty() {
            return;
        }
        let MovedWait { day, ticket, .. } = moved;
        let word = NewWord { branch, day, ticket: *ticket, at: clock::now(), pause: WORD_PAUSE };
        match told::claim_word(&self.store, word).await {
            Ok(true) => {
                let message = moved_message(moved);
                futures::future::join_all(subscriptions.iter().map(|one| self.send(one, &message))).await;
            }
            Ok(false) => {}
            Err(failure) => tracing::warn!(%branch, %failure, "a phone is not told that its wait has moved"),
        }
    }

    async fn subscriptions(&self, token: &Token) -> Vec<PushSubscription> {
        push_subscription::of_ticket(&self.store, token).await.unwrap_or_else(|failure| {
            tracing::warn!(%failure, "who asked to be told of a call cannot be read");
            Vec::new()
        })
    }

    async fn send(&self, to: &PushSubscription, message: &str) {
        let Ok(endpoint) = Endpoint::parse(&to.endpoint, self.reach) else { return };
        let Ok((public, auth)) = browser_keys(&to.p256dh, &to.auth) else { return };
        let Ok(body) = web_push_native::encrypt(message.as_bytes().to_vec(), &public, &auth) else { return };
        let mut pauses = PAUSES.into_iter();
        loop {
            let host = endpoint.host();
            match self.attempt(&endpoint, &topic(to.token.as_str()), TTL, body.clone()).await {
                Tried::Done => return,
                Tried::Gone => {
                    self.forget(to).await;
                    return;
                }
                Tried::Refused(status) => {
                    tracing::warn!(host, %status, "a push service refused a message: its phone is told no more");
                    // It would refuse the next call too; a phone that asks again subscribes anew.
                    self.forget(to).await;
                    return;
                }
                // A call is told twice rather than not at all.
                tried @ (Tried::Again(_) | Tried::Unanswered) => {
                    let wished = if let Tried::Again(wished) = tried { wished } else { None };
                    let Some(pause) = pauses.next() else {
                        tracing::warn!(host, "a push service could not be reached");
                        return;
                    };
                    tokio::time::sleep(wished.unwrap_or(pause).min(LONGEST_PAUSE)).await;
                }
            }
        }
    }

    /// Forgets a browser that takes no messages, for all the tickets that it follows. Its page asks and sees that.
    async fn forget(&self, to: &PushSubscription) {
        let forgotten = push_subscription::forget_browser(&self.store, &to.branch, &to.day, &to.endpoint).await;
        if let Err(failure) = forgotten {
            tracing::warn!(%failure, "a browser that takes no messages could not be forgotten");
        }
    }

    /// Sends a message to a browser once; `about` says what it replaces where it was not delivered yet.
    pub async fn send_once(&self, to: Browser<'_>, about: &str, message: &PushMessage) -> Result<(), Undelivered> {
        let unusable = |_| Undelivered::Gone;
        let endpoint = Endpoint::parse(to.endpoint, self.reach).map_err(unusable)?;
        let (public, auth) = browser_keys(to.p256dh, to.auth).map_err(unusable)?;
        let words = serde_json::to_vec(message).map_err(|_| Undelivered::Gone)?;
        let body = web_push_native::encrypt(words, &public, &auth).map_err(|_| Undelivered::Gone)?;
        match self.attempt(&endpoint, &topic(about), LONG_TTL, body).await {
            Tried::Done => Ok(()),
            Tried::Gone => Err(Undelivered::Gone),
            Tried::Refused(status) => Err(Undelivered::Refused(status.as_u16())),
            Tried::Again(_) => Err(Undelivered::Later),
            Tried::Unanswered => Err(Undelivered::InDoubt),
        }
    }

    async fn attempt(&self, endpoint: &Endpoint, topic: &str, ttl: u32, body: Vec<u8>) -> Tried {
        let request = Request::post(endpoint.0.as_str())
            .header(header::AUTHORIZATION, self.key.authorization(endpoint, clock::now()))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header("ttl", ttl)
            .header("urgency", "high")
            .header("topic", topic)
            .body(Full::from(body));
        let Ok(request) = request else { return Tried::Refused(StatusCode::BAD_REQUEST) };
        let answer = match timeout(PATIENCE, self.client.request(request)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) if error.is_connect() => return Tried::Again(None),
            Ok(Err(_)) | Err(_) => return Tried::Unanswered,
        };
        let status = answer.status();
        match status {
            _ if status.is_success() => Tried::Done,
            StatusCode::NOT_FOUND | StatusCode::GONE => Tried::Gone,
            StatusCode::TOO_MANY_REQUESTS => Tried::Again(retry_after(&answer)),
            _ if status.is_server_error() => Tried::Again(retry_after(&answer)),
            _ => Tried::Refused(status),
        }
    }
}

/// The server trusts the root certificates of this machine.
fn trust() -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    let (known, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if known == 0 {
        tracing::warn!("this machine has no root certificates: phones cannot be sent calls; install ca-certificates");
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// The words in the visitor's language, as JSON.
fn message(Call { token, number, language, desk }: &Call) -> String {
    let (title, body) = words::call(language, number, desk);
    let message = PushMessage { title, body, lang: language.clone(), url: format!("/t/{token}"), urgent: true };
    serde_json::to_string(&message).unwrap_or_default()
}

/// The words that tell a visitor to come, in their language, as JSON.
fn come_in_message(ComeIn { token, number, language, minutes }: &ComeIn) -> String {
    let (title, body) = words::come_in(language, number, *minutes);
    let message = PushMessage { title, body, lang: language.clone(), url: format!("/t/{token}"), urgent: true };
    serde_json::to_string(&message).unwrap_or_default()
}

/// The words of a wait that has moved, in the visitor's language, as JSON.
fn moved_message(MovedWait { token, number, language, wait, .. }: &MovedWait) -> String {
    let (title, body) = words::moved(language.as_str(), &number.to_string(), *wait);
    let (lang, url) = (language.as_str().to_owned(), format!("/t/{token}"));
    serde_json::to_string(&PushMessage { title, body, lang, url, urgent: false }).unwrap_or_default()
}

/// A later message about a ticket or a trouble replaces an undelivered one. The topic is a hash, so that the push service does not
/// learn which it is.
pub fn topic(about: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(about)[..24])
}

fn retry_after(answer: &Response<Incoming>) -> Option<Duration> {
    answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?.parse().ok().map(Duration::from_secs)
}
