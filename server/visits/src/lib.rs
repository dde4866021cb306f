//! The visit log: what became of each visitor, and when each desk was open.
//!
//! A [`Log`] comes from the events of a day ([`of_events`]) or from two CSV files ([`csv`], described in
//! `docs/visit-log.md`). Forecasts learn from it and are measured by it. The crate is pure: it has no clock, and reads
//! only from the source that it is handed.
#![forbid(unsafe_code)]

pub mod csv;
mod day;

pub use day::{Recorder, of_events};

use queue::{DeskId, ServiceId, Timestamp};

/// What became of one visitor who came for one service. A visitor who comes for several has a visit for each; the
/// later ones are issued when the one before is finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The number on the ticket: `A042`.
    pub ticket: String,
    pub service: ServiceId,
    pub priority: bool,
    /// The booked time of an appointment.
    pub booked: Option<Timestamp>,
    pub issued: Timestamp,
    /// The first call.
    pub called: Option<Timestamp>,
    /// When the service began; the last time, where it began more than once.
    pub started: Option<Timestamp>,
    /// When the visit ended: with the service, with the no-show that a desk recorded, when the visitor left.
    pub finished: Option<Timestamp>,
    /// The desk of the last call.
    pub desk: Option<DeskId>,
    pub outcome: Outcome,
}

/// How a visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Served,
    /// The visitor was called and did not come.
    NoShow,
    /// The visitor left the queue.
    Cancelled,
    /// The day ended before the visit did.
    DayEnded,
}

/// A span in which a desk was open, or a break inside one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskSpan {
    pub desk: DeskId,
    pub from: Timestamp,
    pub to: Timestamp,
    pub kind: SpanKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpanKind {
    Open,
    Break,
}

/// Visits, in the order in which they were issued, and the spans of the desks, by their beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    pub visits: Vec<Visit>,
    pub desks: Vec<DeskSpan>,
}
