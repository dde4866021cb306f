//! Which ticket a desk calls next, and why.
//!
//! Among the tickets that the desk may serve, the one with the smallest due time; ties by arrival. A walk-in is due
//! at `issued + (target + alpha * mean service time) * (1/2 if priority else 1)`, in whole milliseconds. Everything
//! that is read in call order is here; nothing here changes a branch.

use crate::branch::place;
use crate::{Branch, DeskId, Duration, Policy, Service, ServiceId, Ticket, TicketId, TicketState, Timestamp};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, btree_set};

/// The ticket that a desk would call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    pub ticket: TicketId,
    pub reason: Reason,
}

/// Why that ticket: recorded with the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// How long it had waited; never below zero.
    pub waited: Duration,
    /// The target wait of its service.
    pub target: Duration,
    pub priority: bool,
    /// How many waiting tickets the desk could have called.
    pub candidates: u32,
    /// How many of those had been issued before it.
    pub overtaken: u32,
}

impl Policy {
    /// When a walk-in's ticket is due; never out of range, whatever the set-up says.
    pub fn due(&self, service: &Service, priority: bool, issued: Timestamp) -> Timestamp {
        let weighted = service.expected.0.saturating_mul(self.alpha_milli) / 1_000;
        let offset = service.target.0.saturating_add(weighted);
        issued + Duration(if priority { offset / 2 } else { offset })
    }
}

/// What is read in call order: by due time, ties by arrival.
impl Branch {
    /// The ticket that a desk would call at `now`, whether or not it has one open. `None` when nobody waits for it.
    pub fn pick(&self, desk: &DeskId, now: Timestamp) -> Option<Pick> {
        let profile = &self.desk(desk)?.profile;
        let heads = self.queues(profile).filter_map(BTreeSet::first);
        let (_, id) = *heads.min()?;
        let ticket = self.ticket(id)?;
        let service = self.setup()?.services.get(&ticket.service)?;
        let candidates = self.queues(profile).map(BTreeSet::len).sum();
        let earlier = |queue: &BTreeSet<_>| queue.iter().filter(|(_, other)| *other < id).count();
        let overtaken = self.queues(profile).map(earlier).sum();
        let reason = Reason {
            waited: Duration((now - ticket.issued_at).0.max(0)),
            target: service.target,
            priority: ticket.priority,
            candidates: count(candidates),
            overtaken: count(overtaken),
        };
        Some(Pick { ticket: id, reason })
    }

    /// Every ticket that waits.
    pub fn waiting(&self) -> impl Iterator<Item = &Ticket> {
        CallOrder::of(&self.tickets, self.waiting.values())
    }

    /// The tickets that wait for what a desk serves; none for a desk that does not exist.
    pub fn waiting_for<'a>(&'a self, desk: &DeskId) -> impl Iterator<Item = &'a Ticket> + use<'a> {
        let profile = self.desk(desk).map(|desk| &desk.profile);
        CallOrder::of(&self.tickets, profile.into_iter().flat_map(|profile| self.queues(profile)))
    }

    /// The tickets that wait for one service.
    pub fn waiting_in<'a>(&'a self, service: &ServiceId) -> impl Iterator<Item = &'a Ticket> + use<'a> {
        CallOrder::of(&self.tickets, self.waiting.get(service))
    }

    /// How many wait, for any service.
    pub fn waiting_count(&self) -> u32 {
        self.counts().waiting
    }

    /// How many wait for one service.
    pub fn waiting_count_in(&self, service: &ServiceId) -> u32 {
        self.waiting.get(service).map_or(0, |queue| count(queue.len()))
    }

    /// How many waiting tickets come before this one at some desk, open or not, that serves both; 0 for a ticket
    /// that does not wait.
    pub fn ahead_of(&self, ticket: TicketId) -> u32 {
        let waits = |ticket: &&Ticket| ticket.state == TicketState::Waiting;
        self.ticket(ticket).filter(waits).map_or(0, |ticket| self.ahead(&ticket.service, (ticket.due, ticket.id)))
    }

    /// How many wait before a place in the call order, at desks that serve this service.
    pub(crate) fn ahead(&self, service: &ServiceId, place: (Timestamp, TicketId)) -> u32 {
        let sharing = self.opened.as_ref().and_then(|opened| opened.sharing.get(service));
        let queues = sharing.into_iter().flat_map(|services| self.queues(services));
        count(queues.map(|queue| queue.range(..place).count()).sum())
    }

    fn queues<'a>(
        &'a self,
        services: &'a BTreeSet<ServiceId>,
    ) -> impl Iterator<Item = &'a BTreeSet<(Timestamp, TicketId)>> {
        services.iter().filter_map(|service| self.waiting.get(service))
    }
}

/// Several queues merged, each in call order already.
struct CallOrder<'a> {
    tickets: &'a [Ticket],
    queues: Vec<btree_set::Iter<'a, (Timestamp, TicketId)>>,
    /// The first of each queue, with the place of its queue.
    heads: BinaryHeap<Reverse<(Timestamp, TicketId, usize)>>,
}

impl<'a> CallOrder<'a> {
    fn of(tickets: &'a [Ticket], queues: impl IntoIterator<Item = &'a BTreeSet<(Timestamp, TicketId)>>) -> Self {
        let queues: Vec<_> = queues.into_iter().map(BTreeSet::iter).collect();
        let mut order = Self { tickets, heads: BinaryHeap::with_capacity(queues.len()), queues };
        for queue in 0..order.queues.len() {
            order.advance(queue);
        }
        order
    }

    fn advance(&mut self, queue: usize) {
        if let Some(&(due, id)) = self.queues[queue].next() {
            self.heads.push(Reverse((due, id, queue)));
        }
    }
}

impl<'a> Iterator for CallOrder<'a> {
    type Item = &'a Ticket;

    fn next(&mut self) -> Option<&'a Ticket> {
        let Reverse((_, id, queue)) = self.heads.pop()?;
        self.advance(queue);
        self.tickets.get(place(id)?)
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
