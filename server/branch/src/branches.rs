//! The running branches by id. A request starts the branch that it is for; a branch that nobody has used for a while is
//! ended. It then has no task and no memory, and the next request reads it from the journal.

#[cfg(test)]
mod tests;

use crate::foresight::Forecasting;
use crate::handle::Handle;
use crate::minute_code::MinuteKey;
use crate::observers::Observers;
use crate::setups::Setups;
use setup::Setup;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;
use store::{Failure, Names, Store};
use tokio::sync::{OnceCell, RwLock};
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
    setups: Setups,
    /// Read when the first branch is started.
    minute_key: OnceCell<MinuteKey>,
    slots: HashMap<String, Slot>,
}

#[derive(Debug)]
struct Slot {
    /// The set-up with which the server started.
    setup: Arc<setup::Branch>,
    /// The lock is held for writing while the branch is started or ended, so that the branch never runs twice.
    running: RwLock<Option<Handle>>,
    /// Whether a request came since the last check.
    used: AtomicBool,
}

impl Branches {
    pub fn new(setups: Setups, store: Store, names: Names, observers: Observers) -> Self {
        Self::with_idle(setups, store, names, observers, IDLE)
    }

    fn with_idle(setups: Setups, store: Store, names: Names, observers: Observers, idle: Duration) -> Self {
        let slot = |setup| Slot { setup, running: RwLock::default(), used: AtomicBool::default() };
        let first = setups.newest().setup;
        let slots = first.branches.iter().map(|(id, setup)| (id.clone(), slot(setup.clone()))).collect();
        let forecasting = Forecasting::start(store.clone(), observers.clone());
        let inner =
            Arc::new(Inner { store, names, observers, forecasting, setups, minute_key: OnceCell::new(), slots });
        tokio::spawn(end_idle(Arc::downgrade(&inner), idle));
        Self(inner)
    }

    /// The versions of the set-up.
    pub fn versions(&self) -> &Setups {
        &self.0.setups
    }

    /// The set-up of every branch, by id: of one that runs as it is for its day, of any other the newest. A branch in which people
    /// learn is none of the bank's.
    pub fn setups(&self) -> Vec<Arc<setup::Branch>> {
        let mut setups = self.every();
        setups.retain(|setup| !setup.practice);
        setups
    }

    /// The same, with the branches in which people learn.
    pub fn every(&self) -> Vec<Arc<setup::Branch>> {
        let newest = self.0.setups.newest().setup;
        let mut setups: Vec<_> = self.0.slots.values().map(|slot| slot.shown(&newest)).collect();
        setups.sort_by(|a, b| a.id.cmp(&b.id));
        setups
    }

    /// Every branch of the bank, and how it runs where it does. Nothing is started, and nothing is waited for.
    pub fn running(&self) -> Vec<(Arc<setup::Branch>, Option<Handle>)> {
        let newest = self.0.setups.newest().setup;
        let slots = self.0.slots.values().filter(|slot| !slot.setup.practice);
        slots.map(|slot| (slot.shown(&newest), slot.runs())).collect()
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
    /// How the branch runs; none where it does not, or is being started or ended at this moment.
    fn runs(&self) -> Option<Handle> {
        self.running.try_read().ok().and_then(|running| running.clone())
    }

    /// The set-up by which the branch is shown.
    fn shown(&self, newest: &Setup) -> Arc<setup::Branch> {
        let running = self.runs().map(|handle| handle.live().setup());
        running.or_else(|| newest.branches.get(&self.setup.id).cloned()).unwrap_or_else(|| self.setup.clone())
    }

    async fn get(&self, branches: &Inner) -> Result<Handle, Failure> {
        self.used.store(true, Ordering::Relaxed);
        if let Some(handle) = self.running.read().await.as_ref().filter(|handle| handle.runs()) {
            return Ok(handle.clone());
        }
        let mut running = self.running.write().await;
        if let Some(handle) = running.as_ref().filter(|handle| handle.runs()) {
            return Ok(handle.clone());
        }
        let Inner { store, names, observers, forecasting, setups, minute_key, .. } = branches;
        let key = minute_key.get_or_try_init(|| MinuteKey::load(store)).await?.clone();
        let newest = setups.newest().setup.branches.get(&self.setup.id).cloned();
        let setup = newest.unwrap_or_else(|| self.setup.clone());
        let (store, names) = (store.clone(), names.clone());
        let (observers, forecasting) = (observers.clone(), forecasting.clone());
        let handle = Handle::start(setups.clone(), setup, store, names, observers, forecasting, key).await?;
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
