//! How an event changes the state of a branch.
//!
//! [`Branch::apply`] is the only way in, and it decides nothing: it writes down what an event says. An event that
//! cannot have happened in this state (a journal mixed up by hand) is left out whole, never a panic, so that one bad
//! row does not take a branch down; a debug build asserts, and [`Branch::fits`] tells.

use crate::branch::{OpenedDay, RECENT_CALLS, index_of};
use crate::lines::Lines;
use crate::{
    Alert, Branch, Call, Day, Desk, DeskId, DeskState, Duration, Event, Opening, Pause, Reason, ServiceId, Setup,
    Ticket, TicketId, TicketState, Timestamp,
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
            Event::DayOpened { .. }
            | Event::DayClosed { .. }
            | Event::DayExtended { .. }
            | Event::IssuingStopped { .. }
            | Event::IssuingResumed { .. } => self.apply_to_day(event),
            Event::DeskOpened { .. }
            | Event::DeskClosed { .. }
            | Event::DeskPaused { .. }
            | Event::DeskResumed { .. }
            | Event::DeskTakenOver { .. } => self.apply_to_desk(event),
            Event::TicketIssued { .. } => self.issue(event),
            Event::TicketDelayed { .. }
            | Event::TicketReinstated { .. }
            | Event::TicketResumed { .. }
            | Event::TicketReleased { .. }
            | Event::PriorityChanged { .. }
            | Event::ServiceChanged { .. } => self.apply_to_queue(event),
            Event::TicketCalled { .. }
            | Event::TicketRecalled { .. }
            | Event::ServiceStarted { .. }
            | Event::ServiceFinished { .. }
            | Event::TicketNoShow { .. }
            | Event::TicketCancelled { .. }
            | Event::TicketParked { .. }
            | Event::TicketTransferred { .. } => self.apply_to_turn(event),
            Event::AlertRaised { alert, kind, place, at } => {
                self.last_alert = alert.0;
                self.alerts.push(Alert { id: *alert, kind: *kind, place: place.clone(), since: *at });
            }
            Event::SolvedWithoutTicket { .. } => self.solved += 1,
            Event::AlertCleared { alert, .. } => self.alerts.retain(|open| open.id != *alert),
        }
    }

    fn apply_to_day(&mut self, event: &Event) {
        match event {
            Event::DayOpened { day, setup, .. } => *self = Self::of_day(day, setup),
            Event::DayClosed { at } => self.close_day(*at),
            Event::DayExtended { from, until, .. } => self.add_opening(Opening { from: *from, to: *until }),
            Event::IssuingStopped { service: None, .. } => self.stopped.all = true,
            Event::IssuingStopped { service: Some(service), .. } => {
                self.stopped.services.insert(service.clone());
            }
            Event::IssuingResumed { service: None, .. } => self.stopped.all = false,
            Event::IssuingResumed { service: Some(service), .. } => {
                self.stopped.services.remove(service);
            }
            _ => {}
        }
    }

    fn apply_to_desk(&mut self, event: &Event) {
        match event {
            Event::DeskOpened { desk, csr, .. } => {
                self.set_desk(desk, DeskState::Open { csr: *csr, ticket: None, pause: None });
            }
            Event::DeskClosed { desk, .. } => self.set_desk(desk, DeskState::Closed),
            Event::DeskPaused { desk, reason, at } => {
                self.set_pause(desk, Some(Pause { reason: *reason, since: *at }));
            }
            Event::DeskResumed { desk, .. } => self.set_pause(desk, None),
            Event::DeskTakenOver { desk, csr, .. } => {
                let ticket = self.desk(desk).and_then(Desk::ticket);
                self.set_desk(desk, DeskState::Open { csr: *csr, ticket, pause: None });
            }
            _ => {}
        }
    }

    /// What happens to a ticket that is at no desk.
    fn apply_to_queue(&mut self, event: &Event) {
        match event {
            Event::TicketDelayed { ticket, by, until, .. } => self.change(*ticket, |ticket| {
                ticket.not_before = Some(*until);
                ticket.delayed = Duration(ticket.delayed.0.saturating_add(by.0));
            }),
            Event::TicketReinstated { ticket, due, .. } | Event::TicketResumed { ticket, due, .. } => {
                self.wait(*ticket, *due, |_| {});
            }
            Event::TicketReleased { ticket, .. } => self.change(*ticket, |ticket| ticket.bound = None),
            Event::PriorityChanged { ticket, priority, due, .. } => self.change(*ticket, |ticket| {
                ticket.priority = *priority;
                ticket.due = *due;
            }),
            Event::ServiceChanged { ticket, service, due, .. } => self.change(*ticket, |ticket| {
                ticket.service = service.clone();
                ticket.then.retain(|other| other != service);
                ticket.due = *due;
            }),
            _ => {}
        }
    }

    /// What happens between a ticket and a desk.
    fn apply_to_turn(&mut self, event: &Event) {
        match event {
            Event::TicketCalled { ticket, desk, reason, at, .. } => self.call(*ticket, desk, *reason, *at),
            Event::TicketRecalled { ticket, desk, at } => {
                self.recall(*ticket, *at);
                self.remember_call(*ticket, desk, *at);
            }
            Event::ServiceStarted { ticket, at, .. } => self.start(*ticket, *at),
            Event::ServiceFinished { .. } => self.finish(event),
            Event::TicketNoShow { ticket, desk, at } => {
                self.leave_desk(*ticket, Some(desk), TicketState::NoShow { at: *at });
            }
            Event::TicketCancelled { ticket, desk, at } => {
                self.leave_desk(*ticket, desk.as_ref(), TicketState::Cancelled { at: *at });
            }
            Event::TicketParked { ticket, desk, reason, until, at } => {
                let state = TicketState::Parked { desk: desk.clone(), reason: *reason, since: *at, until: *until };
                self.leave_desk(*ticket, Some(desk), state);
            }
            Event::TicketTransferred { ticket, desk, service, bound, due, .. } => {
                self.hold(desk, None);
                self.wait(*ticket, *due, |ticket| {
                    ticket.service = service.clone();
                    ticket.then.retain(|other| other != service);
                    ticket.bound.clone_from(bound);
                });
            }
            _ => {}
        }
    }

    fn of_day(day: &Day, setup: &Setup) -> Self {
        let desk = |id: &DeskId, profile: &BTreeSet<ServiceId>| Desk {
            profile: profile.clone(),
            preference: setup.preferences.get(id).cloned().unwrap_or_default(),
            state: DeskState::Closed,
        };
        Self {
            desks: setup.desks.iter().map(|(id, profile)| (id.clone(), desk(id, profile))).collect(),
            lines: Lines::new(setup.services.keys()),
            hours: setup.hours.clone(),
            opened: Some(Arc::new(OpenedDay { day: day.clone(), setup: setup.clone(), sharing: sharing(setup) })),
            ..Self::default()
        }
    }

    /// Everything ends where it is.
    fn close_day(&mut self, at: Timestamp) {
        let open = |ticket: &&Ticket| !ticket.state.is_over();
        let left: Vec<TicketId> = self.tickets.iter().filter(open).map(|ticket| ticket.id).collect();
        for ticket in left {
            self.set_ticket(ticket, TicketState::DayEnded { at });
        }
        for desk in self.desks.values_mut() {
            desk.state = DeskState::Closed;
        }
        self.alerts.clear();
        self.closed = true;
    }

    fn issue(&mut self, event: &Event) {
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
            bound: None,
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
        self.numbers.insert(number.letter, number.count);
        self.counts.issued += 1;
        self.counts.waiting += 1;
    }

    fn call(&mut self, id: TicketId, desk: &DeskId, reason: Reason, at: Timestamp) {
        self.contested.count(reason.contested, reason.priority);
        self.set_ticket(id, TicketState::Called { desk: desk.clone(), reason, first_at: at, at, calls: 1 });
        if let Some(ticket) = self.ticket_mut(id) {
            // It has been called: what it waited for in particular is over.
            (ticket.bound, ticket.not_before) = (None, None);
        }
        self.hold(desk, Some(id));
        self.remember_call(id, desk, at);
    }

    fn recall(&mut self, id: TicketId, now: Timestamp) {
        if let Some(Ticket { state: TicketState::Called { at, calls, .. }, .. }) = self.ticket_mut(id) {
            *at = now;
            *calls = calls.saturating_add(1);
        }
    }

    fn start(&mut self, id: TicketId, since: Timestamp) {
        let Some(ticket) = self.ticket_mut(id) else { return };
        if let TicketState::Called { desk, reason, at, calls, .. } = &ticket.state {
            ticket.state =
                TicketState::Serving { desk: desk.clone(), reason: *reason, called_at: *at, calls: *calls, since };
        }
    }

    fn finish(&mut self, event: &Event) {
        let Event::ServiceFinished { ticket: id, desk, outcome, delivered, follow_up, next, at } = event else {
            return;
        };
        self.hold(desk, None);
        if let Some(ticket) = self.ticket_mut(*id) {
            ticket.delivered.extend(delivered.iter().cloned());
            ticket.then.retain(|service| !delivered.contains(service));
        }
        match next {
            None => self.set_ticket(*id, TicketState::Done { at: *at, outcome: *outcome, follow_up: *follow_up }),
            Some(leg) => self.wait(*id, leg.due, |ticket| {
                ticket.service = leg.service.clone();
                ticket.then.retain(|service| *service != leg.service);
            }),
        }
    }

    /// A ticket goes from a desk, if it is at one, into another state.
    fn leave_desk(&mut self, ticket: TicketId, desk: Option<&DeskId>, state: TicketState) {
        self.set_ticket(ticket, state);
        if let Some(desk) = desk {
            self.hold(desk, None);
        }
    }

    /// A ticket that does not wait comes into a line.
    fn wait(&mut self, id: TicketId, due: Timestamp, change: impl FnOnce(&mut Ticket)) {
        if let Some(ticket) = self.ticket_mut(id) {
            ticket.due = due;
            change(ticket);
        }
        self.set_ticket(id, TicketState::Waiting);
    }

    /// Changes a ticket in its state; one that waits moves to where it then belongs.
    fn change(&mut self, id: TicketId, change: impl FnOnce(&mut Ticket)) {
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

    /// Moves a ticket to another state, and with it the lines and the counts.
    fn set_ticket(&mut self, id: TicketId, state: TicketState) {
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

    fn set_desk(&mut self, id: &DeskId, state: DeskState) {
        if let Some(desk) = self.desks.get_mut(id) {
            desk.state = state;
        }
    }

    fn set_pause(&mut self, id: &DeskId, to: Option<Pause>) {
        if let Some(Desk { state: DeskState::Open { pause, .. }, .. }) = self.desks.get_mut(id) {
            *pause = to;
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
