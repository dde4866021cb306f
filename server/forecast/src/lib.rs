//! Predictions from the state of a branch: how long the visitors who wait will go on waiting, and how long the next
//! one for each service would.
//!
//! The crate is pure: the state and the time are arguments, and the same arguments give the same answer. The queue's own
//! call order and its own choice tell what desks will call, never a rule of this crate. A prediction knows nothing yet of
//! visitors who will still come, of parked visitors, of the end of a pause, or of closing time.
#![forbid(unsafe_code)]

mod estimate;
mod pass;

pub use estimate::Estimate;

use queue::{Branch, ServiceId, TicketId, Timestamp};
use std::collections::BTreeMap;

/// The predicted waits of a branch at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    tickets: BTreeMap<TicketId, Estimate>,
    next: BTreeMap<ServiceId, Estimate>,
}

impl Forecast {
    /// How much longer a ticket will wait. `None` where it does not wait, or where every desk that serves it is closed or
    /// paused.
    pub fn of_ticket(&self, ticket: TicketId) -> Option<Estimate> {
        self.tickets.get(&ticket).copied()
    }

    /// How long a visitor without priority would wait who took a ticket now. `None` where every desk that serves the
    /// service is closed or paused.
    pub fn of_next(&self, service: &ServiceId) -> Option<Estimate> {
        self.next.get(service).copied()
    }
}

/// Predicts every wait of a branch at `now`. The forecast is empty where no day is open.
pub fn forecast(branch: &Branch, now: Timestamp) -> Forecast {
    branch.setup().map(|setup| pass::run(branch, setup, now)).unwrap_or_default()
}
