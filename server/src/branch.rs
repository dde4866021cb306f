//! One task per active branch, and the only writer of its journal on this server: batch, dedupe, decide, append,
//! publish, reply.
//!
//! What is decided is visible to nobody until it is committed. On any failure of an append, an unknown commit
//! included, the task drops its memory, reads the journal again and resolves what it had been asked by the keys.

mod history;
mod journal;
mod keeper;
mod live;
#[cfg(test)]
mod tests;

pub use history::history;
pub use journal::{Recorded, Working};
pub use live::{FORECAST_HOLDS_MS, Live, Names};

use crate::push::Calls;
use crate::setup;
use crate::store::{Failure, Store};
use futures::FutureExt;
use keeper::Keeper;
use queue::{Command, CsrId, Event, Refusal};
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{sleep, timeout};

/// Commands that may wait for a branch; one more is answered with [`CommandError::Busy`].
const WAITING: usize = 1024;

/// How long an answer may take: a database that is silent fails in pieces, one after the other.
const ANSWER_WITHIN: Duration = Duration::from_secs(6);

/// What another server has committed is heard of within this time, even when the hint is lost.
const HEARD_WITHIN: Duration = Duration::from_secs(2);

/// What a task that failed waits before it reads the journal again.
const AFTER_A_PANIC: Duration = Duration::from_millis(500);

/// A request's key: the same key is the same request, however often it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestKey(String);

impl RequestKey {
    /// From what a client sent: 8 to 128 letters, digits, `-`, `_` or `.`; anything else is `None`.
    pub fn parse(key: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let well_formed = (8..=128).contains(&key.len()) && key.bytes().all(allowed);
        well_formed.then(|| Self(key.to_owned()))
    }

    /// A new one, for what the server itself asks once.
    pub fn fresh() -> Self {
        Self(format!("server.{:032x}", u128::from_le_bytes(crate::staff::random())))
    }

    /// The key under which a server opens a day; no client can send it.
    fn of_day(day: &queue::Day) -> Self {
        Self(format!("day:{day}"))
    }

    /// The key under which a server ends a day that nobody has ended.
    fn of_day_end(day: &str) -> Self {
        Self(format!("end:{day}"))
    }

    fn as_str(&self) -> &str {
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
    fn staff(written: &str) -> Option<CsrId> {
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

struct Request {
    key: RequestKey,
    actor: Actor,
    command: Command,
    answer: oneshot::Sender<Outcome>,
}

/// A running branch. Cheap to clone; the task ends with the last handle.
#[derive(Debug, Clone)]
pub struct Handle {
    requests: mpsc::Sender<Request>,
    live: Arc<Live>,
    ended: watch::Receiver<bool>,
}

impl Handle {
    /// Starts the task of a branch, with its day read from the journal.
    pub async fn start(setup: Arc<setup::Branch>, store: Store, names: Names, calls: Calls) -> Result<Self, Failure> {
        let live = Arc::new(Live::new(setup.clone(), names));
        let mut keeper = Keeper::new(setup.clone(), store.clone(), live.clone(), calls.clone());
        keeper.ready().await?;
        let (requests, mut inbox) = mpsc::channel(WAITING);
        let (ends, ended) = watch::channel(false);
        let published = live.clone();
        tokio::spawn(async move {
            while AssertUnwindSafe(keeper.run(&mut inbox)).catch_unwind().await.is_err() {
                // Whoever was being answered hears that the branch is busy, and asks again with the same key.
                tracing::error!(branch = setup.id, "the branch's task failed; it starts again from the journal");
                sleep(AFTER_A_PANIC).await;
                keeper = Keeper::new(setup.clone(), store.clone(), published.clone(), calls.clone());
            }
            drop((keeper, published));
            ends.send_replace(true);
        });
        Ok(Self { requests, live, ended })
    }

    /// Has a command decided, recorded and published; then answers with what it caused.
    pub async fn command(&self, key: RequestKey, actor: Actor, command: Command) -> Outcome {
        let (answer, outcome) = oneshot::channel();
        let request = Request { key, actor, command, answer };
        self.requests.try_send(request).map_err(|_| CommandError::Busy)?;
        let late = || Failure::Other(format!("branch {} did not answer in time", self.live.setup.id));
        let outcome = timeout(ANSWER_WITHIN, outcome).await.map_err(|_| late())?;
        outcome.unwrap_or(Err(CommandError::Busy))
    }

    /// The branch as it is published.
    pub fn live(&self) -> &Arc<Live> {
        &self.live
    }

    /// Waits until what is published is so, where the journal has it already: another server may have written it this
    /// moment. After two seconds it is not so.
    pub async fn until(&self, is_so: impl Fn(&queue::Branch) -> bool) {
        let mut changes = self.live.changes();
        let published =
            async { while !self.live.read(|branch, _| is_so(branch)) && changes.changed().await.is_ok() {} };
        let _ = timeout(HEARD_WITHIN, published).await;
    }

    /// Whether its task is there to answer.
    pub fn runs(&self) -> bool {
        !self.requests.is_closed()
    }

    /// Whether anybody else has to do with the branch: a request that is under way, or a screen that listens.
    pub fn is_used(&self) -> bool {
        // One is held here, and two by the task.
        Arc::strong_count(&self.live) > 3
    }

    /// Ends the task, once it has done what it was asked. Of the last handle only: another one keeps it running.
    pub async fn end(self) {
        let Self { requests, mut ended, .. } = self;
        drop(requests);
        // An error says that the task is gone, too.
        let _ = ended.wait_for(|ended| *ended).await;
    }
}
