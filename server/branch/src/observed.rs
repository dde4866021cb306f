//! What the events of a day tell that the branch's state forgets: how the day went for predictions, and when each ticket
//! was first called. It is folded beside the state.

use forecast::Today;
use queue::{Branch, Event, TicketId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The fold of a day's events beside the branch.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    pub today: Today,
    /// When each ticket was first called.
    pub calls: BTreeMap<TicketId, Timestamp>,
    /// The tickets that wait longer or shorter than anybody could tell: the visitor asked to be called later, or the
    /// staff changed what the ticket is for.
    pub changed: BTreeSet<TicketId>,
}

impl Observed {
    /// Takes note of an event. `before` is the branch before the event is applied.
    pub fn observe(&mut self, before: &Branch, event: &Event) {
        self.today.observe(before, event);
        match event {
            Event::TicketCalled { ticket, at, .. } => {
                self.calls.entry(*ticket).or_insert(*at);
            }
            Event::TicketDelayed { ticket, .. }
            | Event::ServiceChanged { ticket, .. }
            | Event::PriorityChanged { ticket, .. }
            | Event::TicketParked { ticket, .. } => {
                self.changed.insert(*ticket);
            }
            _ => {}
        }
    }
}
