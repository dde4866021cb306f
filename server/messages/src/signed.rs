//! How a program of the bank's knows that a request comes from here, and that it is no old one sent again.

use ring::hmac;
use std::fmt::Write as _;

/// The shortest key that signs.
pub const KEY_LEAST: usize = 32;

/// The header with the time of a try and its signature.
pub const SIGNATURE: &str = "sportello-signature";
/// The header with the id of what is sent, the same for every try.
pub const DELIVERY: &str = "sportello-delivery";

/// The key; `None` where it is too short to be one.
pub fn key(secret: &str) -> Option<hmac::Key> {
    (secret.chars().count() >= KEY_LEAST).then(|| hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()))
}

/// `t=1796112000,v1=...`: the second of the try, and the HMAC-SHA256 of that number, a dot and the body.
pub fn signature(key: &hmac::Key, second: i64, body: &str) -> String {
    let tag = hmac::sign(key, format!("{second}.{body}").as_bytes());
    let mut signature = format!("t={second},v1=");
    for byte in tag.as_ref() {
        let _ = write!(signature, "{byte:02x}");
    }
    signature
}
