//! Tokens that a browser keeps and the store only knows the hash of.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Returns 256 random bits.
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(machine::random::<32>())
}

/// Returns the hash that is stored of a token. A token is random and long, so a plain hash is enough.
pub fn fingerprint(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}
