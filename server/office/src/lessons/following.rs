//! Keeps how far people's lessons are, soon after the commits of practice branches, by a task of its own: no command waits for it. What
//! a server that is killed has not kept, the journal still tells.

use super::follow;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{BranchId, Store};
use tokio::sync::mpsc;

/// The journals are read no more often than this.
const PAUSE: Duration = Duration::from_secs(1);
/// How long after a failure they are read again.
const AGAIN: Duration = Duration::from_secs(10);

/// Follows the practice branches. Cheap to clone; the task ends with the last clone.
#[derive(Debug, Clone)]
pub struct Following {
    moved: Arc<Mutex<BTreeSet<BranchId>>>,
    sign: mpsc::Sender<()>,
}

impl Following {
    /// Starts the task.
    pub fn start(store: Store) -> Self {
        let moved = Arc::new(Mutex::new(BTreeSet::new()));
        let (sign, signs) = mpsc::channel(1);
        tokio::spawn(run(store, moved.clone(), signs));
        Self { moved, sign }
    }

    /// A practice branch's journal has more. This waits for nothing.
    pub fn moved(&self, branch: &BranchId) {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner).insert(branch.clone());
        // Where there is no room a sign is waiting already.
        let _ = self.sign.try_send(());
    }
}

async fn run(store: Store, moved: Arc<Mutex<BTreeSet<BranchId>>>, mut signs: mpsc::Receiver<()>) {
    let take = || std::mem::take(&mut *moved.lock().unwrap_or_else(PoisonError::into_inner));
    while signs.recv().await.is_some() {
        let mut pause = PAUSE;
        for branch in take() {
            if let Err(failure) = follow(&store, &branch).await {
                tracing::warn!(%branch, %failure, "how far the lessons are was not kept; the journal has it, and it is read again");
                pause = AGAIN;
            }
        }
        tokio::time::sleep(pause).await;
    }
}
