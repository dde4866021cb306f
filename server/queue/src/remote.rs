//! The remote tickets of a branch: turns that were taken from elsewhere.
//!
//! Such a ticket stands in the line from the moment in which it was taken. While its visitor is away no desk calls it. The
//! server tells the visitor to come when their turn is as near as they are far; on arrival the ticket is due no earlier than
//! then.

use crate::call_order::count;
use crate::{Branch, Ticket, TicketState, Timestamp};

impl Branch {
    /// The tickets that wait and whose visitors are away, in the order of issue.
    pub fn away(&self) -> impl Iterator<Item = &Ticket> {
        self.lines.delayed().iter().filter_map(|id| self.ticket(*id)).filter(|ticket| ticket.is_away())
    }

    /// Until when a visitor who is away is waited for: some time after the ticket is due or the visitor is expected,
    /// whichever is later. `None` for any other ticket, and while the visitor was not told to come and has not left.
    pub fn awaited_until(&self, ticket: &Ticket) -> Option<Timestamp> {
        let remote = ticket.remote.as_ref().filter(|remote| remote.is_away())?;
        let expected = remote.expected_at()?;
        Some(expected.max(ticket.due) + self.setup()?.policy.remote_grace)
    }

    /// Whether a visitor is waited for in vain: they should have come long ago.
    pub(crate) fn is_awaited_in_vain(&self, ticket: &Ticket, now: Timestamp) -> bool {
        self.awaited_until(ticket).is_some_and(|until| until <= now)
    }

    /// Whether any visitor is waited for in vain.
    pub fn awaits_in_vain(&self, now: Timestamp) -> bool {
        self.away().any(|ticket| self.is_awaited_in_vain(ticket, now))
    }

    /// How many visitors took a ticket from elsewhere and never came. They are among the no-shows.
    pub fn never_came(&self) -> u32 {
        let missed = |ticket: &&Ticket| matches!(ticket.state, TicketState::NoShow { .. }) && ticket.is_away();
        count(self.tickets.iter().filter(missed).count())
    }
}
