//! The handle of a running branch: it sends commands, and reads the published state.

use crate::foresight::{Forecasting, Foreseer};
use crate::keeper::Keeper;
use crate::live::Live;
use crate::minute_code::MinuteKey;
use crate::observers::Observers;
use crate::request::{Actor, CommandError, Outcome, Request};
use crate::setups::Setups;
use crate::uses::InUse;
use futures::FutureExt;
use queue::Command;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use store::{Failure, Names, RequestKey, Store};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{sleep, timeout};

/// The most commands that may wait for a branch; one more is answered with [`CommandError::Busy`].
const WAITING: usize = 1024;

/// The longest wait for an answer. A silent database fails statement by statement, so it is longer than one timeout.
const ANSWER_WITHIN: Duration = Duration::from_secs(6);

/// The time between two polls of the journal. They find what another server committed even when its hint is lost.
const HEARD_WITHIN: Duration = Duration::from_secs(2);

/// The pause before a failed task reads the journal again.
const AFTER_A_PANIC: Duration = Duration::from_millis(500);

/// A running branch. Cheap to clone; the task ends with the last handle.
#[derive(Debug, Clone)]
pub struct Handle {
    requests: mpsc::Sender<Request>,
    live: Arc<Live>,
    ended: watch::Receiver<bool>,
    /// One use of the branch, counted as long as this handle lives.
    _in_use: InUse,
}

impl Handle {
    /// Starts the task of a branch, with its day read from the journal.
    pub async fn start(
        setups: Setups,
        setup: Arc<setup::Branch>,
        store: Store,
        names: Names,
        observers: Observers,
        forecasting: Forecasting,
        minute_key: MinuteKey,
    ) -> Result<Self, Failure> {
        let live = Arc::new(Live::new(setup.clone(), names, minute_key));
        let mut keeper = Keeper::new(setups.clone(), store.clone(), live.clone(), observers.clone());
        keeper.ready().await?;
        keeper.read_notices().await;
        let (requests, mut inbox) = mpsc::channel(WAITING);
        let (ends, ended) = watch::channel(false);
        tokio::spawn(Foreseer::new(forecasting, live.clone()).run(ended.clone()));
        let published = live.clone();
        tokio::spawn(async move {
            while AssertUnwindSafe(keeper.run(&mut inbox)).catch_unwind().await.is_err() {
                // Whoever was being answered hears that the branch is busy, and asks again with the same key.
                tracing::error!(branch = setup.id, "the branch's task failed; it starts again from the journal");
                sleep(AFTER_A_PANIC).await;
                keeper = Keeper::new(setups.clone(), store.clone(), published.clone(), observers.clone());
            }
            drop((keeper, published));
            ends.send_replace(true);
        });
        let in_use = live.uses.begin();
        Ok(Self { requests, live, ended, _in_use: in_use })
    }

    /// Sends a command to the branch's task, and returns the events that it caused once they are committed and published.
    pub async fn command(&self, key: RequestKey, actor: Actor, command: Command) -> Outcome {
        let (answer, outcome) = oneshot::channel();
        let request = Request { key, actor, command, answer };
        self.requests.try_send(request).map_err(|_| CommandError::Busy)?;
        let late = || Failure::Other(format!("branch {} did not answer in time", self.live.setup().id));
        let outcome = timeout(ANSWER_WITHIN, outcome).await.map_err(|_| late())?;
        outcome.unwrap_or(Err(CommandError::Busy))
    }

    /// The published state of the branch.
    pub fn live(&self) -> &Arc<Live> {
        &self.live
    }

    /// Waits until a condition holds in the published state, two seconds at most: the rows that make it hold may be in the
    /// journal already, just written by another server.
    pub async fn until(&self, is_so: impl Fn(&queue::Branch) -> bool) {
        let mut changes = self.live.changes();
        let published =
            async { while !self.live.read(|branch, _| is_so(branch)) && changes.changed().await.is_ok() {} };
        let _ = timeout(HEARD_WITHIN, published).await;
    }

    /// Whether the branch's task still runs.
    pub fn runs(&self) -> bool {
        !self.requests.is_closed()
    }

    /// Whether anything beside this handle uses the branch: a request that is under way, or a feed.
    pub(crate) fn is_used(&self) -> bool {
        self.live.uses.count() > 1
    }

    /// Waits until the task has answered its requests and ended. Only the last handle may do so, since any other keeps the
    /// task running.
    pub async fn end(self) {
        let Self { requests, mut ended, .. } = self;
        drop(requests);
        // An error says that the task is gone, too.
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

#[cfg(test)]
mod tests;
