//! The desk: what the CSR sees, and the answers to what the CSR presses.

use crate::{DeskState, Head, Language, Stage, Text, Time};
use serde::{Deserialize, Serialize};

/// A member of staff, as the screens of their branch name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StaffMember {
    pub id: u32,
    pub name: String,
}

/// The desks of a branch, to choose one from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskChoiceSnapshot {
    pub head: Head,
    pub desks: Vec<DeskChoice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskChoice {
    pub id: String,
    pub label: String,
    /// What is served there: "Teller".
    pub name: Text,
    pub state: DeskState,
    pub csr: Option<StaffMember>,
}

/// Everything that one desk shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskSnapshot {
    pub head: Head,
    pub id: String,
    pub label: String,
    pub name: Text,
    pub state: DeskState,
    pub csr: Option<StaffMember>,
    /// The ticket at the desk.
    pub ticket: Option<OpenTicket>,
    /// Whom *Call next* would call now, and why.
    pub next: Option<NextPick>,
    /// The tickets that this desk may serve, in call order; the first 50.
    pub queue: Vec<QueueEntry>,
    /// How many there are in all.
    pub waiting: u32,
}

/// The ticket that a desk has open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenTicket {
    pub id: u32,
    pub number: String,
    pub service: Text,
    pub language: Language,
    pub priority: bool,
    pub stage: Stage,
    pub issued_at: Time,
    /// The latest call.
    pub called_at: Time,
    /// How often the visitor was called for this turn.
    pub calls: u32,
    pub started_at: Option<Time>,
    /// What the service asks for, and whether the visitor said that they have it.
    pub documents: Vec<Checked>,
    pub reason: CallReason,
}

/// A document of the service's list, with the visitor's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Checked {
    pub name: Text,
    pub when: Option<Text>,
    pub at_hand: bool,
}

/// Why this ticket: it had the earliest due time among those that the desk may serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CallReason {
    /// How long the ticket had waited, in whole minutes.
    pub waited_minutes: u32,
    /// The service's target wait, in minutes.
    pub target_minutes: u32,
    pub priority: bool,
    /// How many tickets the desk could have called.
    pub candidates: u32,
    /// How many of those had been issued before this one.
    pub overtaken: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NextPick {
    pub id: u32,
    pub number: String,
    pub service: Text,
    pub reason: CallReason,
}

/// One line of a desk's queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct QueueEntry {
    pub id: u32,
    pub number: String,
    pub service: Text,
    pub language: Language,
    pub priority: bool,
    pub issued_at: Time,
    pub target_minutes: u32,
}

/// The body of every command to a desk; empty today, so that fields can come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeskCommand {}

/// The answer to `next`; `ticket` is null when nobody waits. The other commands answer with the same shape: the
/// ticket that they left open at the desk, or null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NextAnswer {
    pub ticket: Option<CalledTicket>,
}

/// The ticket that a command called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CalledTicket {
    pub id: u32,
    pub number: String,
    pub service: String,
    pub reason: CallReason,
}

/// What the page that chooses a desk starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskChoicePage {
    pub staff: StaffMember,
    pub snapshot: DeskChoiceSnapshot,
}

/// What a desk's page starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPage {
    pub staff: StaffMember,
    pub snapshot: DeskSnapshot,
}
