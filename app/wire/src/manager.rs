//! The branch manager's view of the waiting.

use crate::{
    AbsentTicket, Accuracy, Advice, Alert, DeskPause, DeskState, Head, LendingRow, Offer, OpenTrouble, Opening,
    ParkedTicket, Plan, PrinterRow, StaffMember, Stage, Text, Time, WaitRange,
};
use serde::{Deserialize, Serialize};

/// Everything that the dashboard shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ManagerSnapshot {
    pub head: Head,
    pub opening: Opening,
    /// Tickets that wait, in all.
    pub waiting: u32,
    /// When the ticket that has waited longest was issued.
    pub oldest_issued_at: Option<Time>,
    /// Tickets issued today, and how they ended.
    pub issued: u32,
    pub served: u32,
    pub no_shows: u32,
    /// Visitors who have a ticket and are not in the branch.
    #[serde(default)]
    pub away: u32,
    /// Those of the no-shows who took a ticket from elsewhere and never came.
    #[serde(default)]
    pub never_came: u32,
    pub cancelled: u32,
    /// Tickets that the end of the day ended.
    pub day_ended: u32,
    /// Visitors who needed no ticket: a quick answer was enough.
    #[serde(default)]
    pub solved: u32,
    pub day: DayControl,
    pub services: Vec<ServiceRow>,
    pub desks: Vec<DeskRow>,
    /// The tickets that were put aside, in the order of issue.
    pub parked: Vec<ParkedTicket>,
    /// The last visitors who did not come, the latest first.
    pub absent: Vec<AbsentTicket>,
    /// What the staff are called for and nobody has seen to.
    #[serde(default)]
    pub alerts: Vec<Alert>,
    /// What else the set-up's rules find wrong, as it was written last.
    #[serde(default)]
    pub troubles: Vec<OpenTrouble>,
    /// What desks were asked to serve besides today, the latest first.
    #[serde(default)]
    pub lendings: Vec<LendingRow>,
    /// What could be done about the waiting; absent until it has been computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
    /// How right the waits were that visitors were told; absent where none was told yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<Accuracy>,
    /// How many desks the next day needs; absent until it has been computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

/// What a manager can do about the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DayControl {
    /// The day has been closed; nothing more happens in it.
    pub closed: bool,
    /// No tickets are given out, by a decision of the staff.
    pub stopped: bool,
    /// The times between which the day's end may be moved; absent where it cannot be moved now.
    pub extension: Option<Extension>,
}

/// From when to when the day may be extended: later than `after`, and `latest` at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Extension {
    pub after: Time,
    pub latest: Time,
}

/// `POST /api/v1/branches/{branch}/day/extend`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExtendRequest {
    /// Tickets are given out up to, not including, this moment.
    pub until: Time,
}

/// `POST .../day/stop` and `.../day/resume`: for one service, or for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IssuingRequest {
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Id>))]
    pub service: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ServiceRow {
    pub id: String,
    pub letter: String,
    pub name: Text,
    pub waiting: u32,
    pub oldest_issued_at: Option<Time>,
    pub target_minutes: u32,
    /// What the next visitor can expect; absent while no open desk serves it.
    pub wait: Option<WaitRange>,
    /// Open desks that serve it.
    pub open_desks: u32,
    pub offer: Offer,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskRow {
    pub id: String,
    pub label: String,
    pub name: Text,
    pub state: DeskState,
    pub csr: Option<StaffMember>,
    pub ticket: Option<DeskTicket>,
    pub pause: Option<DeskPause>,
    /// The letters of the services that the desk serves now.
    #[serde(default)]
    pub letters: Vec<String>,
    /// The day's calls and choices; absent where the branch does not count them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<DeskChoices>,
}

/// How many visitors were called to a desk today, and how many of them its CSR chose, whoever was next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskChoices {
    pub calls: u32,
    pub chosen: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskTicket {
    pub number: String,
    pub stage: Stage,
    /// Since when it has been at that stage.
    pub since: Time,
}

/// What the dashboard's page starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerPage {
    pub staff: StaffMember,
    pub snapshot: ManagerSnapshot,
    /// The tour of this screen is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tour: Option<crate::Lesson>,
    /// The printers of the branch.
    #[serde(default)]
    pub printers: Vec<PrinterRow>,
}
