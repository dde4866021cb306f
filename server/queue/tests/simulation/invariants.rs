//! What always holds, checked by brute force against nothing but the list of tickets, the desks, and what the events
//! said. What one state shows by itself is in `Branch::audit`; here is what needs the past, or the rules a second time.

use queue::{
    Bound, Branch, Desk, DeskId, Event, KioskId, Number, ParkReason, Presence, Refusal, Rule, ServiceId, Ticket,
    TicketId, TicketState, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the events said so far today.
#[derive(Default)]
pub struct History {
    /// What kiosks hold, with since when; and when the last visitor of each came.
    held: BTreeMap<(KioskId, Number), Timestamp>,
    last_alone: BTreeMap<KioskId, Timestamp>,
    /// Number and arrival.
    issued: BTreeMap<TicketId, (Number, Timestamp)>,
    /// Calls of the day: ordinal, ticket, desk.
    calls: Vec<(u64, TicketId, DeskId)>,
    /// Calls for which both waited, with priority and without; and those of them that were with.
    contested: (i64, i64),
    /// Whose visitors are away, and since when they are expected, where they are.
    away: BTreeMap<TicketId, Option<Timestamp>>,
    /// Who is served by telephone: how often they did not answer, and until when they are not dialled again.
    telephone: BTreeMap<TicketId, (u32, Option<Timestamp>)>,
}

impl History {
    /// Takes note of an event, and checks what it says against the state that it was decided in.
    pub fn before(&mut self, branch: &Branch, event: &Event, now: Timestamp) {
        match event {
            Event::DayOpened { .. } => *self = Self::default(),
            Event::NumbersReserved { kiosk, letter, from, to, at } => {
                for count in *from..=*to {
                    let number = Number { letter: *letter, count };
                    assert!(self.issued.values().all(|(other, _)| *other != number), "{number} was given out already");
                    assert!(self.held.keys().all(|(_, other)| *other != number), "{number} is held already");
                    self.held.insert((kiosk.clone(), number), *at);
                }
            }
            Event::TicketIssued { ticket, number, at, alone: Some(alone), .. } => {
                assert_eq!(alone.handed_in, now);
                let since = self.held.remove(&(alone.kiosk.clone(), *number)).expect("held, and not given out before");
                assert!(*at <= now, "{number} came later than now");
                assert!(*at >= since.min(now), "{number} came before the kiosk had the number");
                let last = self.last_alone.insert(alone.kiosk.clone(), *at);
                assert!(last.is_none_or(|last| *at >= last.min(now)), "{number} came before those who came first");
                assert!(branch.opening_at(*at).is_some(), "came while closed");
                assert!(self.issued.values().all(|(other, _)| other != number), "{number} was given out twice");
                assert_eq!(self.issued.insert(*ticket, (*number, *at)), None, "{ticket} was given out twice");
            }
            Event::TicketIssued { ticket, number, at, service, travel, call_back, .. } => {
                assert!(self.held.keys().all(|(_, held)| held != number), "{number} is a kiosk's");
                if *call_back {
                    assert!(travel.is_none(), "{ticket} is called back and comes, too");
                    self.telephone.insert(*ticket, (0, None));
                }
                if travel.is_some() {
                    self.away.insert(*ticket, None);
                }
                assert_eq!(*at, now);
                assert!(branch.opening_at(now).is_some(), "issued while closed");
                assert!(!branch.stopped().all && !branch.stopped().services.contains(service), "issued while stopped");
                assert!(self.issued.values().all(|(other, _)| other != number), "{number} was given out twice");
                assert_eq!(self.issued.insert(*ticket, (*number, now)), None, "{ticket} was given out twice");
            }
            Event::TicketCalled { ticket, desk, csr, reason, .. } => {
                let at_desk = branch.desk(desk).expect("there");
                assert_eq!((at_desk.csr(), at_desk.pause()), (Some(*csr), None));
                assert!(!self.away.contains_key(ticket), "{ticket} was called while its visitor was away");
                if reason.rule != Rule::Manual {
                    self.automatic_call(branch, *ticket, desk, now);
                }
                if reason.contested {
                    self.contested.0 += 1;
                    self.contested.1 += i64::from(reason.priority);
                }
                self.call(*ticket, desk);
            }
            Event::TicketRecalled { ticket, desk, .. } => self.call(*ticket, desk),
            Event::TicketCalledIn { ticket, at } | Event::VisitorSetOff { ticket, at } => {
                let expected = self.away.get_mut(ticket).expect("away");
                *expected = Some(expected.map_or(*at, |before| before.min(*at)));
            }
            Event::VisitorArrived { ticket, due, at } => {
                self.away.remove(ticket).expect("away");
                let before = branch.ticket(*ticket).expect("issued").due;
                assert!(*due >= *at && (*due == *at || *due == before), "an arrival moves a ticket up");
            }
            Event::TicketMissed { ticket, at } => {
                let told = self.away[ticket].expect("nobody is missed who was not told to come and did not leave");
                assert!(*at >= told + branch.setup().expect("a day").policy.remote_grace, "missed too early");
            }
            Event::TicketReinstated { ticket, .. } => drop(self.away.remove(ticket)),
            Event::TicketParked { ticket, reason: ParkReason::NoAnswer, until, at, .. } => {
                let policy = branch.setup().expect("a day").policy;
                let (dials, again) = self.telephone.get_mut(ticket).expect("served by telephone");
                (*dials, *again) = (*dials + 1, Some(*at + policy.call_back_pause));
                assert!(*dials < policy.call_back_dials, "{ticket} did not answer often enough to be a no-show");
                assert_eq!(until, again);
            }
            Event::TicketNoShow { ticket, .. } if self.telephone.contains_key(ticket) => {
                let dials = self.telephone[ticket].0 + 1;
                assert!(
                    dials >= branch.setup().expect("a day").policy.call_back_dials,
                    "{ticket} is to be dialled again"
                );
            }
            _ => {}
        }
    }

    /// The rule of the call order, written a second time.
    fn automatic_call(&self, branch: &Branch, called: TicketId, desk: &DeskId, now: Timestamp) {
        let candidates = candidates(branch, desk, now);
        let first = candidates[0];
        let other = candidates.iter().find(|other| !other.priority);
        let most = branch.setup().expect("a day").policy.priority_share_milli;
        let over = (self.contested.1 + 1) * 1_000 > most * (self.contested.0 + 1);
        let expected = if first.priority && over { other.unwrap_or(&first) } else { &first };
        assert_eq!(called, expected.id);
    }

    /// The waiting room hears of whoever is there.
    fn call(&mut self, ticket: TicketId, desk: &DeskId) {
        if self.telephone.contains_key(&ticket) {
            return;
        }
        self.calls.push((self.calls.len() as u64 + 1, ticket, desk.clone()));
    }
}

pub fn check(branch: &Branch, history: &History, now: Timestamp) {
    assert_eq!(branch.audit(), Vec::<String>::new());
    number_and_arrival_stay(branch, history);
    let waiting = waiting(branch);
    queues_hold_the_tickets_that_wait(branch, &waiting);
    picks_say_what_they_mean(branch, now);
    ahead_is_who_comes_before(branch, &waiting);
    calls_are_the_latest(branch, history);
}

/// A refusal leaves no doubt: the same command is refused in the same words.
pub fn refused_again(branch: &Branch, command: &queue::Command, refusal: &Refusal, now: Timestamp) {
    assert_eq!(branch.decide(command, now).as_ref(), Err(refusal));
}

fn number_and_arrival_stay(branch: &Branch, history: &History) {
    assert_eq!(branch.tickets().len(), history.issued.len());
    for (ticket, (number, arrival)) in &history.issued {
        let ticket = branch.ticket(*ticket).expect("issued");
        assert_eq!((ticket.number, ticket.issued_at), (*number, *arrival));
    }
}

fn queues_hold_the_tickets_that_wait(branch: &Branch, waiting: &[&Ticket]) {
    for (id, desk) in branch.desks() {
        let mut expected: Vec<&Ticket> = waiting.iter().copied().filter(|ticket| may_call(id, desk, ticket)).collect();
        expected.sort_by_key(|ticket| (due_at(branch, desk, ticket), ticket.id));
        agree(branch.waiting_for(id), &expected);
        assert_eq!(branch.waiting_count_for(id) as usize, expected.len());
    }
    for service in branch.setup().into_iter().flat_map(|setup| setup.services.keys()) {
        let expected = of(waiting, |other| other == service);
        assert_eq!(branch.waiting_count_in(service) as usize, expected.len());
        agree(branch.waiting_in(service), &expected);
    }
}

fn agree<'a>(queue: impl Iterator<Item = &'a Ticket>, expected: &[&Ticket]) {
    let queue: Vec<TicketId> = queue.map(|ticket| ticket.id).collect();
    assert_eq!(queue, expected.iter().map(|ticket| ticket.id).collect::<Vec<_>>());
}

fn picks_say_what_they_mean(branch: &Branch, now: Timestamp) {
    for (id, _) in branch.desks() {
        let candidates = candidates(branch, id, now);
        let Some(pick) = branch.pick(id, now) else {
            assert!(candidates.is_empty(), "somebody waits for desk {id}");
            continue;
        };
        let picked = branch.ticket(pick.ticket).expect("waits");
        assert_eq!(pick.reason.waited.0, (now.0 - picked.issued_at.0).max(0));
        assert_eq!(pick.reason.priority, picked.priority);
        assert_eq!(pick.reason.candidates as usize, candidates.len());
        assert_eq!(pick.reason.rule == Rule::PriorityShare, candidates[0].id != picked.id);
        // A kiosk that was alone tells of its visitors late: who came first counts, not of whom the branch heard first.
        let overtaken = candidates.iter().filter(|other| came_before(other, picked)).count();
        assert_eq!(pick.reason.overtaken as usize, overtaken);
        let both = candidates.iter().any(|ticket| ticket.priority) && candidates.iter().any(|ticket| !ticket.priority);
        assert_eq!(pick.reason.contested, both);
    }
}

fn came_before(one: &Ticket, other: &Ticket) -> bool {
    if one.alone.or(other.alone).is_some() {
        return (one.issued_at, one.id) < (other.issued_at, other.id);
    }
    one.id < other.id
}

fn ahead_is_who_comes_before(branch: &Branch, waiting: &[&Ticket]) {
    for ticket in waiting.iter().step_by(5).filter(|ticket| ticket.bound.is_none()) {
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

/// Whom a desk could call now, in the order in which it would.
fn candidates<'a>(branch: &'a Branch, id: &DeskId, now: Timestamp) -> Vec<&'a Ticket> {
    let desk = branch.desk(id).expect("there");
    let may = |ticket: &&Ticket| {
        let away = ticket.remote.as_ref().is_some_and(|remote| !matches!(remote.presence, Presence::Here { .. }));
        may_call(id, desk, ticket) && !away && ticket.not_before.is_none_or(|not_before| not_before <= now)
    };
    let mut candidates: Vec<&Ticket> = waiting(branch).into_iter().filter(may).collect();
    candidates.sort_by_key(|ticket| (due_at(branch, desk, ticket), ticket.id));
    candidates
}

fn may_call(id: &DeskId, desk: &Desk, ticket: &Ticket) -> bool {
    match &ticket.bound {
        None => desk.profile.contains(&ticket.service),
        Some(Bound::Desk(bound)) => bound == id,
        Some(Bound::Csr(csr)) => desk.csr() == Some(*csr),
    }
}

/// When a ticket is due at a desk: what it prefers less, it sees as later.
fn due_at(branch: &Branch, desk: &Desk, ticket: &Ticket) -> i64 {
    let step = branch.setup().expect("a day").policy.preference_step.0;
    let unpreferred = desk.preference.iter().take_while(|service| **service != ticket.service).count();
    let places = if ticket.bound.is_some() { 0 } else { i64::try_from(unpreferred).expect("few") };
    ticket.due.0 + step * places
}

/// The tickets in the waiting state, sorted into call order.
fn waiting(branch: &Branch) -> Vec<&Ticket> {
    let mut tickets: Vec<&Ticket> = branch.tickets().filter(|ticket| ticket.state == TicketState::Waiting).collect();
    tickets.sort_by_key(|ticket| (ticket.due, ticket.id));
    tickets
}

/// Those who wait for services, at whichever desk.
fn of<'a>(waiting: &[&'a Ticket], serves: impl Fn(&ServiceId) -> bool) -> Vec<&'a Ticket> {
    waiting.iter().copied().filter(|ticket| ticket.bound.is_none() && serves(&ticket.service)).collect()
}
