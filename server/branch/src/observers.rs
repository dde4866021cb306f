//! The observers of committed events, such as messages to phones.

use crate::moved::Moved;
use queue::{Branch, Event};
use std::fmt;
use std::sync::Arc;

/// One commit of a branch.
#[derive(Debug)]
pub struct Committed<'a> {
    pub setup: &'a setup::Branch,
    /// The state after the commit.
    pub branch: &'a Branch,
    /// The events, in the order in which they happened.
    pub events: Vec<&'a Event>,
}

type Observer = Arc<dyn Fn(&Committed<'_>) + Send + Sync>;
type MovedObserver = Arc<dyn Fn(&setup::Branch, &Moved) + Send + Sync>;

/// The observers of every commit that this server makes. Each server tells of its own commits. Cheap to clone.
#[derive(Clone, Default)]
pub struct Observers {
    commits: Vec<Observer>,
    /// Of branches in which people learn.
    practised: Vec<Observer>,
    moves: Vec<MovedObserver>,
}

impl Observers {
    /// Adds an observer of commits. The branch's task calls it after each commit and waits for it, so it must not block; long
    /// work belongs into a task of its own.
    #[must_use]
    pub fn with(mut self, observer: impl Fn(&Committed<'_>) + Send + Sync + 'static) -> Self {
        self.commits.push(Arc::new(observer));
        self
    }

    /// Adds an observer of the commits of branches in which people learn, of which the others hear nothing. It must not block either.
    #[must_use]
    pub fn with_practice(mut self, observer: impl Fn(&Committed<'_>) + Send + Sync + 'static) -> Self {
        self.practised.push(Arc::new(observer));
        self
    }

    /// Adds an observer of waits that move by much. It must not block either.
    #[must_use]
    pub fn with_moves(mut self, observer: impl Fn(&setup::Branch, &Moved) + Send + Sync + 'static) -> Self {
        self.moves.push(Arc::new(observer));
        self
    }

    pub(crate) fn tell_moved(&self, setup: &setup::Branch, moved: &Moved) {
        if setup.practice {
            return;
        }
        for observer in &self.moves {
            observer(setup, moved);
        }
    }

    /// Of a branch in which people learn only who follows their lessons hears: no figure counts it, no audit notes it, no phone is told.
    pub(crate) fn tell(&self, committed: &Committed<'_>) {
        let told = if committed.setup.practice { &self.practised } else { &self.commits };
        for observer in told {
            observer(committed);
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} observers", self.commits.len() + self.practised.len() + self.moves.len())
    }
}
