//! Predictions from the state of a branch: how long the visitors who wait will go on waiting, and how long the next
//! one for each service would.
//!
//! Pure: the state and the time are arguments, and the same arguments give the same answer. What desks will call is
//! foreseen by the queue's own call order, never by a rule of this crate. What a prediction says of people who have
//! not come yet or are parked, of the desks during a pause, of closing time: nothing, so far.
#![forbid(unsafe_code)]

mod estimate;
mod pass;

pub use estimate::Estimate;

use queue::{Branch, ServiceId, TicketId, Timestamp};
use std::collections::BTreeMap;

/// What is foreseen for a branch at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    tickets: BTreeMap<TicketId, Estimate>,
    next: BTreeMap<ServiceId, Estimate>,
}

impl Forecast {
    /// How long a ticket has still to wait. `None` where it does not wait, or no desk serves it that is open and not
    /// taking a pause.
    pub fn of_ticket(&self, ticket: TicketId) -> Option<Estimate> {
        self.tickets.get(&ticket).copied()
    }

    /// How long a visitor without priority would wait who took a ticket now. `None` where no open desk serves it.
    pub fn of_next(&self, service: &ServiceId) -> Option<Estimate> {
        self.next.get(service).copied()
    }
}

/// Foresees every wait of a branch at `now`; an empty forecast where no day is open.
pub fn forecast(branch: &Branch, now: Timestamp) -> Forecast {
    branch.setup().map(|setup| pass::run(branch, setup, now)).unwrap_or_default()
}
