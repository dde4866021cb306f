//! Pure: from a branch's state to what each screen may see. This is the privacy line: what is not put into a
//! snapshot here cannot reach a screen.

mod desk;
mod kiosk;
mod lobby;
mod manager;
mod ticket;

pub use desk::{called_ticket, desk, desk_choice};
pub use kiosk::kiosk;
pub use lobby::lobby;
pub use manager::manager;
pub use ticket::ticket;

use crate::setup;
use forecast::{Estimate, Forecast};
use queue::{Branch, CsrId, DeskId, ServiceId, TicketId, TicketState, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use wire::{DeskState, Head, Opening, StaffMember, Stage, Text, Time, WaitRange};

/// What a snapshot is made from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub setup: &'a setup::Branch,
    pub branch: &'a Branch,
    /// How many rows the branch's journal has for the day.
    pub seq: u64,
    /// What people will wait: not made for a screen that does not show it.
    pub foresee: &'a dyn Fn() -> Arc<Forecast>,
    pub names: &'a HashMap<CsrId, String>,
    pub now: Timestamp,
}

impl Scene<'_> {
    fn head(&self) -> Head {
        Head {
            branch: self.setup.id.clone(),
            name: self.setup.name.clone(),
            languages: self.setup.languages.clone(),
            at: time(self.now),
            utc_offset_minutes: self.setup.calendar.utc_offset_minutes(self.now),
            day: self.branch.day().map(ToString::to_string).unwrap_or_default(),
            seq: self.seq,
        }
    }

    fn opening(&self) -> Opening {
        let next = self.branch.next_opening(self.now);
        match self.branch.opening_at(self.now) {
            // Where one opening begins as the other ends, nobody sees a door close.
            Some(opening) => Opening::Open { closes_at: (next != Some(opening.to)).then(|| time(opening.to)) },
            None => Opening::Closed { opens_at: next.map(time) },
        }
    }

    /// A service's name; its id where the set-up of today no longer has it.
    fn service_name(&self, id: &ServiceId) -> Text {
        let name = self.setup.service(id).map(|service| service.name.clone());
        name.unwrap_or_else(|| Text([("en".to_owned(), id.to_string())].into()))
    }

    fn target(&self, id: &ServiceId) -> queue::Duration {
        let setup = self.branch.setup();
        setup.and_then(|setup| setup.services.get(id)).map_or(queue::Duration::default(), |service| service.target)
    }

    /// What the visitor looks for on the wall.
    fn desk_label(&self, id: &DeskId) -> String {
        self.setup.desks.get(id).map_or_else(|| id.to_string(), |desk| desk.label.clone())
    }

    fn desk_name(&self, id: &DeskId) -> Text {
        self.setup.desks.get(id).map(|desk| desk.name.clone()).unwrap_or_default()
    }

    fn staff_member(&self, csr: CsrId) -> StaffMember {
        StaffMember { id: csr.0, name: self.names.get(&csr).cloned().unwrap_or_else(|| "—".to_owned()) }
    }

    /// What a desk is doing, with the ticket that it does it for.
    fn desk_state(&self, desk: &queue::Desk) -> (DeskState, Option<(TicketId, Stage, Timestamp)>) {
        let queue::DeskState::Open { ticket, .. } = &desk.state else { return (DeskState::Closed, None) };
        match ticket.and_then(|id| self.branch.ticket(id)).map(|ticket| (ticket.id, &ticket.state)) {
            Some((id, TicketState::Called { at, .. })) => (DeskState::Calling, Some((id, Stage::Called, *at))),
            Some((id, TicketState::Serving { since, .. })) => (DeskState::Serving, Some((id, Stage::Serving, *since))),
            _ => (DeskState::Free, None),
        }
    }
}

fn time(moment: Timestamp) -> Time {
    Time::from_millis(moment.0)
}

fn wait_range(estimate: Estimate) -> WaitRange {
    WaitRange { low_minutes: estimate.low_minutes, high_minutes: estimate.high_minutes }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
