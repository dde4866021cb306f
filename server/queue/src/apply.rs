//! How an event changes the state of a branch.
//!
//! [`Branch::apply`] is the only way in, and it decides nothing: it writes down what an event says. An event that
//! cannot have happened in this state (a journal mixed up by hand) is left out whole, never a panic, so that one bad
//! row does not take a branch down; a debug build asserts, and [`Branch::fits`] tells.

use crate::branch::{OpenedDay, RECENT_CALLS, place};
use crate::{
    Branch, Call, Day, Desk, DeskId, DeskState, Event, ServiceId, Setup, Ticket, TicketId, TicketState, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Branch {
    /// Folds one event into the state; one that does not [fit](Self::fits) changes nothing.
    pub fn apply(&mut self, event: &Event) {
        if !self.fits(event) {
            debug_assert!(false, "this cannot have happened here: {event:?}");
            return;
        }
        match event {
            Event::DayOpened { day, setup, .. } => *self = Self::of_day(day, setup),
            Event::TicketIssued { .. } => self.issue(event),
            Event::DeskOpened { desk, csr, .. } => {
                self.set_desk(desk, DeskState::Open { csr: *csr, ticket: None });
            }
            Event::DeskClosed { desk, .. } => self.set_desk(desk, DeskState::Closed),
            Event::TicketCalled { ticket, desk, reason, at, .. } => {
                let state = TicketState::Called { desk: desk.clone(), reason: *reason, at: *at, calls: 1 };
                self.set_ticket(*ticket, state);
                self.hold(desk, Some(*ticket));
                self.remember_call(*ticket, desk, *at);
            }
            Event::TicketRecalled { ticket, desk, at } => {
                self.recall(*ticket, *at);
                self.remember_call(*ticket, desk, *at);
            }
            Event::ServiceStarted { ticket, at, .. } => self.start(*ticket, *at),
            Event::ServiceFinished { ticket, desk, at } => {
                self.end(*ticket, Some(desk), TicketState::Done { at: *at });
            }
            Event::TicketNoShow { ticket, desk, at } => {
                self.end(*ticket, Some(desk), TicketState::NoShow { at: *at });
            }
            Event::TicketCancelled { ticket, desk, at } => {
                self.end(*ticket, desk.as_ref(), TicketState::Cancelled { at: *at });
            }
        }
    }

    /// Whether the event can have happened in this state, by the life cycles alone: no policy, no hours, no time.
    pub fn fits(&self, event: &Event) -> bool {
        let state = |ticket: &TicketId| self.ticket(*ticket).map(|ticket| &ticket.state);
        let called = |ticket, desk: &DeskId| matches!(state(ticket), Some(TicketState::Called { desk: there, .. }) if there == desk);
        let open_idle =
            |desk| matches!(self.desk(desk), Some(Desk { state: DeskState::Open { ticket: None, .. }, .. }));
        match event {
            Event::DayOpened { day, .. } => self.day().is_none_or(|open| open < day),
            Event::TicketIssued { ticket, number, service, .. } => {
                let unused = self.numbers.get(&number.letter).is_none_or(|last| *last < number.count);
                unused && place(*ticket) == Some(self.tickets.len()) && self.waiting.contains_key(service)
            }
            Event::DeskOpened { desk, csr, .. } => {
                self.desk(desk).is_some_and(|desk| desk.state == DeskState::Closed) && self.desk_of(*csr).is_none()
            }
            Event::DeskClosed { desk, .. } => open_idle(desk),
            Event::TicketCalled { ticket, desk, .. } => state(ticket) == Some(&TicketState::Waiting) && open_idle(desk),
            Event::TicketRecalled { ticket, desk, .. }
            | Event::ServiceStarted { ticket, desk, .. }
            | Event::TicketNoShow { ticket, desk, .. }
            | Event::TicketCancelled { ticket, desk: Some(desk), .. } => called(ticket, desk),
            Event::ServiceFinished { ticket, desk, .. } => {
                matches!(state(ticket), Some(TicketState::Serving { desk: there, .. }) if there == desk)
            }
            Event::TicketCancelled { ticket, desk: None, .. } => state(ticket) == Some(&TicketState::Waiting),
        }
    }

    fn of_day(day: &Day, setup: &Setup) -> Self {
        let desk = |profile: &BTreeSet<ServiceId>| Desk { profile: profile.clone(), state: DeskState::Closed };
        Self {
            desks: setup.desks.iter().map(|(id, profile)| (id.clone(), desk(profile))).collect(),
            waiting: setup.services.keys().map(|service| (service.clone(), BTreeSet::new())).collect(),
            opened: Some(Arc::new(OpenedDay { day: day.clone(), setup: setup.clone(), sharing: sharing(setup) })),
            ..Self::default()
        }
    }

    fn issue(&mut self, event: &Event) {
        let Event::TicketIssued { ticket, number, service, language, priority, documents, token, due, ahead, at } =
            event
        else {
            return;
        };
        self.tickets.push(Ticket {
            id: *ticket,
            number: *number,
            service: service.clone(),
            language: language.clone(),
            priority: *priority,
            documents: documents.clone(),
            token: token.clone(),
            issued_at: *at,
            due: *due,
            ahead_at_issue: *ahead,
            state: TicketState::Waiting,
        });
        // A token that came twice stays with the ticket that had it first.
        self.tokens.entry(token.clone()).or_insert(*ticket);
        self.numbers.insert(number.letter, number.count);
        self.waiting.entry(service.clone()).or_default().insert((*due, *ticket));
        self.counts.issued += 1;
        self.counts.waiting += 1;
    }

    fn recall(&mut self, id: TicketId, now: Timestamp) {
        if let Some(Ticket { state: TicketState::Called { at, calls, .. }, .. }) = self.ticket_mut(id) {
            *at = now;
            *calls = calls.saturating_add(1);
        }
    }

    fn start(&mut self, id: TicketId, since: Timestamp) {
        let Some(ticket) = self.ticket_mut(id) else { return };
        if let TicketState::Called { desk, reason, at, calls } = &ticket.state {
            ticket.state =
                TicketState::Serving { desk: desk.clone(), reason: *reason, called_at: *at, calls: *calls, since };
        }
    }

    fn end(&mut self, ticket: TicketId, desk: Option<&DeskId>, state: TicketState) {
        self.set_ticket(ticket, state);
        if let Some(desk) = desk {
            self.hold(desk, None);
        }
    }

    /// Moves a ticket to another state, and with it the waiting index and the counts.
    fn set_ticket(&mut self, id: TicketId, state: TicketState) {
        let counts = &mut self.counts;
        match state {
            TicketState::Done { .. } => counts.served += 1,
            TicketState::NoShow { .. } => counts.no_shows += 1,
            TicketState::Cancelled { .. } => counts.cancelled += 1,
            TicketState::Waiting | TicketState::Called { .. } | TicketState::Serving { .. } => {}
        }
        let Some(ticket) = place(id).and_then(|place| self.tickets.get_mut(place)) else { return };
        if ticket.state == TicketState::Waiting {
            counts.waiting = counts.waiting.saturating_sub(1);
            if let Some(queue) = self.waiting.get_mut(&ticket.service) {
                queue.remove(&(ticket.due, id));
            }
        }
        ticket.state = state;
    }

    fn ticket_mut(&mut self, id: TicketId) -> Option<&mut Ticket> {
        self.tickets.get_mut(place(id)?)
    }

    fn set_desk(&mut self, id: &DeskId, state: DeskState) {
        if let Some(desk) = self.desks.get_mut(id) {
            desk.state = state;
        }
    }

    fn hold(&mut self, id: &DeskId, held: Option<TicketId>) {
        if let Some(Desk { state: DeskState::Open { ticket, .. }, .. }) = self.desks.get_mut(id) {
            *ticket = held;
        }
    }

    fn remember_call(&mut self, id: TicketId, desk: &DeskId, at: Timestamp) {
        let Some(number) = self.ticket(id).map(|ticket| ticket.number) else { return };
        self.last_call += 1;
        self.calls.retain(|call| call.ticket != id);
        self.calls.push_back(Call { seq: self.last_call, ticket: id, number, desk: desk.clone(), at });
        if self.calls.len() > RECENT_CALLS {
            self.calls.pop_front();
        }
    }
}

/// For each service, those that share a desk with it.
fn sharing(setup: &Setup) -> BTreeMap<ServiceId, BTreeSet<ServiceId>> {
    let mut sharing: BTreeMap<ServiceId, BTreeSet<ServiceId>> = BTreeMap::new();
    for profile in setup.desks.values() {
        for service in profile {
            sharing.entry(service.clone()).or_default().extend(profile.iter().cloned());
        }
    }
    sharing
}
