//! A desk that helps other services for a while: what is asked, what is agreed, and what it gained.

use crate::{Text, Time};
use serde::{Deserialize, Serialize};

/// `POST .../desks/{desk}/lend`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LendRequest {
    /// The services that the desk is to serve besides, by their ids; those that it serves anyway are left out.
    pub services: Vec<String>,
    /// Until when it is meant. The time ends nothing by itself.
    pub until: Time,
}

/// What a desk is asked, or has agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeskLending {
    pub services: Vec<Text>,
    pub until: Time,
    /// The CSR has agreed.
    pub lent: bool,
    /// Visits for these services that ended here meanwhile.
    pub served: u32,
}

/// One of the day's lendings, as the manager sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LendingRow {
    /// The desk's id, and its label.
    pub desk: String,
    pub label: String,
    pub services: Vec<Text>,
    pub until: Time,
    pub state: LendingState,
    /// Since when the desk helps, or helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Time>,
    /// When that ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Time>,
    /// What was gained: visits for these services that ended there meanwhile.
    pub served: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LendingState {
    Asked,
    NotLent,
    Lent,
    Returned,
}
