//! A provider of sign-on for tests: it lets everybody in at once, and can be made to fail in each way that real ones do.

use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

pub const CLIENT: &str = "sportello";
pub const SECRET: &str = "between us";

/// What the provider says of whoever comes, and how it fails.
#[derive(Clone)]
pub struct Manner {
    pub subject: String,
    pub login: String,
    pub name: String,
    pub roles: Value,
    /// Its tokens have this nonce in place of the one that was sent.
    pub nonce: Option<String>,
    /// It takes no code: each is too old.
    pub codes_are_late: bool,
    /// It does not answer requests for tokens.
    pub hangs: bool,
    /// Tokens are for somebody else.
    pub audience: String,
    /// Which of its keys signs; the others are not published.
    pub key: u8,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            subject: "7".to_owned(),
            login: "marta".to_owned(),
            name: "Marta Rossi".to_owned(),
            roles: json!(["csr:centro"]),
            nonce: None,
            codes_are_late: false,
            hangs: false,
            audience: CLIENT.to_owned(),
            key: 1,
        }
    }
}

/// A sign-in that was begun at the provider, by its code.
struct Started {
    nonce: String,
    challenge: String,
    back: String,
}

#[derive(Default)]
struct Inner {
    issuer: String,
    manner: Manner,
    started: HashMap<String, Started>,
}

type Shared = Arc<Mutex<Inner>>;

/// A provider that answers until it is dropped.
pub struct Provider {
    pub issuer: String,
    inner: Shared,
    task: JoinHandle<()>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Provider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let inner = Shared::new(Mutex::new(Inner { issuer: issuer.clone(), ..Inner::default() }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .with_state(inner.clone());
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { issuer, inner, task }
    }

    /// Nobody answers there any more.
    pub async fn stop(&self) {
        self.task.abort();
        while tokio::net::TcpStream::connect(self.issuer.trim_start_matches("http://")).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    pub fn manner(&self, change: impl FnOnce(&mut Manner)) {
        change(&mut self.inner.lock().unwrap().manner);
    }
}

async fn metadata(State(inner): State<Shared>) -> Json<Value> {
    let issuer = inner.lock().unwrap().issuer.clone();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "end_session_endpoint": format!("{issuer}/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

fn key(of: u8) -> SigningKey {
    SigningKey::from_slice(&[of; 32]).unwrap()
}

async fn keys(State(inner): State<Shared>) -> Json<Value> {
    let of = inner.lock().unwrap().manner.key;
    let point = key(of).verifying_key().to_encoded_point(false);
    let part = |bytes: Option<&p256::FieldBytes>| URL_SAFE_NO_PAD.encode(bytes.unwrap());
    Json(json!({ "keys": [{
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": of.to_string(),
        "x": part(point.x()), "y": part(point.y()),
    }] }))
}

/// Somebody comes with a browser, and is sent back at once.
async fn authorize(State(inner): State<Shared>, Query(asked): Query<HashMap<String, String>>) -> Redirect {
    assert_eq!((asked["response_type"].as_str(), asked["client_id"].as_str()), ("code", CLIENT));
    assert_eq!(asked["code_challenge_method"], "S256");
    assert!(asked["scope"].split(' ').any(|scope| scope == "openid"));
    let mut inner = inner.lock().unwrap();
    let code = format!("code-{}", inner.started.len());
    let back = asked["redirect_uri"].clone();
    let to = format!("{back}?code={code}&state={}", asked["state"]);
    let started = Started { nonce: asked["nonce"].clone(), challenge: asked["code_challenge"].clone(), back };
    inner.started.insert(code, started);
    Redirect::to(&to)
}

async fn token(
    State(inner): State<Shared>,
    headers: HeaderMap,
    Form(asked): Form<HashMap<String, String>>,
) -> Response {
    if inner.lock().unwrap().manner.hangs {
        std::future::pending::<()>().await;
    }
    let known = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+"))));
    assert_eq!(headers["authorization"], known.as_str(), "the client says who it is");
    let mut inner = inner.lock().unwrap();
    let manner = inner.manner.clone();
    let late = (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    let Some(started) = inner.started.get_mut(&asked["code"]).filter(|_| !manner.codes_are_late) else { return late };
    let Started { nonce, challenge, back } = started;
    let verifier = URL_SAFE_NO_PAD.encode(Sha256::digest(&asked["code_verifier"]));
    if *challenge != verifier || *back != asked["redirect_uri"] {
        return late;
    }
    // A code is good once.
    challenge.clear();
    let now = machine::clock::now().0 / 1_000;
    let nonce = manner.nonce.clone().unwrap_or_else(|| nonce.clone());
    let claims = json!({
        "iss": inner.issuer, "sub": manner.subject, "aud": manner.audience, "iat": now, "exp": now + 60, "nonce": nonce,
        "name": manner.name, "preferred_username": manner.login, "roles": manner.roles,
    });
    let head = json!({ "alg": "ES256", "kid": manner.key.to_string() });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&head), part(&claims));
    let signature: Signature = key(manner.key).sign(signed.as_bytes());
    let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()));
    Json(json!({ "access_token": "of no use", "token_type": "Bearer", "id_token": token })).into_response()
}
