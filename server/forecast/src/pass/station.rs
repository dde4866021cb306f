//! A desk that calls: until when it is busy, and who waits for it.

use super::Position;
use crate::estimate::Wait;
use queue::{Branch, Desk, DeskId, ServiceId, Ticket, TicketId, TicketState, Timestamp};
use std::collections::BTreeMap;

/// A ticket, and where it stands at this desk.
pub type Candidate<'a> = (Position, &'a Ticket);

pub struct Station<'a> {
    pub desk: &'a Desk,
    /// Until it is free.
    pub free: Wait,
    /// Those without priority, and those with it.
    waiting: [Waiting<'a>; 2],
}

/// Some who wait for a desk, in the order in which it calls them.
#[derive(Default)]
struct Waiting<'a> {
    ready: Vec<Candidate<'a>>,
    /// How many at the head of them have been called.
    gone: usize,
    /// Those who asked to be called later than now.
    later: Vec<Candidate<'a>>,
}

impl<'a> Station<'a> {
    /// `None` for a desk that is closed or takes a pause.
    pub fn of(
        branch: &'a Branch,
        id: &DeskId,
        desk: &'a Desk,
        times: &BTreeMap<&ServiceId, Wait>,
        now: Timestamp,
    ) -> Option<Self> {
        desk.csr()?;
        if desk.pause().is_some() {
            return None;
        }
        let mut waiting = [Waiting::default(), Waiting::default()];
        for ticket in branch.waiting_for(id) {
            let due = match ticket.bound {
                None => ticket.due + branch.step(desk, &ticket.service),
                Some(_) => ticket.due,
            };
            let Waiting { ready, later, .. } = &mut waiting[usize::from(ticket.priority)];
            if ticket.is_later(now) { later } else { ready }.push(((due, ticket.id), ticket));
        }
        let ticket = desk.ticket().and_then(|ticket| branch.ticket(ticket));
        Some(Self { desk, free: ticket.map_or_else(Wait::default, |ticket| left(ticket, times, now)), waiting })
    }

    /// The first without priority, and the first with it, whom the desk could call at that moment.
    pub fn first(&mut self, called: &[bool], at: Timestamp) -> [Option<Candidate<'a>>; 2] {
        self.waiting.each_mut().map(|waiting| waiting.first(called, at))
    }

    /// When the first of those may be called who asked to be called later.
    pub fn next_moment(&self, called: &[bool]) -> Option<Timestamp> {
        let later = self.waiting.iter().flat_map(|waiting| &waiting.later);
        later.filter(|(_, ticket)| !is_set(called, ticket.id)).filter_map(|(_, ticket)| ticket.not_before).min()
    }
}

impl<'a> Waiting<'a> {
    fn first(&mut self, called: &[bool], at: Timestamp) -> Option<Candidate<'a>> {
        while self.ready.get(self.gone).is_some_and(|(_, ticket)| is_set(called, ticket.id)) {
            self.gone += 1;
        }
        let mut later = self.later.iter().filter(|(_, ticket)| !ticket.is_later(at) && !is_set(called, ticket.id));
        let ready = self.ready.get(self.gone);
        ready.into_iter().chain(later.next()).min_by_key(|(place, _)| *place).copied()
    }
}

/// How long the ticket that a desk has open will keep it.
fn left(ticket: &Ticket, times: &BTreeMap<&ServiceId, Wait>, now: Timestamp) -> Wait {
    let time = times.get(&ticket.service).copied().unwrap_or_default();
    match ticket.state {
        TicketState::Serving { since, .. } => time.after(now - since),
        _ => time,
    }
}

/// Ticket `n` stands at `n - 1`.
fn place(ticket: TicketId) -> Option<usize> {
    usize::try_from(ticket.0.checked_sub(1)?).ok()
}

fn is_set(called: &[bool], ticket: TicketId) -> bool {
    place(ticket).and_then(|place| called.get(place)).copied().unwrap_or(false)
}

pub fn set(called: &mut [bool], ticket: TicketId) {
    if let Some(called) = place(ticket).and_then(|place| called.get_mut(place)) {
        *called = true;
    }
}
