//! Simulation forward from the real state: many seeded runs of the rest of the day, by the queue's own call order.
//!
//! [`Plan`] turns a branch and what was learned of it into indexes and numbers, once for all runs. [`run`] plays the day
//! forward once: services end, visitors arrive, desks pause and come back, visitors are absent or leave. One batch of
//! runs gives the waits of all.
//!
//! The visitor whose wait is asked for is assumed to stay: one who leaves in a run still has the wait that they would
//! have had. The same holds for one who does not come when called.

mod current;
mod futures;
mod lines;
mod plan;
mod run;
mod strata;
mod visitors;

pub(crate) use plan::Plan;
pub(crate) use run::{Newcomer, Runs};

use queue::{DeskId, ServiceId};
use std::collections::BTreeSet;

/// A change of the desks whose effect is asked for. It is made now, and lasts for the rest of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A closed or paused desk calls from now on.
    Open(DeskId),
    /// An open desk ends the service that it has, and closes.
    Close(DeskId),
    /// A desk serves these services, in no order of preference.
    Profile(DeskId, BTreeSet<ServiceId>),
}
