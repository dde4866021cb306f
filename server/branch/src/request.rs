//! What is asked of a branch: a command, by whom, under which key, and the answer.

use queue::{Command, CsrId, Event, Refusal};
use std::fmt;
use std::sync::Arc;
use store::Failure;
use tokio::sync::oneshot;

/// A request's key: the same key is the same request, however often it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestKey(pub(crate) String);

impl RequestKey {
    /// From what a client sent: 8 to 128 letters, digits, `-`, `_` or `.`; anything else is `None`.
    pub fn parse(key: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let well_formed = (8..=128).contains(&key.len()) && key.bytes().all(allowed);
        well_formed.then(|| Self(key.to_owned()))
    }

    /// A new one, for what the server itself asks once.
    pub fn fresh() -> Self {
        Self(format!("server.{:032x}", u128::from_le_bytes(machine::random())))
    }

    /// The key under which a server opens a day; no client can send it.
    pub(crate) fn of_day(day: &queue::Day) -> Self {
        Self(format!("day:{day}"))
    }

    /// The key under which a server ends a day that nobody has ended.
    pub(crate) fn of_day_end(day: &str) -> Self {
        Self(format!("end:{day}"))
    }

    /// As the client sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    Kiosk,
    Visitor,
    Staff(CsrId),
    /// The server itself: it opens the day.
    Server,
}

impl Actor {
    /// The member of staff in an actor that was written down.
    pub(crate) fn staff(written: &str) -> Option<CsrId> {
        written.strip_prefix("staff:")?.parse().ok().map(CsrId)
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kiosk => f.write_str("kiosk"),
            Self::Visitor => f.write_str("visitor"),
            Self::Staff(CsrId(id)) => write!(f, "staff:{id}"),
            Self::Server => f.write_str("server"),
        }
    }
}

/// Why a command had no effect.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CommandError {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The key belongs to another command.
    #[error("the key was used for another request")]
    KeyReused,
    /// Too many wait already, or other servers were always first.
    #[error("the branch is busy")]
    Busy,
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// What a command caused; empty where there was nothing to do.
pub type Outcome = Result<Arc<[Event]>, CommandError>;

pub(crate) struct Request {
    pub key: RequestKey,
    pub actor: Actor,
    pub command: Command,
    pub answer: oneshot::Sender<Outcome>,
}
