//! A ticket is cancelled, delayed, reinstated, resumed or changed: by its visitor, or by the staff for them.

use super::Decision;
use crate::lines::Line;
use crate::{
    Bound, Branch, CsrId, DeskId, DocumentId, Duration, Event, ParkReason, Presence, QueuePlace, Refusal, ServiceId,
    Ticket, TicketId, TicketState, Timestamp,
};

impl Branch {
    pub(super) fn cancel(&self, id: TicketId, at: Timestamp) -> Decision {
        let ticket = self.known_ticket(id)?;
        let desk = match &ticket.state {
            TicketState::Waiting | TicketState::Parked { .. } => None,
            TicketState::Called { desk, .. } => Some(desk.clone()),
            TicketState::Serving { .. } => return Err(Refusal::AlreadyServing { number: ticket.number }),
            TicketState::Done { .. }
            | TicketState::NoShow { .. }
            | TicketState::Cancelled { .. }
            | TicketState::DayEnded { .. } => return Err(Refusal::TicketOver { number: ticket.number }),
        };
        Ok(vec![Event::TicketCancelled { ticket: id, desk, at }])
    }

    /// The delay counts from now. All delays of a ticket together are bounded by the policy, so that nobody holds a
    /// position for ever.
    pub(super) fn delay(&self, id: TicketId, by: Duration, at: Timestamp) -> Decision {
        let ticket = self.waiting_ticket(id)?;
        let most = Duration(self.running_day()?.policy.delay_most.0 - ticket.delayed.0);
        if by.0 <= 0 || by > most {
            return Err(Refusal::DelayOutOfRange { number: ticket.number, most });
        }
        Ok(vec![Event::TicketDelayed { ticket: id, by, until: at + by, at }])
    }

    pub(super) fn reinstate(&self, id: TicketId, place: QueuePlace, at: Timestamp) -> Decision {
        let ticket = self.known_ticket(id)?;
        if !matches!(ticket.state, TicketState::NoShow { .. }) {
            return Err(Refusal::NotAbsent { number: ticket.number });
        }
        // Who never came is there now, and was not before.
        let due = if ticket.is_away() { ticket.due.max(at) } else { ticket.due };
        let due = self.due_at_service(&ticket.service, place, due);
        Ok(vec![Event::TicketReinstated { ticket: id, due, at }])
    }

    /// A visitor who fetched a document keeps the due time. For any other visitor the parked time does not count as
    /// waiting, and the due time moves by it.
    pub(super) fn resume(&self, id: TicketId, at: Timestamp) -> Decision {
        let ticket = self.known_ticket(id)?;
        let TicketState::Parked { reason, since, .. } = ticket.state else {
            return Err(Refusal::NotParked { number: ticket.number });
        };
        let due = match reason {
            ParkReason::FetchDocument => ticket.due,
            ParkReason::WaitForBank | ParkReason::NoAnswer | ParkReason::Other => {
                ticket.due + Duration((at - since).0.max(0))
            }
        };
        Ok(vec![Event::TicketResumed { ticket: id, due, at }])
    }

    pub(super) fn set_priority(&self, id: TicketId, priority: bool, at: Timestamp) -> Decision {
        let ticket = self.live_ticket(id)?;
        if ticket.priority == priority {
            return Ok(vec![]);
        }
        let due = self.due_after(ticket, &Ticket { priority, ..ticket.clone() });
        Ok(vec![Event::PriorityChanged { ticket: id, priority, due, at }])
    }

    pub(super) fn set_service(&self, id: TicketId, service: &ServiceId, at: Timestamp) -> Decision {
        let ticket = self.live_ticket(id)?;
        if !self.lines.has_service(service) {
            return Err(Refusal::UnknownService(service.clone()));
        }
        if ticket.service == *service {
            return Ok(vec![]);
        }
        let due = self.due_after(ticket, &Ticket { service: service.clone(), ..ticket.clone() });
        Ok(vec![Event::ServiceChanged { ticket: id, service: service.clone(), due, at }])
    }

    pub(super) fn check_document(&self, id: TicketId, document: &DocumentId, at_hand: bool, at: Timestamp) -> Decision {
        let ticket = self.live_ticket(id)?;
        let known = if at_hand { &ticket.documents } else { &ticket.missing };
        if known.contains(document) {
            return Ok(vec![]);
        }
        Ok(vec![Event::DocumentChecked { ticket: id, document: document.clone(), at_hand, at }])
    }
}

/// The due time of a ticket that comes back into a queue.
impl Branch {
    /// When a ticket is due by its arrival, its service, its priority and its appointment; one from elsewhere
    /// no earlier than its visitor came.
    pub(super) fn due(&self, ticket: &Ticket) -> Timestamp {
        let Some(setup) = self.setup() else { return ticket.due };
        let appointment = ticket.appointment.as_ref();
        let booked = appointment.and_then(|booked| setup.policy.due_by_appointment(booked, ticket.issued_at));
        let walk_in = || {
            let service = setup.services.get(&ticket.service);
            service.map(|service| setup.policy.due(service, ticket.priority, ticket.issued_at))
        };
        let due = booked.or_else(walk_in).unwrap_or(ticket.due);
        match ticket.remote.as_ref().map(|remote| remote.presence) {
            Some(Presence::Here { since }) => due.max(since),
            _ => due,
        }
    }

    /// The due time that puts a ticket first, last or by its own due time among the tickets that wait for the desks
    /// that serve this service.
    pub(super) fn due_at_service(&self, service: &ServiceId, place: QueuePlace, due: Timestamp) -> Timestamp {
        let desks = self.desks().filter(|(_, desk)| desk.profile.contains(service));
        let lines = desks.flat_map(|(id, desk)| {
            // The delay that a desk's preference adds to the other service, less the delay that it adds to this one.
            let own = self.preference_delay(desk, service);
            self.lines_of(id).map(move |(step, line)| (Duration(step.0.saturating_sub(own.0)), line))
        });
        due_at(place, due, lines)
    }

    /// The due time that puts a ticket, sent to one desk, first, last or by its own due time there. The desk's
    /// preference does not delay a ticket that was sent to it.
    pub(super) fn due_at_desk(&self, desk: &DeskId, place: QueuePlace, due: Timestamp) -> Timestamp {
        due_at(place, due, self.lines_of(desk))
    }

    /// The due time after a change of service or priority. It moves by the difference that the change makes in the
    /// formula, so that a place which a person gave the ticket, and the time it was parked, still count.
    fn due_after(&self, ticket: &Ticket, changed: &Ticket) -> Timestamp {
        ticket.due + (self.due(changed) - self.due(ticket))
    }

    /// Releases the tickets whose officers are not there, once their time is over.
    pub(super) fn release_held(&self, at: Timestamp) -> Decision {
        self.running_day()?;
        let released = self.waiting().filter(|ticket| self.is_held_in_vain(ticket, at));
        Ok(released.map(|ticket| Event::TicketReleased { ticket: ticket.id, at }).collect())
    }

    /// Releases the tickets that no desk could call any more, once this desk is closed or this CSR has left it. One that waits
    /// for its officer by appointment waits on for a while: they may come back, or to another desk.
    pub(super) fn releases(&self, desk: Option<&DeskId>, csr: CsrId, at: Timestamp) -> Vec<Event> {
        let sent = |ticket: &&Ticket| match &ticket.bound {
            Some(Bound::Csr(bound)) if ticket.held_for() == Some(*bound) => {
                csr == *bound && self.held_until(ticket).is_some_and(|until| until <= at)
            }
            Some(Bound::Desk(bound)) => desk == Some(bound),
            Some(Bound::Csr(bound)) => csr == *bound,
            None => false,
        };
        self.waiting().filter(sent).map(|ticket| Event::TicketReleased { ticket: ticket.id, at }).collect()
    }

    /// A ticket of the day; refused when it does not wait.
    pub(super) fn waiting_ticket(&self, id: TicketId) -> Result<&Ticket, Refusal> {
        let ticket = self.live_ticket(id)?;
        let waits = ticket.state == TicketState::Waiting;
        if waits { Ok(ticket) } else { Err(Refusal::NotWaiting { number: ticket.number }) }
    }

    /// A ticket of the day; refused when it is over.
    pub(super) fn live_ticket(&self, id: TicketId) -> Result<&Ticket, Refusal> {
        let ticket = self.known_ticket(id)?;
        if ticket.state.is_over() { Err(Refusal::TicketOver { number: ticket.number }) } else { Ok(ticket) }
    }
}

/// The due time for a place among the tickets of these lines. Each line comes with the delay that is added to its due
/// times.
fn due_at<'a>(place: QueuePlace, due: Timestamp, lines: impl Iterator<Item = (Duration, &'a Line)>) -> Timestamp {
    let moment = Duration(1);
    match place {
        QueuePlace::ByDue => due,
        QueuePlace::First => {
            let firsts = lines.filter_map(|(step, line)| Some(line.first()?.due + step - moment));
            firsts.fold(due, Timestamp::min)
        }
        QueuePlace::Last => {
            let lasts = lines.filter_map(|(step, line)| Some(line.last()?.due + step + moment));
            lasts.fold(due, Timestamp::max)
        }
    }
}
