//! What the events of a day tell that the branch's state forgets: how the day went, for predictions, and when each ticket
//! was first called. It is folded together with the state.

use forecast::Today;
use queue::{Branch, Event, TicketId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// What was observed of a day's events.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    pub today: Today,
    /// The time of each ticket's first call.
    pub calls: BTreeMap<TicketId, Timestamp>,
    /// The tickets whose wait nobody could have told: the visitor asked to be called later or came from elsewhere, or the staff
    /// changed the ticket's service.
    pub changed: BTreeSet<TicketId>,
}

impl Observed {
    /// Observes an event. `before` is the branch before the event is applied.
    pub fn observe(&mut self, before: &Branch, event: &Event) {
        self.today.observe(before, event);
        match event {
            Event::TicketCalled { ticket, at, .. } => {
                self.calls.entry(*ticket).or_insert(*at);
            }
            Event::TicketIssued { ticket, travel: Some(_), .. }
            | Event::TicketDelayed { ticket, .. }
            | Event::ServiceChanged { ticket, .. }
            | Event::PriorityChanged { ticket, .. }
            | Event::TicketParked { ticket, .. } => {
                self.changed.insert(*ticket);
            }
            _ => {}
        }
    }
}
