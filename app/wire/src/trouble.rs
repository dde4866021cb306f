//! What is wrong in a branch by the set-up's rules.

use crate::Time;
use serde::{Deserialize, Serialize};

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TroubleWhat {
    Wait,
    Queue,
    NoShows,
    Forecast,
    Device,
    Printer,
    Speech,
    Help,
    LowRating,
    Danger,
    ComplaintDue,
}

/// A trouble that is open, as the dashboard shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenTrouble {
    pub what: TroubleWhat,
    /// The service, or the number of the complaint; empty where it is the branch.
    pub place: String,
    /// Minutes, visitors or percent, when it began.
    pub value: u32,
    pub since: Time,
    /// Somebody has seen it.
    pub seen: bool,
}
