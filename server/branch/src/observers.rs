//! Observers of what is committed: messages to phones today; feedback, audit, learning and reports are more of the same.

use queue::{Branch, Event};
use std::fmt;
use std::sync::Arc;

/// What one commit brought to a branch.
#[derive(Debug)]
pub struct Committed<'a> {
    pub setup: &'a setup::Branch,
    /// The state after the commit.
    pub branch: &'a Branch,
    /// In the order in which they happened.
    pub events: Vec<&'a Event>,
}

type Observer = Arc<dyn Fn(&Committed<'_>) + Send + Sync>;

/// Those who are told of every commit that this server made; the commits of other servers are told there. Cheap to
/// clone.
#[derive(Clone, Default)]
pub struct Observers(Vec<Observer>);

impl Observers {
    /// One observer more. The branch's task calls it after each commit and waits for it, so it must not block: what takes time
    /// belongs into a task of its own.
    #[must_use]
    pub fn with(mut self, observer: impl Fn(&Committed<'_>) + Send + Sync + 'static) -> Self {
        self.0.push(Arc::new(observer));
        self
    }

    pub(crate) fn tell(&self, committed: &Committed<'_>) {
        for observer in &self.0 {
            observer(committed);
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} observers", self.0.len())
    }
}
