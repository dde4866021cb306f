//! The key of a request, and which keys a client may send.

use queue::Day;
use std::sync::Arc;

/// The key of a request. Two requests with the same key are one request, however often it is sent. A clone allocates
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestKey(Arc<str>);

impl RequestKey {
    /// Returns the key that a client sent: 8 to 128 letters, digits, `-`, `_` or `.`. Any other text gives `None`.
    pub fn parse(key: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let well_formed = (8..=128).contains(&key.len()) && key.bytes().all(allowed);
        well_formed.then(|| Self(key.into()))
    }

    /// Returns a new key, for a command that the server itself sends once.
    pub fn fresh() -> Self {
        Self(format!("server.{:032x}", u128::from_le_bytes(machine::random())).into())
    }

    /// Returns the key under which a server opens a day. No client can send it.
    pub fn of_day(day: &Day) -> Self {
        Self(format!("day:{day}").into())
    }

    /// Returns the key under which a server ends a day that nobody has ended. No client can send it.
    pub fn of_day_end(day: &Day) -> Self {
        Self(format!("end:{day}").into())
    }

    /// Returns the key that a row was written with. The text is not checked.
    pub(crate) fn from_written(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the key as the client sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
