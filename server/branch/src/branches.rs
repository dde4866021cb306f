//! The running branches by id. A request starts the branch that it is for; a branch that nobody has used for a while is
//! ended. It then has no task and no memory, and the next request reads it from the journal.

#[cfg(test)]
mod tests;

use crate::foresight::Forecasting;
use crate::handle::Handle;
use crate::observers::Observers;
use setup::{self, Setup};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;
use store::{Failure, Names, Store};
use tokio::sync::RwLock;
use tokio::time::timeout;

/// An unused branch is ended after this time, and before twice as long.
const IDLE: Duration = Duration::from_mins(1);
/// The longest wait of a request for its branch to be started.
const PATIENCE: Duration = Duration::from_secs(6);

/// Every branch of the set-up. The branches that are used run.
#[derive(Debug, Clone)]
pub struct Branches(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    names: Names,
    observers: Observers,
    forecasting: Forecasting,
    slots: HashMap<String, Slot>,
}

#[derive(Debug)]
struct Slot {
    setup: Arc<setup::Branch>,
    /// The lock is held for writing while the branch is started or ended, so that the branch never runs twice.
    running: RwLock<Option<Handle>>,
    /// Whether a request came since the last check.
    used: AtomicBool,
}

impl Branches {
    pub fn new(setup: Setup, store: Store, names: Names, observers: Observers) -> Self {
        Self::with_idle(setup, store, names, observers, IDLE)
    }

    fn with_idle(setup: Setup, store: Store, names: Names, observers: Observers, idle: Duration) -> Self {
        let slot = |setup| Slot { setup, running: RwLock::default(), used: AtomicBool::default() };
        let slots = setup.branches.into_iter().map(|(id, setup)| (id, slot(setup))).collect();
        let forecasting = Forecasting::start(store.clone(), observers.clone());
        let inner = Arc::new(Inner { store, names, observers, forecasting, slots });
        tokio::spawn(end_idle(Arc::downgrade(&inner), idle));
        Self(inner)
    }

    /// The set-up of every branch, by id.
    pub fn setups(&self) -> Vec<&Arc<setup::Branch>> {
        let mut setups: Vec<_> = self.0.slots.values().map(|slot| &slot.setup).collect();
        setups.sort_by(|a, b| a.id.cmp(&b.id));
        setups
    }

    /// Returns the running branch; `None` where there is no such branch. The next request tries to start a branch again
    /// that could not be started.
    pub async fn get(&self, id: &str) -> Result<Option<Handle>, Failure> {
        let Some(slot) = self.0.slots.get(id) else { return Ok(None) };
        let late = |_| Failure::Other(format!("branch {id} could not be started in time"));
        timeout(PATIENCE, slot.get(&self.0)).await.map_err(late)?.map(Some)
    }
}

/// Ends, at regular times, the branches that were not used since the last time.
async fn end_idle(branches: Weak<Inner>, idle: Duration) {
    loop {
        tokio::time::sleep(idle).await;
        let Some(branches) = branches.upgrade() else { return };
        for slot in branches.slots.values() {
            slot.end_if_unused().await;
        }
    }
}

impl Slot {
    async fn get(&self, branches: &Inner) -> Result<Handle, Failure> {
        self.used.store(true, Ordering::Relaxed);
        if let Some(handle) = self.running.read().await.as_ref().filter(|handle| handle.runs()) {
            return Ok(handle.clone());
        }
        let mut running = self.running.write().await;
        if let Some(handle) = running.as_ref().filter(|handle| handle.runs()) {
            return Ok(handle.clone());
        }
        let Inner { store, names, observers, forecasting, .. } = branches;
        let (setup, store, names) = (self.setup.clone(), store.clone(), names.clone());
        let handle = Handle::start(setup, store, names, observers.clone(), forecasting.clone()).await?;
        *running = Some(handle.clone());
        Ok(handle)
    }

    /// Ends the branch under the lock, so that no request is given a branch that is about to end.
    async fn end_if_unused(&self) {
        // One that is being started at this moment is used.
        let Ok(mut running) = self.running.try_write() else { return };
        let in_use = running.as_ref().is_some_and(Handle::is_used);
        if in_use || self.used.swap(false, Ordering::Relaxed) {
            return;
        }
        if let Some(handle) = running.take() {
            handle.end().await;
        }
    }
}
