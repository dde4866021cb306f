//! What always holds, checked by brute force against nothing but the list of tickets, the desks, and what the events
//! said.

use queue::{Branch, Counts, DeskId, Event, Number, ServiceId, Ticket, TicketId, TicketState, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// What the events said so far today.
#[derive(Default)]
pub struct History {
    numbers: BTreeMap<TicketId, Number>,
    /// Calls of the day: ordinal, ticket, desk.
    calls: Vec<(u64, TicketId, DeskId)>,
}

impl History {
    /// Takes note of an event, and checks what it says against the state that it was decided in.
    pub fn before(&mut self, branch: &Branch, event: &Event, now: Timestamp) {
        match event {
            Event::DayOpened { .. } => *self = Self::default(),
            Event::TicketIssued { ticket, number, at, .. } => {
                assert_eq!(*at, now);
                assert!(branch.opening_at(now).is_some(), "issued while closed");
                assert!(self.numbers.values().all(|other| other != number), "{number} was given out twice");
                assert_eq!(self.numbers.insert(*ticket, *number), None, "{ticket} was given out twice");
            }
            Event::TicketCalled { ticket, desk, csr, .. } => {
                assert_eq!(branch.desk(desk).and_then(queue::Desk::csr), Some(*csr));
                assert_eq!(Some(*ticket), first_of(branch, desk).map(|first| first.id));
                self.call(*ticket, desk);
            }
            Event::TicketRecalled { ticket, desk, .. } => self.call(*ticket, desk),
            _ => {}
        }
    }

    fn call(&mut self, ticket: TicketId, desk: &DeskId) {
        self.calls.push((self.calls.len() as u64 + 1, ticket, desk.clone()));
    }
}

pub fn check(branch: &Branch, history: &History, now: Timestamp) {
    numbers_stay(branch, history);
    tickets_and_desks_agree(branch);
    counts_add_up(branch);
    let waiting = waiting(branch);
    queues_hold_the_tickets_that_wait(branch, &waiting);
    picks_are_the_first_due(branch, &waiting, now);
    ahead_is_who_comes_before(branch, &waiting);
    calls_are_the_latest(branch, history);
}

fn numbers_stay(branch: &Branch, history: &History) {
    assert_eq!(branch.tickets().len(), history.numbers.len());
    for (ticket, number) in &history.numbers {
        assert_eq!(branch.ticket(*ticket).map(|ticket| ticket.number), Some(*number));
    }
}

/// A ticket is at one desk, a desk has one ticket, and a CSR one desk.
fn tickets_and_desks_agree(branch: &Branch) {
    let of_desks: BTreeSet<(TicketId, &DeskId)> =
        branch.desks().filter_map(|(id, desk)| Some((desk.ticket()?, id))).collect();
    let open = branch.tickets().filter_map(|ticket| match &ticket.state {
        TicketState::Called { desk, .. } | TicketState::Serving { desk, .. } => Some((ticket.id, desk)),
        _ => None,
    });
    let of_tickets: BTreeSet<_> = open.collect();
    assert_eq!(of_desks, of_tickets);
    let distinct: BTreeSet<_> = of_tickets.iter().map(|(ticket, _)| ticket).collect();
    assert_eq!(distinct.len(), of_tickets.len(), "a ticket is at two desks");
    let csrs: Vec<_> = branch.desks().filter_map(|(_, desk)| desk.csr()).collect();
    assert_eq!(csrs.iter().collect::<BTreeSet<_>>().len(), csrs.len(), "a CSR is at two desks");
}

fn counts_add_up(branch: &Branch) {
    let mut counts = Counts::default();
    for ticket in branch.tickets() {
        counts.issued += 1;
        match ticket.state {
            TicketState::Waiting => counts.waiting += 1,
            TicketState::Done { .. } => counts.served += 1,
            TicketState::NoShow { .. } => counts.no_shows += 1,
            TicketState::Cancelled { .. } => counts.cancelled += 1,
            TicketState::Called { .. } | TicketState::Serving { .. } => {}
        }
    }
    assert_eq!(branch.counts(), counts);
    assert_eq!(branch.waiting_count(), counts.waiting);
}

fn queues_hold_the_tickets_that_wait(branch: &Branch, waiting: &[&Ticket]) {
    let agree = |queue: Vec<&Ticket>, expected: Vec<&Ticket>| {
        let ids = |tickets: Vec<&Ticket>| tickets.into_iter().map(|ticket| ticket.id).collect::<Vec<_>>();
        assert_eq!(ids(queue), ids(expected));
    };
    agree(branch.waiting().collect(), waiting.to_vec());
    for (id, desk) in branch.desks() {
        agree(branch.waiting_for(id).collect(), of(waiting, |service| desk.profile.contains(service)));
    }
    for service in branch.setup().into_iter().flat_map(|setup| setup.services.keys()) {
        let expected = of(waiting, |other| other == service);
        assert_eq!(branch.waiting_count_in(service) as usize, expected.len());
        agree(branch.waiting_in(service).collect(), expected);
    }
}

fn picks_are_the_first_due(branch: &Branch, waiting: &[&Ticket], now: Timestamp) {
    for (id, desk) in branch.desks() {
        let candidates = of(waiting, |service| desk.profile.contains(service));
        let Some(pick) = branch.pick(id, now) else {
            assert!(candidates.is_empty(), "somebody waits for desk {id}");
            continue;
        };
        let first = candidates[0];
        assert_eq!(pick.ticket, first.id);
        assert_eq!(pick.reason.waited.0, (now.0 - first.issued_at.0).max(0));
        assert_eq!(pick.reason.priority, first.priority);
        assert_eq!(pick.reason.candidates as usize, candidates.len());
        let overtaken = candidates.iter().filter(|other| other.id < first.id).count();
        assert_eq!(pick.reason.overtaken as usize, overtaken);
    }
}

fn ahead_is_who_comes_before(branch: &Branch, waiting: &[&Ticket]) {
    for ticket in waiting.iter().step_by(5) {
        let shared = |service: &ServiceId| {
            branch.desks().any(|(_, desk)| desk.profile.contains(service) && desk.profile.contains(&ticket.service))
        };
        let before = of(waiting, shared).into_iter().take_while(|other| other.id != ticket.id).count();
        assert_eq!(branch.ahead_of(ticket.id) as usize, before);
    }
}

/// The last twenty, each ticket by its latest.
fn calls_are_the_latest(branch: &Branch, history: &History) {
    let mut seen = BTreeSet::new();
    let latest = history.calls.iter().rev().filter(|(_, ticket, _)| seen.insert(*ticket)).take(20);
    let expected: Vec<_> = latest.cloned().collect();
    let calls: Vec<_> = branch.recent_calls().rev().map(|call| (call.seq, call.ticket, call.desk.clone())).collect();
    assert_eq!(calls, expected);
    for call in branch.recent_calls() {
        assert_eq!(Some(call.number), branch.ticket(call.ticket).map(|ticket| ticket.number));
    }
}

fn first_of<'a>(branch: &'a Branch, desk: &DeskId) -> Option<&'a Ticket> {
    let profile = &branch.desk(desk)?.profile;
    of(&waiting(branch), |service| profile.contains(service)).first().copied()
}

/// The tickets in the waiting state, sorted into call order.
fn waiting(branch: &Branch) -> Vec<&Ticket> {
    let mut tickets: Vec<&Ticket> = branch.tickets().filter(|ticket| ticket.state == TicketState::Waiting).collect();
    tickets.sort_by_key(|ticket| (ticket.due, ticket.id));
    tickets
}

fn of<'a>(waiting: &[&'a Ticket], serves: impl Fn(&ServiceId) -> bool) -> Vec<&'a Ticket> {
    waiting.iter().copied().filter(|ticket| serves(&ticket.service)).collect()
}
