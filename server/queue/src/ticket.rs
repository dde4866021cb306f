//! One visitor's turn.

use crate::{DeskId, DocumentId, Language, Number, Reason, ServiceId, TicketId, Timestamp, Token};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    pub number: Number,
    pub service: ServiceId,
    pub language: Language,
    pub priority: bool,
    /// What the visitor has at hand.
    pub documents: Vec<DocumentId>,
    pub token: Token,
    pub issued_at: Timestamp,
    /// The call order is by this, ties by arrival.
    pub due: Timestamp,
    pub ahead_at_issue: u32,
    pub state: TicketState,
}

/// The life of a ticket: waiting, called, serving, and one of three ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TicketState {
    Waiting,
    Called {
        desk: DeskId,
        reason: Reason,
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
    Done {
        at: Timestamp,
    },
    NoShow {
        at: Timestamp,
    },
    Cancelled {
        at: Timestamp,
    },
}
