//! The desk: what the CSR sees, and the answers to what the CSR presses.

use crate::{
    AbsentTicket, Alert, DeskLending, DeskState, Destination, Form, Head, Language, NamedService, ParkReason,
    ParkedTicket, PauseReason, RemoteStage, Stage, Text, Time,
};
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
    /// The branch beside this one: where people learn, or from there the real one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
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
    /// The pause that the CSR is taking.
    pub pause: Option<DeskPause>,
    /// How long the visitor who was called must still be waited for before they count as not there; absent while
    /// nobody is called.
    pub no_show: Option<NoShowRule>,
    /// The branch's tickets that were put aside, those for this desk's services first; the first 50.
    pub parked: Vec<ParkedTicket>,
    /// The last visitors for this desk's services who did not come, the latest first.
    pub absent: Vec<AbsentTicket>,
    /// The services of the branch, to send a visitor on to.
    pub services: Vec<NamedService>,
    /// The other desks that are open, and who sits there.
    pub colleagues: Vec<Colleague>,
    /// What the staff are called for and nobody has seen to.
    #[serde(default)]
    pub alerts: Vec<Alert>,
    /// What the desk is asked to serve besides, or helps with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lending: Option<DeskLending>,
    /// Nobody is chosen in this branch: whoever is next is called.
    #[serde(default)]
    pub blind: bool,
    /// How the desk calls by itself; absent where it does not, or is not free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_call: Option<AutoCall>,
}

/// How a free desk calls by itself: the screen counts the seconds down while somebody waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AutoCall {
    pub after_seconds: u32,
    /// Since when the desk is free.
    pub since: Time,
}

/// `POST .../desks/{desk}/auto-call`: nobody is called where the desk has not been free since then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AutoCallRequest {
    pub since: Time,
}

/// A pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskPause {
    pub reason: PauseReason,
    pub since: Time,
}

/// When a visitor who was called counts as not there: when there are no more calls to make and the moment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoShowRule {
    /// How often they must still be called.
    pub calls: u32,
    /// Not before.
    pub from: Time,
}

/// An open desk to send a visitor to, or the person who sits there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Colleague {
    /// The desk.
    pub id: String,
    pub label: String,
    pub name: Text,
    pub csr: StaffMember,
}

/// How a visitor is called back. The number to dial is with the ticket's notes, for the staff alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskCallBack {
    /// What is said first, after the ticket's number: the visitor's page shows it, so they know that it is the bank.
    pub word: String,
    /// Which attempt this is, from 1 on, and of how many.
    pub dial: u32,
    pub dials: u32,
}

/// The ticket that a desk has open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenTicket {
    pub id: u32,
    pub number: String,
    /// How the visitor is called back, for one who is served by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_back: Option<DeskCallBack>,
    pub service: Text,
    /// The service's id.
    pub service_id: String,
    /// What the visitor came for besides, in the order of desks.
    pub then: Vec<NamedService>,
    /// The time that was booked, for a visitor with an appointment.
    pub appointment: Option<Time>,
    pub language: Language,
    pub priority: bool,
    pub stage: Stage,
    pub issued_at: Time,
    /// The kiosk gave the ticket out while it could not reach the server.
    #[serde(default)]
    pub alone: bool,
    /// The latest call.
    pub called_at: Time,
    /// How often the visitor was called for this turn.
    pub calls: u32,
    pub started_at: Option<Time>,
    /// What the service asks for, and whether the visitor has it.
    pub documents: Vec<Checked>,
    /// The forms of the service, in the order in which the desk needs them.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// What happens at the desk, as the visitor was told.
    #[serde(default)]
    pub how: Option<Text>,
    /// What was delivered to this visit before, at other desks.
    #[serde(default)]
    pub delivered: Vec<Text>,
    pub reason: CallReason,
}

/// A document of the service's list, with the visitor's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Checked {
    #[serde(default)]
    pub id: String,
    pub name: Text,
    pub when: Option<Text>,
    /// The service cannot be given without it.
    #[serde(default)]
    pub always: bool,
    pub at_hand: bool,
    /// The visitor said, or the CSR has seen, that it is not with them.
    pub missing: bool,
}

/// Why this ticket, in numbers.
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
    pub rule: CallRule,
    /// Nobody pressed for it: the desk called by itself.
    #[serde(default)]
    pub by_itself: bool,
}

/// What decided a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallRule {
    /// It was due first.
    Due,
    /// It was due first, by its appointment.
    Appointment,
    /// It was due first, and had been sent to this desk or this person.
    Sent,
    /// Priority had had its share, so it was the turn of somebody who has none.
    PriorityShare,
    /// A person chose it.
    Manual,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own beside the number")]
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
    /// When it should be called at the latest.
    pub due: Time,
    /// The time that was booked, for a visitor with an appointment.
    pub appointment: Option<Time>,
    /// It waits for this desk or this person alone.
    pub sent: bool,
    /// The visitor asked not to be called before; absent when that is over.
    pub later: Option<Time>,
    /// The visitor took the ticket from elsewhere: where they are now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote: Option<RemoteStage>,
    /// The kiosk gave the ticket out while it could not reach the server.
    #[serde(default)]
    pub alone: bool,
    /// The visitor is served by telephone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub call_back: bool,
}

/// The body of a command to a desk that needs nothing said; empty, so that fields can come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeskCommand {}

/// `POST .../desks/{desk}/call`: this ticket, whoever is next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CallRequest {
    #[serde(deserialize_with = "crate::whole::number")]
    pub ticket: u32,
}

/// `POST .../desks/{desk}/pause`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PauseRequest {
    pub reason: PauseReason,
}

/// `POST .../desks/{desk}/finish`; `{}` for a visitor who has what they came for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FinishRequest {
    #[serde(default)]
    pub outcome: Outcome,
    /// Ids of the services that were delivered here; none stands for the one that the ticket was called for. What
    /// else the visitor came for and is not here, the visit goes on with.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<crate::schema::Id>))]
    pub delivered: Vec<String>,
    /// The bank has something left to do.
    #[serde(default)]
    pub follow_up: bool,
}

/// What came of a visit at a desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The visitor has what they came for.
    #[default]
    Resolved,
    /// Some of it.
    Partly,
    /// Nothing: something was missing, or it cannot be done here.
    Unresolved,
}

/// `POST .../desks/{desk}/park`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ParkRequest {
    pub reason: ParkReason,
    /// When the visitor is expected back.
    #[serde(default)]
    pub until: Option<Time>,
}

/// `POST .../desks/{desk}/transfer`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferRequest {
    pub to: Destination,
    #[serde(default)]
    pub place: Place,
}

/// Where a ticket stands when it comes back into a queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Before all who wait there.
    First,
    /// Where its due time puts it.
    #[default]
    ByDue,
    /// After all who wait there.
    Last,
}

/// `POST .../tickets/{ticket}/reinstate`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReinstateRequest {
    #[serde(default)]
    pub place: Place,
}

/// `POST .../tickets/{ticket}/priority`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PriorityRequest {
    pub priority: bool,
}

/// `POST .../tickets/{ticket}/service`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceRequest {
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Id))]
    pub service: String,
}

/// `POST .../tickets/{ticket}/documents`: what the CSR has seen of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentRequest {
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Id))]
    pub document: String,
    /// The visitor has it with them.
    pub at_hand: bool,
}

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
    /// The tour of this screen is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tour: Option<crate::Lesson>,
    /// The CSRs whom the demo plays, by number; none outside a demo.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demo_players: Vec<u32>,
}

/// What a desk's page starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPage {
    pub staff: StaffMember,
    pub snapshot: DeskSnapshot,
    /// The CSRs whom the demo plays, by number; none outside a demo.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demo_players: Vec<u32>,
}
