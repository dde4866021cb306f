//! The state of one branch-day: the fold of its journal.
//!
//! Here is what it holds and what can be looked up. Its fields change in `apply.rs` only; what is read in call order
//! is in `pick.rs`, what depends on the hours in `hours.rs`.

use crate::lines::Lines;
use crate::{
    Alert, AlertKind, AlertPlace, AppointmentId, ContestedCalls, CsrId, Day, Desk, DeskId, Letter, Number, Opening,
    ServiceId, Setup, Ticket, TicketId, TicketState, Timestamp, Token,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// How many calls are remembered for the lobby.
pub(crate) const RECENT_CALLS: usize = 20;

/// One branch during one business day; without a day before the first [`DayOpened`](crate::Event::DayOpened).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Branch {
    pub(crate) opened: Option<Arc<OpenedDay>>,
    pub(crate) closed: bool,
    /// When tickets are given out: as planned, and as extended.
    pub(crate) hours: Vec<Opening>,
    pub(crate) stopped: Stopped,
    /// Ticket `n` stands at `n - 1`.
    pub(crate) tickets: Vec<Ticket>,
    pub(crate) desks: BTreeMap<DeskId, Desk>,
    pub(crate) lines: Lines,
    /// The last number given out under each letter.
    pub(crate) numbers: BTreeMap<Letter, u32>,
    pub(crate) tokens: BTreeMap<Token, TicketId>,
    pub(crate) appointments: BTreeMap<AppointmentId, TicketId>,
    pub(crate) calls: VecDeque<Call>,
    pub(crate) last_call: u64,
    pub(crate) contested: ContestedCalls,
    pub(crate) counts: Counts,
    /// Those that are open, in the order in which they were raised.
    pub(crate) alerts: Vec<Alert>,
    pub(crate) last_alert: u32,
    pub(crate) solved: u32,
}

/// What is fixed for the day.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OpenedDay {
    pub(crate) day: Day,
    pub(crate) setup: Setup,
    /// For each service, those that share a desk with it, itself included.
    pub(crate) sharing: BTreeMap<ServiceId, BTreeSet<ServiceId>>,
}

/// What no tickets are given out for, by a person's decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stopped {
    pub all: bool,
    pub services: BTreeSet<ServiceId>,
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
    pub parked: u32,
    pub served: u32,
    pub no_shows: u32,
    pub cancelled: u32,
    /// The day ended before their turn did.
    pub day_ended: u32,
}

impl Counts {
    /// The count that a ticket in this state belongs to, if it is not at a desk.
    pub(crate) fn of(&mut self, state: &TicketState) -> Option<&mut u32> {
        match state {
            TicketState::Waiting => Some(&mut self.waiting),
            TicketState::Parked { .. } => Some(&mut self.parked),
            TicketState::Done { .. } => Some(&mut self.served),
            TicketState::NoShow { .. } => Some(&mut self.no_shows),
            TicketState::Cancelled { .. } => Some(&mut self.cancelled),
            TicketState::DayEnded { .. } => Some(&mut self.day_ended),
            TicketState::Called { .. } | TicketState::Serving { .. } => None,
        }
    }
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

    /// Whether the day has been closed. A closed day stays as it ended.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The set-up that the day runs by.
    pub fn setup(&self) -> Option<&Setup> {
        self.opened.as_ref().map(|opened| &opened.setup)
    }

    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(index_of(id)?)
    }

    /// Every ticket of the day, in the order of issue.
    pub fn tickets(&self) -> impl DoubleEndedIterator<Item = &Ticket> + ExactSizeIterator {
        self.tickets.iter()
    }

    /// The ticket that a visitor's own page is for.
    pub fn by_token(&self, token: &Token) -> Option<&Ticket> {
        self.ticket(*self.tokens.get(token)?)
    }

    /// The ticket of a visitor who checked in for an appointment.
    pub fn by_appointment(&self, appointment: &AppointmentId) -> Option<&Ticket> {
        self.ticket(*self.appointments.get(appointment)?)
    }

    /// The tickets that have been put aside, in the order of issue.
    pub fn parked(&self) -> impl Iterator<Item = &Ticket> {
        let parked = |ticket: &&Ticket| matches!(ticket.state, TicketState::Parked { .. });
        // Most branches have none, and this is asked for every frame.
        let some = if self.counts.parked == 0 { &[] } else { self.tickets.as_slice() };
        some.iter().filter(parked)
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

    /// What the staff are called for and nobody has seen to, in the order in which it was raised.
    pub fn alerts(&self) -> impl DoubleEndedIterator<Item = &Alert> + ExactSizeIterator {
        self.alerts.iter()
    }

    /// The open alert about this at this place.
    pub fn alert_at(&self, kind: AlertKind, place: &AlertPlace) -> Option<&Alert> {
        self.alerts.iter().find(|alert| alert.kind.is_like(kind) && alert.place == *place)
    }

    /// Visitors who needed no ticket: a quick answer was enough.
    pub fn solved(&self) -> u32 {
        self.solved
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The calls so far for which a visitor with priority and one without both waited.
    pub fn contested(&self) -> ContestedCalls {
        self.contested
    }

    /// What no tickets are given out for, though the branch is open.
    pub fn stopped(&self) -> &Stopped {
        &self.stopped
    }
}

/// The index of a ticket among the day's tickets.
pub(crate) fn index_of(id: TicketId) -> Option<usize> {
    usize::try_from(id.0.checked_sub(1)?).ok()
}
