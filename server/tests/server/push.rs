//! Calls on visitors' phones. The push service is the test's own, and so is the browser: it checks who signed and opens
//! what was sent with other code than the program's (ring).

use super::postgres::fresh_database;
use super::program::{Server, fresh_key, problem};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode as Status};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, StatusCode};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey as Signed};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// A message as it reached the push service.
struct Received {
    headers: HeaderMap,
    body: Vec<u8>,
}

/// A push service that answers with these statuses, then with 201.
struct PushService {
    endpoint: String,
    origin: String,
    received: mpsc::UnboundedReceiver<Received>,
}

type Desk = (mpsc::UnboundedSender<Received>, std::sync::Arc<std::sync::Mutex<Vec<u16>>>);

impl PushService {
    async fn start(mut answers: Vec<u16>) -> Self {
        answers.reverse();
        let (sender, received) = mpsc::unbounded_channel();
        let take = async |State((sender, answers)): State<Desk>, headers: HeaderMap, body: axum::body::Bytes| {
            sender.send(Received { headers, body: body.to_vec() }).unwrap();
            let status = answers.lock().unwrap().pop().unwrap_or(201);
            (Status::from_u16(status).unwrap(), [("retry-after", "0")])
        };
        let desk: Desk = (sender, std::sync::Arc::new(std::sync::Mutex::new(answers)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().route("/send/{browser}", post(take)).with_state(desk);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { endpoint: format!("{origin}/send/one"), origin, received }
    }

    async fn next(&mut self) -> Received {
        timeout(Duration::from_secs(10), self.received.recv()).await.expect("a message").unwrap()
    }

    async fn hears_nothing_for(&mut self, seconds: u64) {
        assert!(timeout(Duration::from_secs(seconds), self.received.recv()).await.is_err(), "a message too many");
    }
}

/// A browser that has subscribed.
struct Browser {
    private: EphemeralPrivateKey,
    public: Vec<u8>,
    auth: [u8; 16],
}

struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

impl Browser {
    fn new() -> Self {
        let random = SystemRandom::new();
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &random).unwrap();
        let public = private.compute_public_key().unwrap().as_ref().to_vec();
        let mut auth = [0; 16];
        random.fill(&mut auth).unwrap();
        Self { private, public, auth }
    }

    fn subscription(&self, endpoint: &str) -> Value {
        let keys = json!({ "p256dh": URL_SAFE_NO_PAD.encode(&self.public), "auth": URL_SAFE_NO_PAD.encode(self.auth) });
        json!({ "endpoint": endpoint, "expirationTime": null, "keys": keys })
    }

    /// RFC 8291 over RFC 8188, with one record.
    fn open(self, body: &[u8]) -> Value {
        let (salt, rest) = body.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert!(u32::from_be_bytes(size.try_into().unwrap()) >= 18);
        let (sender, sealed) = rest[1..].split_at(rest[0].into());
        let info = [b"WebPush: info\0".as_slice(), &self.public, sender].concat();
        let auth = self.auth;
        let peer = UnparsedPublicKey::new(&ECDH_P256, sender);
        let secret = agree_ephemeral(self.private, &peer, |shared| derive(&auth, shared, &info, 32)).unwrap();
        let key = derive(salt, &secret, b"Content-Encoding: aes128gcm\0", 16);
        let nonce = derive(salt, &secret, b"Content-Encoding: nonce\0", 12);
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).unwrap());
        let nonce = Nonce::try_assume_unique_for_key(&nonce).unwrap();
        let mut sealed = sealed.to_vec();
        let opened = key.open_in_place(nonce, Aad::empty(), &mut sealed).unwrap();
        let end = opened.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(opened[end], 2, "the last record");
        serde_json::from_slice(&opened[..end]).unwrap()
    }
}

fn derive(salt: &[u8], secret: &[u8], info: &[u8], length: usize) -> Vec<u8> {
    let mut derived = vec![0; length];
    let info = [info];
    let keys = Salt::new(HKDF_SHA256, salt).extract(secret);
    keys.expand(&info, Bytes(length)).unwrap().fill(&mut derived).unwrap();
    derived
}

/// The claims of a message that was signed with the servers' key.
fn claims(received: &Received, public_key: &str) -> Value {
    let header = received.headers["authorization"].to_str().unwrap();
    let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(key, public_key);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let key = URL_SAFE_NO_PAD.decode(key).unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    Signed::new(&ECDSA_P256_SHA256_FIXED, key).verify(signed.as_bytes(), &signature).expect("signed with the key");
    let (head, claims) = signed.split_once('.').unwrap();
    let part = |text| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
    assert_eq!(part(head)["alg"], "ES256");
    part(claims)
}

async fn public_key(server: &Server) -> String {
    let answer: Value = server.get("/api/v1/push-key").await.json().await.unwrap();
    answer["key"].as_str().unwrap().to_owned()
}

fn push_of(server: &Server, ticket: &Value) -> String {
    server.url(&format!("/api/v1/tickets/{}/push", ticket["token"].as_str().unwrap()))
}

async fn subscribe(server: &Server, ticket: &Value, subscription: &Value) {
    let answer = server.post(&push_of(server, ticket), &fresh_key(), subscription).await;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{}", answer.text().await.unwrap());
}

#[tokio::test]
async fn a_call_reaches_the_browser_that_asked_and_nobody_on_the_way_can_read_it() {
    let mut service = PushService::start(Vec::new()).await;
    let server = Server::demo();
    let (browser, again) = (Browser::new(), Browser::new());
    let ticket = server.issue("cash").await;
    subscribe(&server, &ticket, &browser.subscription(&service.endpoint)).await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;

    let received = service.next().await;
    let claims = claims(&received, &public_key(&server).await);
    assert_eq!(claims["aud"], service.origin);
    assert!(claims["exp"].is_i64());
    assert_eq!(received.headers["content-encoding"], "aes128gcm");
    assert_eq!(received.headers["urgency"], "high");
    assert!(received.headers["ttl"].to_str().unwrap().parse::<u32>().unwrap() <= 300);
    let token = ticket["token"].as_str().unwrap();
    assert!(received.headers.values().all(|value| !value.to_str().unwrap().contains(token)));
    let message = browser.open(&received.body);
    assert_eq!(message["title"], "Tocca a Lei: A001");
    assert_eq!(message["body"], "Vada allo sportello 1.");
    assert_eq!((&message["lang"], &message["url"]), (&json!("it"), &json!(format!("/t/{token}"))));
    service.hears_nothing_for(1).await;

    subscribe(&server, &ticket, &again.subscription(&service.endpoint)).await;
    anna.press("1", "recall").await;
    assert_eq!(again.open(&service.next().await.body)["title"], "Tocca a Lei: A001", "with the browser's new keys");
}

#[tokio::test]
async fn a_visitor_who_takes_it_back_or_whose_browser_is_gone_is_told_no_more() {
    let mut service = PushService::start(vec![410]).await;
    let server = Server::demo();
    let (first, second) = (server.issue("cash").await, server.issue("cash").await);
    subscribe(&server, &first, &Browser::new().subscription(&service.endpoint)).await;
    subscribe(&server, &second, &Browser::new().subscription(&service.endpoint)).await;
    let end = json!({ "endpoint": service.endpoint });
    let answer = server.request(Method::DELETE, &push_of(&server, &second)).json(&end).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    service.next().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    anna.press("1", "recall").await;
    for command in ["start", "finish", "next"] {
        anna.press("1", command).await;
    }
    service.hears_nothing_for(1).await;
}

#[tokio::test]
async fn a_push_service_that_fails_is_tried_again_and_delays_no_desk() {
    let mut service = PushService::start(vec![503, 429]).await;
    let server = Server::demo();
    let browser = Browser::new();
    let ticket = server.issue("cash").await;
    subscribe(&server, &ticket, &browser.subscription(&service.endpoint)).await;
    // Another one whose push service takes the connection and never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = format!("http://{}/send", silent.local_addr().unwrap());
    subscribe(&server, &ticket, &Browser::new().subscription(&nowhere)).await;
    let anna = server.sign_in("anna").await;
    anna.press("1", "open").await;
    let started = std::time::Instant::now();
    anna.press("1", "next").await;
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    service.next().await;
    service.next().await;
    assert_eq!(browser.open(&service.next().await.body)["title"], "Tocca a Lei: A001");
    service.hears_nothing_for(2).await;
}

#[tokio::test]
async fn a_subscription_of_no_use_is_refused() {
    let server = Server::demo();
    let ticket = server.issue("cash").await;
    let url = push_of(&server, &ticket);
    let good = Browser::new().subscription("http://127.0.0.1:9/send");
    let with = |part: &str, value: Value| {
        let mut subscription = good.clone();
        *subscription.pointer_mut(part).unwrap() = value;
        subscription
    };
    for (subscription, status, code) in [
        (with("/endpoint", json!("http://192.168.0.1/send")), 422, "push_unusable"),
        (with("/endpoint", json!("https://10.0.0.1/send")), 422, "push_unusable"),
        (with("/endpoint", json!("http://push.example/send")), 422, "push_unusable"),
        (with("/endpoint", json!("nowhere")), 422, "push_unusable"),
        (with("/keys/p256dh", json!("AAAA")), 422, "push_unusable"),
        (with("/keys/auth", json!("short")), 422, "push_unusable"),
        (json!({ "endpoint": "https://push.example/x" }), 422, "body_invalid"),
    ] {
        assert_eq!(problem(server.post(&url, &fresh_key(), &subscription).await).await, (status, code.into()));
    }
    for browser in 0..5 {
        subscribe(&server, &ticket, &with("/endpoint", json!(format!("http://127.0.0.1:9/{browser}")))).await;
    }
    let sixth = with("/endpoint", json!("http://127.0.0.1:9/sixth"));
    assert_eq!(problem(server.post(&url, &fresh_key(), &sixth).await).await, (409, "push_full".into()));
    let nobody = server.url(&format!("/api/v1/tickets/{}/push", "0".repeat(32)));
    assert_eq!(problem(server.post(&nobody, &fresh_key(), &good).await).await, (404, "ticket_unknown".into()));
    let leave = server.url(&format!("/api/v1/tickets/{}/cancel", ticket["token"].as_str().unwrap()));
    server.post(&leave, &fresh_key(), &json!({})).await;
    assert_eq!(problem(server.post(&url, &fresh_key(), &good).await).await, (409, "ticket_over".into()));
}

#[tokio::test]
async fn the_key_outlives_a_restart_and_two_servers_on_one_database_have_one_and_send_once() {
    let server = Server::demo();
    let key = public_key(&server).await;
    let server = server.kill_and_restart();
    assert_eq!(public_key(&server).await, key);

    let mut service = PushService::start(Vec::new()).await;
    let url = fresh_database().await;
    let (one, other) = tokio::join!(
        tokio::task::spawn_blocking({
            let url = url.clone();
            move || Server::demo_on(&url)
        }),
        tokio::task::spawn_blocking({
            let url = url.clone();
            move || Server::demo_on(&url)
        }),
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(public_key(&one).await, public_key(&other).await);
    let browser = Browser::new();
    let ticket = one.issue("cash").await;
    subscribe(&one, &ticket, &browser.subscription(&service.endpoint)).await;
    let anna = other.sign_in("anna").await;
    anna.press("1", "open").await;
    anna.press("1", "next").await;
    let received = service.next().await;
    claims(&received, &public_key(&one).await);
    assert_eq!(browser.open(&received.body)["body"], "Vada allo sportello 1.");
    service.hears_nothing_for(3).await;
}
