//! The life of a ticket: issued, changed, called, served, and its ends. Lines and counts move with it.

use crate::branch::{RECENT_CALLS, index_of};
use crate::{
    Branch, Call, CallBack, DeskId, Duration, Event, Leg, Presence, Reason, Remote, ServiceId, Ticket, TicketId,
    TicketState, Timestamp,
};

impl Branch {
    pub(super) fn issue(&mut self, event: &Event) {
        let Event::TicketIssued {
            ticket,
            number,
            service,
            then,
            language,
            priority,
            documents,
            missing,
            appointment,
            bound,
            travel,
            alone,
            call_back,
            token,
            due,
            ahead,
            at,
        } = event
        else {
            return;
        };
        let issued = Ticket {
            id: *ticket,
            number: *number,
            service: service.clone(),
            then: then.clone(),
            delivered: Vec::new(),
            language: language.clone(),
            priority: *priority,
            documents: documents.clone(),
            missing: missing.clone(),
            appointment: appointment.clone(),
            token: token.clone(),
            issued_at: *at,
            due: *due,
            not_before: None,
            delayed: Duration(0),
            bound: bound.clone(),
            remote: travel.map(|travel| Remote { travel, presence: Presence::Away, called_in: None }),
            alone: alone.as_ref().map(|alone| alone.handed_in),
            call_back: call_back.then(CallBack::default),
            ahead_at_issue: *ahead,
            state: TicketState::Waiting,
        };
        self.lines.insert(&issued);
        self.tickets.push(issued);
        // A token that came twice stays with the ticket that had it first.
        self.tokens.entry(token.clone()).or_insert(*ticket);
        if let Some(appointment) = appointment {
            self.appointments.insert(appointment.id.clone(), *ticket);
        }
        match alone {
            Some(alone) => self.use_reserved(alone, *number, *at),
            None => drop(self.numbers.insert(number.letter, number.count)),
        }
        self.counts.issued += 1;
        self.counts.waiting += 1;
    }

    /// The visitor asked to be called no earlier than `until`, which is `by` later than when they asked.
    pub(super) fn postpone(&mut self, id: TicketId, by: Duration, until: Timestamp) {
        self.change(id, |ticket| {
            ticket.not_before = Some(until);
            ticket.delayed = Duration(ticket.delayed.0.saturating_add(by.0));
        });
    }

    pub(super) fn call(&mut self, id: TicketId, desk: &DeskId, reason: Reason, at: Timestamp) {
        self.contested.count(reason.contested, reason.priority);
        self.set_ticket(id, TicketState::Called { desk: desk.clone(), reason, first_at: at, at, calls: 1 });
        if let Some(ticket) = self.ticket_mut(id) {
            // A ticket that has been called waits no more for one desk, one CSR or a moment.
            (ticket.bound, ticket.not_before) = (None, None);
        }
        self.hold(desk, Some(id), at);
        self.count_call(desk, reason);
        self.remember_call(id, desk, at);
    }

    pub(super) fn recall(&mut self, id: TicketId, desk: &DeskId, now: Timestamp) {
        if let Some(Ticket { state: TicketState::Called { at, calls, .. }, .. }) = self.ticket_mut(id) {
            *at = now;
            *calls = calls.saturating_add(1);
        }
        self.remember_call(id, desk, now);
    }

    pub(super) fn start(&mut self, id: TicketId, since: Timestamp) {
        let Some(ticket) = self.ticket_mut(id) else { return };
        if let TicketState::Called { desk, reason, at, calls, .. } = &ticket.state {
            ticket.state =
                TicketState::Serving { desk: desk.clone(), reason: *reason, called_at: *at, calls: *calls, since };
        }
    }

    /// The visit is over, with the state `done`, or goes on with its next service.
    pub(super) fn finish(
        &mut self,
        id: TicketId,
        desk: &DeskId,
        delivered: &[ServiceId],
        next: Option<&Leg>,
        done: TicketState,
        at: Timestamp,
    ) {
        if let Some(service) = self.ticket(id).map(|ticket| ticket.service.clone()) {
            self.count_lent(desk, &service);
        }
        self.hold(desk, None, at);
        if let Some(ticket) = self.ticket_mut(id) {
            ticket.delivered.extend_from_slice(delivered);
            ticket.then.retain(|service| !delivered.contains(service));
        }
        match next {
            None => self.set_ticket(id, done),
            Some(leg) => self.wait(id, leg.due, |ticket| ticket.set_service(&leg.service)),
        }
    }

    /// Moves a ticket from a desk, if it is at one, to another state.
    pub(super) fn leave_desk(&mut self, ticket: TicketId, desk: Option<&DeskId>, state: TicketState, at: Timestamp) {
        self.set_ticket(ticket, state);
        if let Some(desk) = desk {
            self.hold(desk, None, at);
        }
    }

    /// Moves a ticket that does not wait into a line.
    pub(super) fn wait(&mut self, id: TicketId, due: Timestamp, change: impl FnOnce(&mut Ticket)) {
        if let Some(ticket) = self.ticket_mut(id) {
            ticket.due = due;
            change(ticket);
        }
        self.set_ticket(id, TicketState::Waiting);
    }

    /// Changes a ticket and leaves its state; a ticket that waits moves to the line and the position that it then has.
    pub(super) fn change(&mut self, id: TicketId, change: impl FnOnce(&mut Ticket)) {
        let Some(ticket) = index_of(id).and_then(|index| self.tickets.get_mut(index)) else { return };
        let waits = ticket.state == TicketState::Waiting;
        if waits {
            self.lines.remove(ticket);
        }
        change(ticket);
        if waits {
            self.lines.insert(ticket);
        }
    }

    /// Changes what is known of a visitor who took the ticket from elsewhere.
    pub(super) fn change_remote(&mut self, id: TicketId, change: impl FnOnce(&mut Remote)) {
        self.change(id, |ticket| {
            if let Some(remote) = &mut ticket.remote {
                change(remote);
            }
        });
    }

    /// Moves a ticket to another state, and updates the lines and the counts.
    pub(super) fn set_ticket(&mut self, id: TicketId, state: TicketState) {
        let Some(ticket) = index_of(id).and_then(|index| self.tickets.get_mut(index)) else { return };
        if let Some(count) = self.counts.of(&ticket.state) {
            *count = count.saturating_sub(1);
        }
        if ticket.state == TicketState::Waiting {
            self.lines.remove(ticket);
        }
        ticket.state = state;
        if ticket.state == TicketState::Waiting {
            self.lines.insert(ticket);
        }
        if let Some(count) = self.counts.of(&ticket.state) {
            *count += 1;
        }
    }

    fn ticket_mut(&mut self, id: TicketId) -> Option<&mut Ticket> {
        self.tickets.get_mut(index_of(id)?)
    }

    fn remember_call(&mut self, id: TicketId, desk: &DeskId, at: Timestamp) {
        // The waiting room is told of nobody who is served by telephone.
        let there = self.ticket(id).filter(|ticket| ticket.call_back.is_none());
        let Some(number) = there.map(|ticket| ticket.number) else { return };
        self.last_call += 1;
        self.calls.retain(|call| call.ticket != id);
        self.calls.push_back(Call { seq: self.last_call, ticket: id, number, desk: desk.clone(), at });
        if self.calls.len() > RECENT_CALLS {
            self.calls.pop_front();
        }
    }
}

impl Ticket {
    /// Makes this the service that the ticket waits for, and no longer one that comes later.
    pub(super) fn set_service(&mut self, service: &ServiceId) {
        self.service = service.clone();
        self.then.retain(|other| other != service);
    }
}
