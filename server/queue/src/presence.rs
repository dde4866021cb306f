//! Where a visitor is who took the ticket from elsewhere, and when they should be there.

use crate::{Duration, Timestamp};
use serde::{Deserialize, Serialize};

/// What is known of a visitor who took the ticket from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remote {
    /// How long the visitor needs to come, as they said.
    pub travel: Duration,
    pub presence: Presence,
    /// When the visitor was told to come.
    pub called_in: Option<Timestamp>,
}

/// Where the visitor of a remote ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    Away,
    OnTheWay { since: Timestamp },
    Here { since: Timestamp },
}

impl Remote {
    /// The visitor is not in the branch.
    pub fn is_away(&self) -> bool {
        !matches!(self.presence, Presence::Here { .. })
    }

    /// When the visitor should be there: so long after they were told to come, or left, whichever was first, as they need.
    /// `None` while they are neither.
    pub fn expected_at(&self) -> Option<Timestamp> {
        let left = match self.presence {
            Presence::OnTheWay { since } | Presence::Here { since } => Some(since),
            Presence::Away => None,
        };
        let first = match (self.called_in, left) {
            (Some(told), Some(left)) => told.min(left),
            (told, left) => told.or(left)?,
        };
        Some(first + self.travel)
    }
}
