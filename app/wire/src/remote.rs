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
    /// Whether "I am here" asks for the code on the wall of the lobby.
    #[serde(default, skip_serializing_if = "is_false")]
    pub code: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_false(is: &bool) -> bool {
    !is
}

/// `POST /api/v1/tickets/{token}/arrive`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArriveRequest {
    /// The code on the wall of the lobby, where the ticket's `remote` says `code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
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
