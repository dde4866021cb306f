//! Who sits at a desk, and the ticket that it has.

use crate::{Branch, CsrId, Desk, DeskId, DeskState, Pause, TicketId};

impl Branch {
    pub(super) fn set_desk(&mut self, id: &DeskId, state: DeskState) {
        if let Some(desk) = self.desks.get_mut(id) {
            desk.state = state;
        }
    }

    pub(super) fn set_pause(&mut self, id: &DeskId, to: Option<Pause>) {
        if let Some(Desk { state: DeskState::Open { pause, .. }, .. }) = self.desks.get_mut(id) {
            *pause = to;
        }
    }

    /// Gives an open desk to another CSR, with the ticket that it has. A pause ends.
    pub(super) fn hand_over(&mut self, id: &DeskId, csr: CsrId) {
        let ticket = self.desk(id).and_then(Desk::ticket);
        self.set_desk(id, DeskState::Open { csr, ticket, pause: None });
    }

    /// Gives an open desk a ticket, or takes the ticket from it.
    pub(super) fn hold(&mut self, id: &DeskId, held: Option<TicketId>) {
        if let Some(Desk { state: DeskState::Open { ticket, .. }, .. }) = self.desks.get_mut(id) {
            *ticket = held;
        }
    }
}
