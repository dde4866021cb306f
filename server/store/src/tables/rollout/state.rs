//! How a rollout stands in a branch.

use crate::database::Column;
use crate::failure::Failure;

/// How a rollout stands in a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RolloutState {
    /// It will be changed.
    Planned,
    /// It has it already.
    Same,
    /// It cannot have it.
    Refused,
    Done,
    /// It has again what it had.
    Returned,
    /// Somebody has changed it since, and that stays.
    Kept,
}

impl RolloutState {
    pub const ALL: [Self; 6] = [Self::Planned, Self::Same, Self::Refused, Self::Done, Self::Returned, Self::Kept];

    /// Returns the word that is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Same => "same",
            Self::Refused => "refused",
            Self::Done => "done",
            Self::Returned => "returned",
            Self::Kept => "kept",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl Column for RolloutState {
    type Stored = String;

    fn from_stored(state: String) -> Result<Self, Failure> {
        Self::parse(&state).ok_or_else(|| Failure::Other(format!("no branch of a rollout is {state}")))
    }
}
