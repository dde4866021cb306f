//! A visitor's own ticket, on their phone.

use crate::{Document, Form, Head, Language, Notice, ParkReason, RemoteTurn, Text, Time, WaitRange};
use serde::{Deserialize, Serialize};

/// Everything that the phone shows. No name, no other visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketSnapshot {
    pub head: Head,
    pub number: String,
    pub service: Text,
    /// What comes after that, in the order of desks.
    pub then: Vec<Text>,
    /// The time that was booked, for a visitor with an appointment.
    pub appointment: Option<Time>,
    pub language: Language,
    pub issued_at: Time,
    /// The word that the bank says first when it calls, for a ticket that was taken from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// The visitor is served by telephone, and need not come.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub call_back: bool,
    pub status: TicketStatus,
    /// What to have ready, in the order in which the desk needs it.
    pub documents: Vec<Document>,
    pub forms: Vec<Form>,
    /// Ids of the documents that the visitor said they have.
    pub at_hand: Vec<String>,
    /// What the branch tells its visitors now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TicketStatus {
    Waiting {
        ahead: u32,
        /// Absent while no open desk serves it.
        wait: Option<WaitRange>,
        /// The visitor asked not to be called before; absent when that is over.
        later: Option<Time>,
        /// By how many minutes more the visitor may ask to be called later.
        delay_most_minutes: u32,
        /// For a ticket that was taken from elsewhere: where its visitor is, and what they should do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remote: Option<RemoteTurn>,
    },
    Called {
        /// The desk's label.
        desk: String,
        at: Time,
        calls: u32,
    },
    Serving {
        desk: String,
    },
    /// The visitor is served by telephone: a desk dials their number, or speaks with them.
    OnTelephone {
        desk: String,
    },
    /// Put aside by the desk.
    Parked {
        reason: ParkReason,
        until: Option<Time>,
    },
    Done,
    NoShow,
    /// The visitor took the ticket from elsewhere and did not come in time.
    Missed,
    Cancelled,
    /// The day ended before the visitor's turn came.
    DayEnded,
}

/// A ticket that the staff looked for by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundTicket {
    pub id: u32,
    pub number: String,
    pub service: Text,
    pub issued_at: Time,
    pub status: TicketStatus,
}

/// `POST /api/v1/tickets/{token}/delay`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DelayRequest {
    /// From now.
    #[serde(deserialize_with = "crate::whole::number")]
    pub minutes: u32,
}

/// What the phone's page starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketPage {
    pub token: String,
    /// The id of the service, which the phone may keep for the next visit.
    pub service: String,
    pub snapshot: TicketSnapshot,
}
