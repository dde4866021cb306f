//! Branch id to running branch, started on demand.

use crate::branch::{Handle, Names};
use crate::setup::{self, Setup};
use crate::store::{Failure, Store};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Every branch of the set-up; those that were asked for run.
#[derive(Debug, Clone)]
pub struct Branches(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    names: Names,
    slots: HashMap<String, Slot>,
}

#[derive(Debug)]
struct Slot {
    setup: Arc<setup::Branch>,
    running: OnceCell<Handle>,
}

impl Branches {
    pub fn new(setup: Setup, store: Store, names: Names) -> Self {
        let slot = |setup| Slot { setup, running: OnceCell::new() };
        let slots = setup.branches.into_iter().map(|(id, setup)| (id, slot(setup))).collect();
        Self(Arc::new(Inner { store, names, slots }))
    }

    /// The set-up of every branch, by id.
    pub fn setups(&self) -> Vec<&Arc<setup::Branch>> {
        let mut setups: Vec<_> = self.0.slots.values().map(|slot| &slot.setup).collect();
        setups.sort_by(|a, b| a.id.cmp(&b.id));
        setups
    }

    /// The running branch; `None` where there is no such branch. One that could not be started is tried again by
    /// whoever asks next.
    pub async fn get(&self, id: &str) -> Result<Option<&Handle>, Failure> {
        let Some(slot) = self.0.slots.get(id) else { return Ok(None) };
        let start = || Handle::start(slot.setup.clone(), self.0.store.clone(), self.0.names.clone());
        slot.running.get_or_try_init(start).await.map(Some)
    }
}
