//! A request to a branch: a command with its actor and its key, and the answer.

use queue::{Command, CsrId, Event, Refusal};
use std::fmt;
use std::sync::Arc;
use store::{Failure, RequestKey};
use tokio::sync::oneshot;

/// Who gave a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    Kiosk,
    Visitor,
    Staff(CsrId),
    /// The server itself: it opens the day.
    Server,
}

impl Actor {
    /// The member of staff in the text of a recorded actor.
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
    /// A rule refuses the command.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The key belongs to another command.
    #[error("the key was used for another request")]
    KeyReused,
    /// Too many commands wait, or other servers were first every time.
    #[error("the branch is busy")]
    Busy,
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// The events that a command caused; empty where there was nothing to do.
pub type Outcome = Result<Arc<[Event]>, CommandError>;

pub(crate) struct Request {
    pub key: RequestKey,
    pub actor: Actor,
    pub command: Command,
    pub answer: oneshot::Sender<Outcome>,
}
