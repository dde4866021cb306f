//! A ticket that was taken from elsewhere: where its visitor is.

use crate::Time;
use serde::{Deserialize, Serialize};

/// What the visitor of a ticket that was taken from elsewhere should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemoteTurn {
    pub stage: RemoteStage,
    /// How long they need to come, as they said.
    pub travel_minutes: u32,
    /// Until when they are waited for; absent while they should stay where they are, and once they are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

/// Where the visitor of a ticket that was taken from elsewhere is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RemoteStage {
    /// Away: there is time yet.
    Stay,
    /// Away, and told to come.
    Leave,
    OnTheWay,
    Here,
}
