//! The state of one branch-day: the fold of its journal.
//!
//! Here is what it holds and what can be looked up. Its fields change in `apply.rs` only; what is read in call order
//! is in `pick.rs`.

use crate::{CsrId, Day, Desk, DeskId, Letter, Number, Opening, ServiceId, Setup, Ticket, TicketId, Timestamp, Token};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// How many calls are remembered for the lobby.
pub(crate) const RECENT_CALLS: usize = 20;

/// One branch during one business day; without a day before the first [`DayOpened`](crate::Event::DayOpened).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Branch {
    pub(crate) opened: Option<Arc<OpenedDay>>,
    /// Ticket `n` stands at `n - 1`.
    pub(crate) tickets: Vec<Ticket>,
    pub(crate) desks: BTreeMap<DeskId, Desk>,
    /// The tickets that wait, by service, in call order.
    pub(crate) waiting: BTreeMap<ServiceId, BTreeSet<(Timestamp, TicketId)>>,
    /// The last number given out under each letter.
    pub(crate) numbers: BTreeMap<Letter, u32>,
    pub(crate) tokens: BTreeMap<Token, TicketId>,
    pub(crate) calls: VecDeque<Call>,
    pub(crate) last_call: u64,
    pub(crate) counts: Counts,
}

/// What is fixed for the day.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OpenedDay {
    pub(crate) day: Day,
    pub(crate) setup: Setup,
    /// For each service, those that share a desk with it, itself included.
    pub(crate) sharing: BTreeMap<ServiceId, BTreeSet<ServiceId>>,
}

/// One call of a ticket to a desk, first or repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    /// Which call of the day it was, recalls counted: 1 for the first.
    pub seq: u64,
    pub ticket: TicketId,
    pub number: Number,
    pub desk: DeskId,
    pub at: Timestamp,
}

/// Tickets of the day by what became of them. What is missing to `issued` is called or being served.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub issued: u32,
    pub waiting: u32,
    pub served: u32,
    pub no_shows: u32,
    pub cancelled: u32,
}

impl Branch {
    /// A branch whose day has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// The business day, once opened.
    pub fn day(&self) -> Option<&Day> {
        self.opened.as_ref().map(|opened| &opened.day)
    }

    /// The set-up that the day runs by.
    pub fn setup(&self) -> Option<&Setup> {
        self.opened.as_ref().map(|opened| &opened.setup)
    }

    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(place(id)?)
    }

    /// Every ticket of the day, in the order of issue.
    pub fn tickets(&self) -> impl DoubleEndedIterator<Item = &Ticket> + ExactSizeIterator {
        self.tickets.iter()
    }

    /// The ticket that a visitor's own page is for.
    pub fn by_token(&self, token: &Token) -> Option<&Ticket> {
        self.ticket(*self.tokens.get(token)?)
    }

    pub fn desk(&self, id: &DeskId) -> Option<&Desk> {
        self.desks.get(id)
    }

    /// Every desk of the set-up, by id.
    pub fn desks(&self) -> impl DoubleEndedIterator<Item = (&DeskId, &Desk)> + ExactSizeIterator {
        self.desks.iter()
    }

    /// The desk where a CSR sits.
    pub fn desk_of(&self, csr: CsrId) -> Option<&DeskId> {
        self.desks.iter().find(|(_, desk)| desk.csr() == Some(csr)).map(|(id, _)| id)
    }

    /// The last 20 calls, oldest first. A ticket is there once, by its latest call.
    pub fn recent_calls(&self) -> impl DoubleEndedIterator<Item = &Call> + ExactSizeIterator {
        self.calls.iter()
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The opening in force, if tickets are given out at `now`.
    pub fn opening_at(&self, now: Timestamp) -> Option<Opening> {
        self.setup()?.hours.iter().copied().find(|opening| opening.from <= now && now < opening.to)
    }

    /// When tickets will next begin to be given out after `now`: later today, or on a day to come.
    pub fn next_opening(&self, now: Timestamp) -> Option<Timestamp> {
        let setup = self.setup()?;
        let today = setup.hours.iter().map(|opening| opening.from);
        today.chain(setup.reopens_at).find(|from| *from > now)
    }
}

/// Where a ticket stands among the day's tickets.
pub(crate) fn place(id: TicketId) -> Option<usize> {
    usize::try_from(id.0.checked_sub(1)?).ok()
}
