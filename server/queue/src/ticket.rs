//! One visitor's turn.

use crate::{
    AppointmentId, CsrId, DeskId, DocumentId, Duration, Language, Number, Presence, Reason, Remote, ServiceId,
    TicketId, Timestamp, Token,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ticket {
    pub id: TicketId,
    pub number: Number,
    /// The service that the ticket waits for, or is served for.
    pub service: ServiceId,
    /// The further services of the visit, in the order in which they are served.
    pub then: Vec<ServiceId>,
    /// The services that have been delivered so far.
    pub delivered: Vec<ServiceId>,
    pub language: Language,
    pub priority: bool,
    /// The documents that the visitor has at hand.
    pub documents: Vec<DocumentId>,
    /// The documents that the visitor said they do not have.
    pub missing: Vec<DocumentId>,
    pub appointment: Option<Appointment>,
    pub token: Token,
    /// The time of arrival, which never changes.
    pub issued_at: Timestamp,
    /// The due time, which orders the calls; ties by arrival.
    pub due: Timestamp,
    /// The visitor asked not to be called before this moment. It stays set when the moment has come.
    pub not_before: Option<Timestamp>,
    /// The sum of the delays that the visitor has asked for.
    pub delayed: Duration,
    /// The desk or the CSR that the ticket was sent to, which alone may call it.
    pub bound: Option<Bound>,
    /// Where the visitor is who took the ticket from elsewhere.
    pub remote: Option<Remote>,
    /// A kiosk gave the ticket out while it was without the server; the branch heard of it then.
    pub alone: Option<Timestamp>,
    /// The visitor is served by telephone: how often they did not answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_back: Option<CallBack>,
    /// How many waiting tickets were ahead of it when it was issued.
    pub ahead_at_issue: u32,
    pub state: TicketState,
}

impl Ticket {
    /// The officer whom the ticket waits for by its appointment, at whatever desk they are.
    pub fn held_for(&self) -> Option<CsrId> {
        let officer = self.appointment.as_ref()?.officer?;
        (self.bound == Some(Bound::Csr(officer))).then_some(officer)
    }

    /// The visitor took the ticket from elsewhere and is not in the branch.
    pub fn is_away(&self) -> bool {
        self.remote.as_ref().is_some_and(Remote::is_away)
    }

    /// The visitor is in the branch.
    pub(crate) fn arrive(&mut self, since: Timestamp) {
        if let Some(remote) = &mut self.remote {
            remote.presence = Presence::Here { since };
        }
    }

    /// Nobody answered the telephone.
    pub(crate) fn did_not_answer(&mut self) {
        if let Some(call_back) = &mut self.call_back {
            call_back.unanswered = call_back.unanswered.saturating_add(1);
        }
    }

    /// The document is at hand, or it is not; what was known of it before no longer holds.
    pub(crate) fn set_document(&mut self, document: &DocumentId, at_hand: bool) {
        self.documents.retain(|known| known != document);
        self.missing.retain(|known| known != document);
        let list = if at_hand { &mut self.documents } else { &mut self.missing };
        list.push(document.clone());
    }
}

/// What is known of a visitor who is served by telephone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct CallBack {
    /// How often a desk dialled in vain.
    pub unanswered: u32,
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
        /// The time of the latest call.
        at: Timestamp,
        /// How often the ticket has been called: 1 after the first call.
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
        /// The desk that parked the ticket.
        desk: DeskId,
        reason: ParkReason,
        since: Timestamp,
        /// When the visitor is expected back.
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
    /// The day ended before the ticket's turn did.
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
    /// The officer who was booked; none in journals from before they were recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<CsrId>,
}

/// The desk or the CSR that a ticket was sent to, which alone may call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    Desk(DeskId),
    Csr(CsrId),
}

/// The destination of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// The queue of a service.
    Service(ServiceId),
    /// One desk, which must be open.
    Desk(DeskId),
    /// One CSR, who must be at a desk.
    Csr(CsrId),
}

/// The place of a ticket that comes back into a queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueuePlace {
    /// Before all tickets that wait there.
    First,
    /// By its due time.
    #[default]
    ByDue,
    /// After all tickets that wait there.
    Last,
}

/// Why a visitor was parked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkReason {
    /// The visitor fetches a document. The due time is kept.
    FetchDocument,
    /// The bank has to find something out first.
    WaitForBank,
    /// Nobody answered the telephone. The ticket comes back by itself.
    NoAnswer,
    Other,
}

/// The outcome of a visit at a desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    /// The visitor has what they came for.
    #[default]
    Resolved,
    /// The visitor has a part of what they came for.
    Partly,
    /// The visitor has nothing of it: something was missing, or the desk cannot do it.
    Unresolved,
}

impl VisitOutcome {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
    pub(crate) fn is_resolved(&self) -> bool {
        *self == Self::Resolved
    }
}
