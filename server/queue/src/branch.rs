//! The state of one branch-day: the fold of its journal.
//!
//! This file has the fields and the plain look-ups. The fields change in `apply.rs` only. `call_order.rs` reads the
//! waiting tickets in call order, `pick.rs` picks the next one, and `hours.rs` answers what depends on the hours.

use crate::lines::Lines;
use crate::{
    Alert, AlertKind, AlertPlace, Announcement, AppointmentId, ContestedCalls, CsrId, Day, Desk, DeskId, KioskId,
    Lending, Letter, Number, Opening, Reserve, ServiceId, Setup, Ticket, TicketId, TicketState, Timestamp, Token,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// The lobby shows at most this many calls.
pub(crate) const RECENT_CALLS: usize = 20;

/// One branch during one business day; without a day before the first [`DayOpened`](crate::Event::DayOpened).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Branch {
    pub(crate) opened: Option<Arc<OpenedDay>>,
    pub(crate) closed: bool,
    /// The opening hours: the planned ones and the extensions.
    pub(crate) hours: Vec<Opening>,
    pub(crate) stopped: IssuingStops,
    /// Ticket `n` has index `n - 1`.
    pub(crate) tickets: Vec<Ticket>,
    pub(crate) desks: BTreeMap<DeskId, Desk>,
    pub(crate) lines: Lines,
    /// The last number given out under each letter by the server.
    pub(crate) numbers: BTreeMap<Letter, u32>,
    /// The last number reserved under each letter.
    pub(crate) reserved: BTreeMap<Letter, u32>,
    pub(crate) reserves: BTreeMap<KioskId, Reserve>,
    pub(crate) tokens: BTreeMap<Token, TicketId>,
    pub(crate) appointments: BTreeMap<AppointmentId, TicketId>,
    pub(crate) calls: VecDeque<Call>,
    pub(crate) last_call: u64,
    pub(crate) contested: ContestedCalls,
    pub(crate) counts: Counts,
    /// The open alerts, in the order in which they were raised.
    pub(crate) alerts: Vec<Alert>,
    pub(crate) last_alert: u32,
    pub(crate) solved: u32,
    /// Since when the building is evacuated.
    pub(crate) evacuating: Option<Timestamp>,
    /// Announcements of the day that were not withdrawn, oldest first.
    pub(crate) announcements: Vec<Announcement>,
    pub(crate) last_announcement: u64,
    /// What desks were asked to serve besides, in the order in which they were asked.
    pub(crate) lendings: Vec<Lending>,
}

/// What is fixed for the day.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OpenedDay {
    pub(crate) day: Day,
    pub(crate) setup: Setup,
    /// For each service, the services that share a desk with it, itself included.
    pub(crate) sharing: BTreeMap<ServiceId, BTreeSet<ServiceId>>,
}

/// The services for which a person has stopped the issue of tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IssuingStops {
    /// No tickets are issued for any service.
    pub all: bool,
    pub services: BTreeSet<ServiceId>,
}

/// One call of a ticket to a desk, first or repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    /// The ordinal of the call in the day, with recalls counted: 1 for the first.
    pub seq: u64,
    pub ticket: TicketId,
    pub number: Number,
    pub desk: DeskId,
    pub at: Timestamp,
}

/// How many tickets of the day are in each state. `issued` also counts the tickets that are called or served.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub issued: u32,
    pub waiting: u32,
    pub parked: u32,
    pub served: u32,
    pub no_shows: u32,
    pub cancelled: u32,
    /// The day ended before the ticket's turn did.
    pub day_ended: u32,
}

impl Counts {
    /// The count of the tickets in this state; `None` for a ticket at a desk.
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
    /// Returns a branch whose day has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// The business day, once opened.
    pub fn day(&self) -> Option<&Day> {
        self.opened.as_ref().map(|opened| &opened.day)
    }

    /// Whether the day has been closed. A closed day changes only by an evacuation.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The set-up of the day.
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

    /// The ticket of the visitor whose page has this token.
    pub fn by_token(&self, token: &Token) -> Option<&Ticket> {
        self.ticket(*self.tokens.get(token)?)
    }

    /// The ticket of a visitor who checked in for an appointment.
    pub fn by_appointment(&self, appointment: &AppointmentId) -> Option<&Ticket> {
        self.ticket(*self.appointments.get(appointment)?)
    }

    /// The last number under a letter that the server gave out, and the last one that is reserved; 0 where there is none.
    pub(crate) fn last_counts(&self, letter: Letter) -> (u32, u32) {
        let last = |of: &BTreeMap<Letter, u32>| of.get(&letter).copied().unwrap_or(0);
        (last(&self.numbers), last(&self.reserved))
    }

    /// What a kiosk holds, to give it out without the server.
    pub fn reserve_of(&self, kiosk: &KioskId) -> Option<&Reserve> {
        self.reserves.get(kiosk)
    }

    /// Whether a ticket came before another one: in the order of issue, or by when their visitors came where a kiosk was alone.
    pub(crate) fn is_before(&self, one: TicketId, other: TicketId) -> bool {
        match (self.ticket(one), self.ticket(other)) {
            (Some(a), Some(b)) if a.alone.is_some() || b.alone.is_some() => (a.issued_at, one) < (b.issued_at, other),
            _ => one < other,
        }
    }

    /// The parked tickets, in the order of issue.
    pub fn parked(&self) -> impl Iterator<Item = &Ticket> {
        let parked = |ticket: &&Ticket| matches!(ticket.state, TicketState::Parked { .. });
        // Most branches have no parked ticket, and every frame asks for them.
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

    /// The desk at which a CSR is signed in.
    pub fn desk_of(&self, csr: CsrId) -> Option<&DeskId> {
        self.desks.iter().find(|(_, desk)| desk.csr() == Some(csr)).map(|(id, _)| id)
    }

    /// The last 20 calls, oldest first. Each ticket occurs once, with its latest call.
    pub fn recent_calls(&self) -> impl DoubleEndedIterator<Item = &Call> + ExactSizeIterator {
        self.calls.iter()
    }

    /// The open alerts, in the order in which they were raised.
    pub fn alerts(&self) -> impl DoubleEndedIterator<Item = &Alert> + ExactSizeIterator {
        self.alerts.iter()
    }

    /// The open alert of this kind at this place.
    pub fn alert_at(&self, kind: AlertKind, place: &AlertPlace) -> Option<&Alert> {
        self.alerts.iter().find(|alert| alert.kind.is_like(kind) && alert.place == *place)
    }

    /// Since when the building is evacuated; `None` while it is not.
    pub fn evacuating(&self) -> Option<Timestamp> {
        self.evacuating
    }

    /// The announcements that are shown at `now`, oldest first.
    pub fn announcements(&self, now: Timestamp) -> impl Iterator<Item = &Announcement> {
        self.announcements.iter().filter(move |announcement| now < announcement.until)
    }

    /// What desks were asked to serve besides today, in the order in which they were asked.
    pub fn lendings(&self) -> impl DoubleEndedIterator<Item = &Lending> + ExactSizeIterator {
        self.lendings.iter()
    }

    /// What a desk is asked to serve besides, or is lent for.
    pub fn lending_of(&self, desk: &DeskId) -> Option<&Lending> {
        self.lendings.iter().find(|lending| lending.desk == *desk && lending.is_open())
    }

    /// How many visitors left with a quick answer and took no ticket.
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

    /// The services for which a person has stopped the issue of tickets.
    pub fn stopped(&self) -> &IssuingStops {
        &self.stopped
    }
}

/// The index of a ticket among the day's tickets.
pub(crate) fn index_of(id: TicketId) -> Option<usize> {
    usize::try_from(id.0.checked_sub(1)?).ok()
}
