//! The branch manager's view of the waiting.

use crate::{DeskState, Head, Opening, StaffMember, Stage, Text, Time, WaitRange};
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
    pub cancelled: u32,
    pub services: Vec<ServiceRow>,
    pub desks: Vec<DeskRow>,
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
}
