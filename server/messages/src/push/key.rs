//! The servers' own key, by which push services know that messages come from where the visitor subscribed (VAPID,
//! RFC 8292). Made at the first start and kept in the database: all servers on it have the same.

use super::Endpoint;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use machine::random;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use queue::Timestamp;
use serde_json::json;
use store::server_secret::{self, SecretName};
use store::{Failure, Store};

const NAME: SecretName = SecretName("vapid");
/// How long a signature is good, in seconds; RFC 8292 allows a day.
const GOOD_FOR: i64 = 12 * 60 * 60;

pub struct Key {
    signing: SigningKey,
    public: String,
    /// Where the sender can be found: an `https:` or `mailto:` address.
    contact: Option<String>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("public", &self.public).finish_non_exhaustive()
    }
}

impl Key {
    /// Loads the key from the database, or makes and stores one.
    pub async fn load(store: &Store, public_url: Option<&str>) -> Result<Self, Failure> {
        let fresh = SigningKey::from(&loop {
            // All but one in 2^32 numbers are keys of the curve.
            if let Ok(secret) = p256::SecretKey::from_slice(&random::<32>()) {
                break secret;
            }
        });
        let kept = server_secret::get_or_put(store, NAME, &URL_SAFE_NO_PAD.encode(fresh.to_bytes())).await?;
        let signing = decoded(&kept).and_then(|bytes| SigningKey::from_slice(&bytes).ok());
        let signing = signing.ok_or_else(|| Failure::Damaged("the key for push services is no key".to_owned()))?;
        let public = URL_SAFE_NO_PAD.encode(signing.verifying_key().to_encoded_point(false));
        let contact = public_url.filter(|url| url.starts_with("https://")).map(ToOwned::to_owned);
        Ok(Self { signing, public, contact })
    }

    /// The public half, base64url.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The header `Authorization` of a message to `endpoint`.
    pub fn authorization(&self, endpoint: &Endpoint, now: Timestamp) -> String {
        let mut claims = json!({ "aud": endpoint.origin(), "exp": now.0 / 1000 + GOOD_FOR });
        if let Some(contact) = &self.contact {
            claims["sub"] = json!(contact);
        }
        let encoded = |part: serde_json::Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encoded(json!({ "typ": "JWT", "alg": "ES256" })), encoded(claims));
        let signature: Signature = self.signing.sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.to_bytes()), self.public)
    }
}

/// The bytes that base64url stands for, with padding or without.
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}
