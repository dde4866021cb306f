//! One visitor's turn.

use crate::{
    AppointmentId, CsrId, DeskId, DocumentId, Duration, Language, Number, Reason, ServiceId, TicketId, Timestamp, Token,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ticket {
    pub id: TicketId,
    pub number: Number,
    /// What it waits for, or is served for.
    pub service: ServiceId,
    /// What comes after that, in the order of desks.
    pub then: Vec<ServiceId>,
    /// What has been done so far.
    pub delivered: Vec<ServiceId>,
    pub language: Language,
    pub priority: bool,
    /// What the visitor has at hand.
    pub documents: Vec<DocumentId>,
    /// What the visitor said is not with them.
    pub missing: Vec<DocumentId>,
    pub appointment: Option<Appointment>,
    pub token: Token,
    /// The arrival: nothing that happens later changes it.
    pub issued_at: Timestamp,
    /// The call order is by this, ties by arrival.
    pub due: Timestamp,
    /// At the visitor's wish it is not called before; whether that moment has come is seen when a desk calls.
    pub not_before: Option<Timestamp>,
    /// For how long, in all, the visitor has asked to be called later.
    pub delayed: Duration,
    /// Who alone may call it.
    pub bound: Option<Bound>,
    pub ahead_at_issue: u32,
    pub state: TicketState,
}

/// The life of a ticket: waiting, called, serving, perhaps parked, and one of four ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TicketState {
    Waiting,
    Called {
        desk: DeskId,
        reason: Reason,
        first_at: Timestamp,
        /// The latest call.
        at: Timestamp,
        /// How often: 1 for the first call.
        calls: u32,
    },
    Serving {
        desk: DeskId,
        reason: Reason,
        called_at: Timestamp,
        calls: u32,
        since: Timestamp,
    },
    Parked {
        /// The desk that put it aside.
        desk: DeskId,
        reason: ParkReason,
        since: Timestamp,
        /// When it is expected back.
        until: Option<Timestamp>,
    },
    Done {
        at: Timestamp,
        outcome: VisitOutcome,
        follow_up: bool,
    },
    NoShow {
        at: Timestamp,
    },
    Cancelled {
        at: Timestamp,
    },
    /// The day ended before its turn did.
    DayEnded {
        at: Timestamp,
    },
}

impl TicketState {
    /// Whether the ticket's turn has ended. A no-show may still be reinstated.
    pub fn is_over(&self) -> bool {
        match self {
            Self::Waiting | Self::Called { .. } | Self::Serving { .. } | Self::Parked { .. } => false,
            Self::Done { .. } | Self::NoShow { .. } | Self::Cancelled { .. } | Self::DayEnded { .. } => true,
        }
    }

    /// The desk that the ticket is called to or served at.
    pub(crate) fn desk(&self) -> Option<&DeskId> {
        match self {
            Self::Called { desk, .. } | Self::Serving { desk, .. } => Some(desk),
            Self::Waiting
            | Self::Parked { .. }
            | Self::Done { .. }
            | Self::NoShow { .. }
            | Self::Cancelled { .. }
            | Self::DayEnded { .. } => None,
        }
    }
}

/// A booking, as a visitor checks in for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub id: AppointmentId,
    /// The time that was booked.
    pub booked: Timestamp,
}

/// Who alone may call a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    Desk(DeskId),
    Csr(CsrId),
}

/// Where a visitor is sent on to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// The queue of a service.
    Service(ServiceId),
    /// One desk, which must be open.
    Desk(DeskId),
    /// The person who sits at some desk now.
    Csr(CsrId),
}

/// Where a ticket stands when it comes back into a queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueuePlace {
    /// Before all who wait there.
    First,
    /// Where its due time puts it.
    #[default]
    ByDue,
    /// After all who wait there.
    Last,
}

/// Why a visitor was put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkReason {
    /// Gone to fetch a document: the place is kept.
    FetchDocument,
    /// The bank has to find something out first.
    WaitForBank,
    Other,
}

/// What came of a visit at a desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    /// The visitor has what they came for.
    #[default]
    Resolved,
    /// Some of it.
    Partly,
    /// Nothing: something was missing, or it cannot be done here.
    Unresolved,
}

impl VisitOutcome {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
    pub(crate) fn is_resolved(&self) -> bool {
        *self == Self::Resolved
    }
}
