//! Whether an event can have happened in a state: by the life cycles alone, with no policy, no hours, no time.

use crate::branch::index_of;
use crate::{
    AlertKind, Bound, Branch, CsrId, Desk, DeskId, DeskState, Event, ServiceId, Ticket, TicketId, TicketState,
};

impl Branch {
    /// Whether the event can have happened in this state. A journal whose events do not fit is damaged.
    pub fn fits(&self, event: &Event) -> bool {
        if let Event::DayOpened { day, .. } = event {
            return self.day().is_none_or(|open| open < day);
        }
        if self.day().is_none() || self.closed {
            return false;
        }
        match event {
            Event::DayOpened { .. } | Event::DayClosed { .. } | Event::SolvedWithoutTicket { .. } => true,
            Event::DayExtended { from, until, .. } => from < until,
            Event::IssuingStopped { service, .. } | Event::IssuingResumed { service, .. } => {
                service.as_ref().is_none_or(|service| self.lines.has_service(service))
            }
            Event::TicketIssued { ticket, number, service, then, appointment, .. } => {
                let unused = self.numbers.get(&number.letter).is_none_or(|last| *last < number.count);
                let new = appointment.as_ref().is_none_or(|booked| !self.appointments.contains_key(&booked.id));
                let known = [service].into_iter().chain(then).all(|service| self.lines.has_service(service));
                unused && new && known && index_of(*ticket) == Some(self.tickets.len())
            }
            Event::TicketDelayed { ticket, .. } => self.waits(*ticket),
            Event::TicketReinstated { ticket, .. } => {
                self.is(*ticket, |state| matches!(state, TicketState::NoShow { .. }))
            }
            Event::TicketResumed { ticket, .. } => {
                self.is(*ticket, |state| matches!(state, TicketState::Parked { .. }))
            }
            Event::TicketReleased { ticket, .. } => {
                self.waits(*ticket) && self.ticket(*ticket).is_some_and(|ticket| ticket.bound.is_some())
            }
            Event::PriorityChanged { ticket, .. } => self.is(*ticket, |state| !state.is_over()),
            Event::ServiceChanged { ticket, service, .. } => {
                self.is(*ticket, |state| !state.is_over()) && self.lines.has_service(service)
            }
            Event::DeskOpened { .. }
            | Event::DeskClosed { .. }
            | Event::DeskPaused { .. }
            | Event::DeskResumed { .. }
            | Event::DeskTakenOver { .. } => self.fits_desk(event),
            Event::AlertRaised { alert, kind, place, .. } => {
                let there = *kind != AlertKind::DeskHelp || self.desk(&DeskId::new(place.as_str())).is_some();
                there && alert.0 == self.last_alert + 1 && self.alert_at(*kind, place).is_none()
            }
            Event::AlertCleared { alert, .. } => self.alerts().any(|open| open.id == *alert),
            _ => self.fits_turn(event),
        }
    }

    fn fits_desk(&self, event: &Event) -> bool {
        match event {
            Event::DeskOpened { desk, csr, .. } => {
                self.desk(desk).is_some_and(|desk| desk.state == DeskState::Closed) && self.desk_of(*csr).is_none()
            }
            Event::DeskClosed { desk, .. } => self.is_idle(desk),
            Event::DeskPaused { desk, .. } => self.is_idle(desk) && !self.is_paused(desk),
            Event::DeskResumed { desk, .. } => self.is_paused(desk),
            Event::DeskTakenOver { desk, csr, from, .. } => {
                self.desk(desk).and_then(Desk::csr) == Some(*from) && self.desk_of(*csr).is_none()
            }
            _ => false,
        }
    }

    fn fits_turn(&self, event: &Event) -> bool {
        match event {
            Event::TicketCalled { ticket, desk, .. } => {
                self.waits(*ticket) && self.is_idle(desk) && !self.is_paused(desk)
            }
            Event::TicketRecalled { ticket, desk, .. }
            | Event::ServiceStarted { ticket, desk, .. }
            | Event::TicketNoShow { ticket, desk, .. }
            | Event::TicketCancelled { ticket, desk: Some(desk), .. } => self.called(*ticket, desk),
            Event::TicketCancelled { ticket, desk: None, .. } => {
                self.is(*ticket, |state| matches!(state, TicketState::Waiting | TicketState::Parked { .. }))
            }
            Event::ServiceFinished { ticket, desk, next, .. } => {
                let known = next.as_ref().is_none_or(|leg| self.lines.has_service(&leg.service));
                self.serving(*ticket, desk) && known
            }
            Event::TicketParked { ticket, desk, .. } => self.called(*ticket, desk) || self.serving(*ticket, desk),
            Event::TicketTransferred { ticket, desk, service, bound, .. } => {
                (self.called(*ticket, desk) || self.serving(*ticket, desk))
                    && self.leads_somewhere(service, bound.as_ref())
            }
            _ => false,
        }
    }

    fn leads_somewhere(&self, service: &ServiceId, bound: Option<&Bound>) -> bool {
        let open = |desk: &DeskId| self.desk(desk).and_then(Desk::csr).is_some();
        let there = |csr: CsrId| self.desk_of(csr).is_some();
        self.lines.has_service(service)
            && match bound {
                None => true,
                Some(Bound::Desk(desk)) => open(desk),
                Some(Bound::Csr(csr)) => there(*csr),
            }
    }

    fn is(&self, ticket: TicketId, of: impl FnOnce(&TicketState) -> bool) -> bool {
        self.ticket(ticket).is_some_and(|ticket: &Ticket| of(&ticket.state))
    }

    fn waits(&self, ticket: TicketId) -> bool {
        self.is(ticket, |state| *state == TicketState::Waiting)
    }

    fn called(&self, ticket: TicketId, at: &DeskId) -> bool {
        self.is(ticket, |state| matches!(state, TicketState::Called { desk, .. } if desk == at))
    }

    fn serving(&self, ticket: TicketId, at: &DeskId) -> bool {
        self.is(ticket, |state| matches!(state, TicketState::Serving { desk, .. } if desk == at))
    }

    fn is_idle(&self, desk: &DeskId) -> bool {
        self.desk(desk).is_some_and(|desk| matches!(desk.state, DeskState::Open { ticket: None, .. }))
    }

    fn is_paused(&self, desk: &DeskId) -> bool {
        self.desk(desk).is_some_and(|desk| desk.pause().is_some())
    }
}
