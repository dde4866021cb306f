//! A push service and a browser of the tests' own: they check who signed, and open what was sent, with other code than
//! the program's (ring).

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode as Status};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
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
pub struct Received {
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// A push service that answers with these statuses, then with 201.
pub struct PushService {
    pub endpoint: String,
    pub origin: String,
    received: mpsc::UnboundedReceiver<Received>,
}

type Desk = (mpsc::UnboundedSender<Received>, std::sync::Arc<std::sync::Mutex<Vec<u16>>>);

impl PushService {
    pub async fn start(mut answers: Vec<u16>) -> Self {
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

    pub async fn next(&mut self) -> Received {
        timeout(Duration::from_secs(10), self.received.recv()).await.expect("a message").unwrap()
    }

    pub async fn hears_nothing_for(&mut self, seconds: u64) {
        assert!(timeout(Duration::from_secs(seconds), self.received.recv()).await.is_err(), "a message too many");
    }
}

/// A browser that has subscribed.
pub struct Browser {
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
    pub fn new() -> Self {
        let random = SystemRandom::new();
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &random).unwrap();
        let public = private.compute_public_key().unwrap().as_ref().to_vec();
        let mut auth = [0; 16];
        random.fill(&mut auth).unwrap();
        Self { private, public, auth }
    }

    pub fn subscription(&self, endpoint: &str) -> Value {
        let keys = json!({ "p256dh": URL_SAFE_NO_PAD.encode(&self.public), "auth": URL_SAFE_NO_PAD.encode(self.auth) });
        json!({ "endpoint": endpoint, "expirationTime": null, "keys": keys })
    }

    /// RFC 8291 over RFC 8188, with one record.
    pub fn open(self, body: &[u8]) -> Value {
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
pub fn claims(received: &Received, public_key: &str) -> Value {
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
