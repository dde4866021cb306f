//! Who sits at a desk, and the ticket that it has.

use crate::{Branch, CsrId, Desk, DeskId, DeskState, Pause, Reason, Rule, TicketId, Timestamp};

impl Branch {
    pub(super) fn set_desk(&mut self, id: &DeskId, state: DeskState, at: Timestamp) {
        if let Some(desk) = self.desks.get_mut(id) {
            desk.state = state;
            desk.mark_free(at);
        }
    }

    pub(super) fn set_pause(&mut self, id: &DeskId, to: Option<Pause>, at: Timestamp) {
        if let Some(desk) = self.desks.get_mut(id)
            && let DeskState::Open { pause, .. } = &mut desk.state
        {
            *pause = to;
            desk.mark_free(at);
        }
    }

    /// Gives an open desk to another CSR, with the ticket that it has. A pause ends.
    pub(super) fn hand_over(&mut self, id: &DeskId, csr: CsrId, at: Timestamp) {
        let ticket = self.desk(id).and_then(Desk::ticket);
        self.set_desk(id, DeskState::Open { csr, ticket, pause: None }, at);
    }

    /// Gives an open desk a ticket, or takes the ticket from it.
    pub(super) fn hold(&mut self, id: &DeskId, held: Option<TicketId>, at: Timestamp) {
        if let Some(desk) = self.desks.get_mut(id)
            && let DeskState::Open { ticket, .. } = &mut desk.state
        {
            *ticket = held;
            desk.mark_free(at);
        }
    }

    /// Counts a visitor who was called to a desk, and whether its CSR chose them.
    pub(super) fn count_call(&mut self, id: &DeskId, reason: Reason) {
        if let Some(Desk { calls, .. }) = self.desks.get_mut(id) {
            calls.all += 1;
            calls.chosen += u32::from(reason.rule == Rule::Manual);
        }
    }
}

impl Desk {
    /// Notes since when the desk is free, after a change at `at`.
    fn mark_free(&mut self, at: Timestamp) {
        let free = matches!(self.state, DeskState::Open { ticket: None, pause: None, .. });
        self.free_since = free.then_some(at);
    }
}
