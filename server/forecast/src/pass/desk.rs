//! A desk during the pass: until when it is busy, and who waits for it.

use super::Called;
use crate::estimate::UncertainTime;
use queue::{Branch, Desk, DeskId, Position, ServiceId, Ticket, TicketState, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// A desk that is open and not paused.
pub struct CallingDesk<'a> {
    pub desk: &'a Desk,
    /// How long it stays busy, from now.
    pub free: UncertainTime,
    /// The tickets without priority, and the tickets with it.
    waiting: [Waiting<'a>; 2],
}

/// Tickets that wait for a desk, in its call order.
#[derive(Default)]
struct Waiting<'a> {
    ready: Vec<Position>,
    /// How many tickets at the head of `ready` have been called.
    gone: usize,
    /// The tickets whose visitors asked, at the start of the pass, to be called later.
    later: Vec<(Position, &'a Ticket)>,
}

impl<'a> CallingDesk<'a> {
    /// `None` for a desk that is closed or paused.
    pub fn of(
        branch: &'a Branch,
        id: &DeskId,
        desk: &'a Desk,
        service_times: &BTreeMap<&ServiceId, UncertainTime>,
        now: Timestamp,
    ) -> Option<Self> {
        desk.csr()?;
        if desk.pause().is_some() {
            return None;
        }
        let mut waiting = [Waiting::default(), Waiting::default()];
        for (position, ticket) in branch.positions_at(id) {
            let Waiting { ready, later, .. } = &mut waiting[usize::from(ticket.priority)];
            if ticket.is_later(now) {
                later.push((position, ticket));
            } else {
                ready.push(position);
            }
        }
        let ticket = desk.ticket().and_then(|ticket| branch.ticket(ticket));
        let free = ticket.map_or_else(UncertainTime::default, |ticket| time_left(ticket, service_times, now));
        Some(Self { desk, free, waiting })
    }

    pub fn profile(&self) -> &'a BTreeSet<ServiceId> {
        &self.desk.profile
    }

    /// The first candidate without priority and the first with it, when the desk calls at `at`.
    pub fn heads(&mut self, called: &Called, at: Timestamp) -> [Option<Position>; 2] {
        self.waiting.each_mut().map(|waiting| waiting.head(called, at))
    }

    /// The first moment from which a visitor may be called who asked to be called later.
    pub fn next_moment(&self, called: &Called) -> Option<Timestamp> {
        let later = self.waiting.iter().flat_map(|waiting| &waiting.later);
        later.filter(|(_, ticket)| !called.contains(ticket.id)).filter_map(|(_, ticket)| ticket.not_before).min()
    }
}

impl Waiting<'_> {
    fn head(&mut self, called: &Called, at: Timestamp) -> Option<Position> {
        while self.ready.get(self.gone).is_some_and(|position| called.contains(position.ticket)) {
            self.gone += 1;
        }
        let later = self.later.iter().find(|(_, ticket)| !ticket.is_later(at) && !called.contains(ticket.id));
        let ready = self.ready.get(self.gone).copied();
        ready.into_iter().chain(later.map(|(position, _)| *position)).min()
    }
}

/// How long the ticket that a desk has open will keep the desk busy.
fn time_left(ticket: &Ticket, service_times: &BTreeMap<&ServiceId, UncertainTime>, now: Timestamp) -> UncertainTime {
    let whole = service_times.get(&ticket.service).copied().unwrap_or_default();
    match ticket.state {
        TicketState::Serving { since, .. } => whole.after(now - since),
        // A visitor who was called takes the whole service. In any other state a ticket is at no desk.
        TicketState::Called { .. }
        | TicketState::Waiting
        | TicketState::Parked { .. }
        | TicketState::Done { .. }
        | TicketState::NoShow { .. }
        | TicketState::Cancelled { .. }
        | TicketState::DayEnded { .. } => whole,
    }
}
