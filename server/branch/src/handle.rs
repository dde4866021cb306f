//! A running branch, as others hold it: they ask, and look at what is published.

use crate::foresight::{Forecasting, Foreseer};
use crate::keeper::Keeper;
use crate::live::Live;
use crate::observers::Observers;
use crate::request::{Actor, CommandError, Outcome, Request};
use crate::uses::InUse;
use futures::FutureExt;
use queue::Command;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use store::{Failure, Names, RequestKey, Store};
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

/// A running branch. Cheap to clone; the task ends with the last handle.
#[derive(Debug, Clone)]
pub struct Handle {
    requests: mpsc::Sender<Request>,
    live: Arc<Live>,
    ended: watch::Receiver<bool>,
    /// Counts this handle among the uses of the branch.
    _in_use: InUse,
}

impl Handle {
    /// Starts the task of a branch, with its day read from the journal.
    pub async fn start(
        setup: Arc<setup::Branch>,
        store: Store,
        names: Names,
        observers: Observers,
        forecasting: Forecasting,
    ) -> Result<Self, Failure> {
        let live = Arc::new(Live::new(setup.clone(), names));
        let mut keeper = Keeper::new(setup.clone(), store.clone(), live.clone(), observers.clone());
        keeper.ready().await?;
        let (requests, mut inbox) = mpsc::channel(WAITING);
        let (ends, ended) = watch::channel(false);
        tokio::spawn(Foreseer::new(forecasting, setup.clone(), live.clone()).run(ended.clone()));
        let published = live.clone();
        tokio::spawn(async move {
            while AssertUnwindSafe(keeper.run(&mut inbox)).catch_unwind().await.is_err() {
                // Whoever was being answered hears that the branch is busy, and asks again with the same key.
                tracing::error!(branch = setup.id, "the branch's task failed; it starts again from the journal");
                sleep(AFTER_A_PANIC).await;
                keeper = Keeper::new(setup.clone(), store.clone(), published.clone(), observers.clone());
            }
            drop((keeper, published));
            ends.send_replace(true);
        });
        let in_use = live.uses.begin();
        Ok(Self { requests, live, ended, _in_use: in_use })
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

    /// Whether anybody beside this handle has to do with the branch: a request that is under way, or a feed.
    pub(crate) fn is_used(&self) -> bool {
        self.live.uses.count() > 1
    }

    /// Ends the task, once it has done what it was asked. Of the last handle only: another one keeps it running.
    pub async fn end(self) {
        let Self { requests, mut ended, .. } = self;
        drop(requests);
        // An error says that the task is gone, too.
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

#[cfg(test)]
mod tests;
