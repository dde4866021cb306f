//! What was foreseen at one moment. Every screen shows it until it is made anew, so that all show the same figures.

use crate::units::wait_range;
use forecast::Forecast;
use queue::{ServiceId, Ticket, TicketState, Timestamp};
use std::collections::BTreeMap;
use wire::{Accuracy, Advice, BetterTime, Plan, WaitRange};

/// What was foreseen at one moment; nothing by default.
#[derive(Debug, Clone, Default)]
pub struct Foresight {
    pub forecast: Forecast,
    /// The moment.
    pub at: Option<Timestamp>,
    /// By service, when it is better to come back today.
    pub later: BTreeMap<ServiceId, BetterTime>,
    pub advice: Option<Advice>,
    pub accuracy: Option<Accuracy>,
    pub plan: Option<Plan>,
}

impl Foresight {
    /// How much longer a ticket waits. A ticket that was issued since then waits as long as the next one for its service
    /// was foreseen to.
    pub fn of_ticket(&self, ticket: &Ticket) -> Option<WaitRange> {
        let is_newer = || self.at.is_some_and(|at| ticket.issued_at >= at) && ticket.state == TicketState::Waiting;
        let newer = || is_newer().then(|| self.of_next(&ticket.service)).flatten();
        self.forecast.of_ticket(ticket.id).map(wait_range).or_else(newer)
    }

    /// How long the next visitor for a service waits.
    pub fn of_next(&self, service: &ServiceId) -> Option<WaitRange> {
        self.forecast.of_next(service).map(wait_range)
    }
}
