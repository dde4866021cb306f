//! What a log holds.

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
