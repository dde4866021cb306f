//! Whether an event can have happened in a state. The life cycles of tickets and desks alone decide; the policy, the
//! hours and the time do not.

use crate::branch::index_of;
use crate::reserve::RESERVED_AFTER;
use crate::{
    AlertId, AlertKind, AlertPlace, Alone, AnnouncementId, Bound, Branch, CsrId, Desk, DeskId, DeskState, Event,
    LendingState, NUMBERS_MOST, Number, ParkReason, Presence, Remote, Said, ServiceId, Ticket, TicketId, TicketState,
};

impl Branch {
    /// Whether the event can have happened in this state. A journal with an event that does not fit is damaged.
    pub fn fits(&self, event: &Event) -> bool {
        let runs = self.day().is_some() && !self.closed;
        match event {
            Event::DayOpened { day, .. } => self.day().is_none_or(|open| open < day),
            Event::DayReopened { .. } => self.day().is_some() && self.closed,
            // Whoever is in the building leaves it, whether or not the day is over.
            Event::EvacuationBegun { .. } => self.day().is_some() && self.evacuating().is_none(),
            Event::EvacuationLifted { .. } => self.evacuating().is_some(),
            // Every other event needs a day that is open and not over.
            _ if !runs => false,

            Event::DayClosed { .. } | Event::SolvedWithoutTicket { .. } => true,
            Event::DayExtended { from, until, .. } => from < until,
            Event::IssuingStopped { service, .. } | Event::IssuingResumed { service, .. } => {
                service.as_ref().is_none_or(|service| self.lines.has_service(service))
            }
            Event::AlertRaised { alert, kind, place, .. } => self.can_be_raised(*alert, *kind, place),
            Event::AlertCleared { alert, .. } => self.alerts().any(|open| open.id == *alert),

            Event::AnnouncementMade { announcement, said, until, at } => {
                self.can_be_announced(announcement, said) && at < until
            }
            Event::AnnouncementWithdrawn { announcement, .. } => {
                self.announcements.iter().any(|made| made.id == *announcement)
            }

            Event::DeskOpened { desk, csr, .. } => self.is_closed_desk(desk) && self.desk_of(*csr).is_none(),
            Event::DeskClosed { desk, .. } => self.is_idle(desk),
            Event::DeskPaused { desk, .. } => self.is_idle(desk) && !self.is_paused(desk),
            Event::DeskResumed { desk, .. } => self.is_paused(desk),
            Event::DeskTakenOver { desk, csr, from, .. } => {
                self.desk(desk).and_then(Desk::csr) == Some(*from) && self.desk_of(*csr).is_none()
            }

            Event::LendingAsked { desk, services, .. } => {
                self.desk(desk).and_then(Desk::csr).is_some()
                    && self.lending_of(desk).is_none()
                    && services.iter().all(|service| self.lines.has_service(service))
            }
            Event::DeskLent { desk, .. } | Event::DeskNotLent { desk, .. } => {
                self.lending_of(desk).is_some_and(|lending| lending.state == LendingState::Asked)
            }
            Event::DeskReturned { desk, .. } => {
                self.lending_of(desk).is_some_and(|lending| matches!(lending.state, LendingState::Lent { .. }))
            }

            Event::TicketIssued {
                ticket, number, service, then, appointment, bound, travel, alone, call_back, ..
            } => {
                let services = || [service].into_iter().chain(then);
                self.is_next(*ticket) && self.is_unused(*number, alone.as_ref())
                    && services().all(|service| self.lines.has_service(service))
                    && appointment.as_ref().is_none_or(|booked| !self.appointments.contains_key(&booked.id))
                    // Nobody but the officer of an appointment is expected.
                    && bound.as_ref().is_none_or(|bound| {
                        let officer = appointment.as_ref().and_then(|booked| booked.officer);
                        officer.map(Bound::Csr).as_ref() == Some(bound)
                    })
                    // Who checks in for an appointment is there.
                    && (travel.is_none() || appointment.is_none())
                    // A kiosk that is alone checks nobody in, and nobody takes its tickets elsewhere.
                    && (alone.is_none() || (travel.is_none() && appointment.is_none()))
                    // Who is called back comes neither.
                    && (!call_back || (travel.is_none() && appointment.is_none() && alone.is_none()))
            }
            Event::NumbersReserved { letter, from, to, .. } => {
                let (last, reserved) = self.last_counts(*letter);
                from <= to && to - from < NUMBERS_MOST && *from > last.max(reserved).max(RESERVED_AFTER)
            }
            Event::TicketDelayed { ticket, .. } => self.waits(*ticket),
            Event::TicketReinstated { ticket, .. } => {
                self.is(*ticket, |state| matches!(state, TicketState::NoShow { .. }))
            }
            Event::TicketResumed { ticket, .. } => self.is_parked(*ticket),
            Event::TicketReleased { ticket, .. } => {
                self.waits(*ticket) && self.ticket(*ticket).is_some_and(|ticket| ticket.bound.is_some())
            }
            Event::TicketCalledIn { ticket, .. } => {
                self.remote(*ticket).is_some_and(|remote| remote.is_away() && remote.called_in.is_none())
            }
            Event::VisitorSetOff { ticket, .. } => {
                self.remote(*ticket).is_some_and(|remote| remote.presence == Presence::Away)
            }
            Event::VisitorArrived { ticket, .. } | Event::TicketMissed { ticket, .. } => {
                self.remote(*ticket).is_some_and(Remote::is_away)
            }
            Event::PriorityChanged { ticket, .. } | Event::DocumentChecked { ticket, .. } => {
                self.is(*ticket, |state| !state.is_over())
            }
            Event::ServiceChanged { ticket, service, .. } => {
                self.is(*ticket, |state| !state.is_over()) && self.lines.has_service(service)
            }

            Event::TicketCalled { ticket, desk, .. } => {
                let there = self.ticket(*ticket).is_some_and(|ticket| !ticket.is_away());
                self.waits(*ticket) && there && self.is_idle(desk) && !self.is_paused(desk)
            }
            Event::TicketRecalled { ticket, desk, .. }
            | Event::ServiceStarted { ticket, desk, .. }
            | Event::TicketNoShow { ticket, desk, .. }
            | Event::TicketCancelled { ticket, desk: Some(desk), .. } => self.is_called_to(*ticket, desk),
            Event::TicketCancelled { ticket, desk: None, .. } => self.waits(*ticket) || self.is_parked(*ticket),
            Event::ServiceFinished { ticket, desk, next, .. } => {
                let known = next.as_ref().is_none_or(|leg| self.lines.has_service(&leg.service));
                self.is_served_at(*ticket, desk) && known
            }
            Event::TicketParked { ticket, desk, reason: ParkReason::NoAnswer, .. } => {
                self.is_called_to(*ticket, desk) && self.ticket(*ticket).is_some_and(|one| one.call_back.is_some())
            }
            Event::TicketParked { ticket, desk, .. } => self.is_at(*ticket, desk),
            Event::TicketTransferred { ticket, desk, service, bound, .. } => {
                self.is_at(*ticket, desk) && self.leads_somewhere(service, bound.as_ref())
            }
        }
    }

    /// Whether this ticket is the next one of the day.
    fn is_next(&self, ticket: TicketId) -> bool {
        index_of(ticket) == Some(self.tickets.len())
    }

    /// Whether a number was neither given out nor reserved before; a kiosk that was alone gives out what it holds.
    fn is_unused(&self, number: Number, alone: Option<&Alone>) -> bool {
        if let Some(alone) = alone {
            return self.reserve_of(&alone.kiosk).is_some_and(|reserve| reserve.find(number).is_some());
        }
        let (last, reserved) = self.last_counts(number.letter);
        last < number.count && (number.count <= RESERVED_AFTER || reserved < number.count)
    }

    /// Whether this alert is the next one of the day, about what no open alert is about.
    fn can_be_raised(&self, alert: AlertId, kind: AlertKind, place: &AlertPlace) -> bool {
        let there = !kind.is_at_a_desk() || self.desk(&DeskId::new(place.as_str())).is_some();
        there && alert.0 == self.last_alert + 1 && self.alert_at(kind, place).is_none()
    }

    /// Whether nothing that is shown has this id, and the desk is there that is spoken of.
    fn can_be_announced(&self, id: &AnnouncementId, said: &Said) -> bool {
        let there = match said {
            Said::DeskCloses { desk, .. } | Said::DeskOpens { desk } => self.desk(desk).is_some(),
            Said::BranchCloses { .. } | Said::Typed => true,
        };
        there && self.announcements.iter().all(|made| made.id != *id)
    }

    /// Whether some desk can call a ticket that is transferred to this service and sent to this desk or CSR.
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

    /// What is known of a ticket that waits and was taken from elsewhere.
    fn remote(&self, ticket: TicketId) -> Option<&Remote> {
        self.ticket(ticket).filter(|ticket| ticket.state == TicketState::Waiting)?.remote.as_ref()
    }

    fn waits(&self, ticket: TicketId) -> bool {
        self.is(ticket, |state| *state == TicketState::Waiting)
    }

    fn is_parked(&self, ticket: TicketId) -> bool {
        self.is(ticket, |state| matches!(state, TicketState::Parked { .. }))
    }

    /// Whether a ticket is called to this desk or served there.
    fn is_at(&self, ticket: TicketId, desk: &DeskId) -> bool {
        self.is_called_to(ticket, desk) || self.is_served_at(ticket, desk)
    }

    fn is_called_to(&self, ticket: TicketId, at: &DeskId) -> bool {
        self.is(ticket, |state| matches!(state, TicketState::Called { desk, .. } if desk == at))
    }

    fn is_served_at(&self, ticket: TicketId, at: &DeskId) -> bool {
        self.is(ticket, |state| matches!(state, TicketState::Serving { desk, .. } if desk == at))
    }

    fn is_closed_desk(&self, desk: &DeskId) -> bool {
        self.desk(desk).is_some_and(|desk| desk.state == DeskState::Closed)
    }

    /// Whether a desk is open and has no ticket.
    fn is_idle(&self, desk: &DeskId) -> bool {
        self.desk(desk).is_some_and(|desk| matches!(desk.state, DeskState::Open { ticket: None, .. }))
    }

    fn is_paused(&self, desk: &DeskId) -> bool {
        self.desk(desk).is_some_and(|desk| desk.pause().is_some())
    }
}
