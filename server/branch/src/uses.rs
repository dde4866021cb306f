//! Counts the uses of a running branch: requests that are under way, and feeds that somebody listens to.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The count of one branch.
#[derive(Debug, Default)]
pub struct Uses(Arc<AtomicUsize>);

/// One use, counted until it is dropped; a clone is one more.
#[derive(Debug)]
pub struct InUse(Arc<AtomicUsize>);

impl Uses {
    /// Counts one more use.
    pub fn begin(&self) -> InUse {
        self.0.fetch_add(1, Ordering::Relaxed);
        InUse(self.0.clone())
    }

    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Clone for InUse {
    fn clone(&self) -> Self {
        self.0.fetch_add(1, Ordering::Relaxed);
        Self(self.0.clone())
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
