//! The office's pages of a change that is made to many branches: its form, the list of them, and how one stands.

use crate::form::Form as FilledForm;
use crate::setup_office::SetupChange;
use crate::{Text, Time};
use serde::{Deserialize, Serialize};

/// The form that begins a rollout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolloutForm {
    /// The form of one branch that was filled in: its part, the version that it was made of, and its fields.
    pub part: String,
    pub seen: u32,
    pub typed: Vec<(String, String)>,
    pub changes: Vec<SetupChange>,
    /// How many branches the bank has.
    pub branches: u32,
    pub form: FilledForm,
    /// Branches that were named and are not there, or that two groups name.
    pub unknown: Vec<String>,
    pub twice: Vec<String>,
    /// What the check of the set-up says of the rest of it.
    pub faults: Vec<String>,
}

/// A rollout in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolloutRow {
    pub id: u32,
    pub name: String,
    /// The name of who began it.
    pub by: String,
    /// The day by the branch's clock.
    pub day: String,
    pub at: Time,
    /// Whether its branches were given back what they had.
    pub returned: bool,
}

/// The rollouts, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollouts {
    pub rows: Vec<RolloutRow>,
    /// Where the list goes on.
    pub before: Option<u32>,
    pub utc_offset_minutes: i32,
}

/// How a rollout stands in a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RolloutStanding {
    Planned,
    Same,
    Refused,
    Done,
    Returned,
    Kept,
}

impl RolloutStanding {
    pub const ALL: [Self; 6] = [Self::Planned, Self::Same, Self::Refused, Self::Done, Self::Returned, Self::Kept];

    /// The word in an address.
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
}

/// Branches that have their turn together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolloutGroupRow {
    pub place: u32,
    pub name: String,
    /// How many branches stand how.
    pub counts: Vec<(RolloutStanding, u32)>,
    /// The version that was saved for it.
    pub number: Option<u32>,
    /// When it had its turn: the day and the time by the branch's clock.
    pub done: Option<(String, Time)>,
}

impl RolloutGroupRow {
    pub fn count(&self, standing: RolloutStanding) -> u32 {
        self.counts.iter().find(|(other, _)| *other == standing).map_or(0, |(_, count)| *count)
    }
}

/// A branch of a rollout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolloutBranchRow {
    pub id: String,
    pub name: Text,
    pub standing: RolloutStanding,
    /// What the check says, in English, or the fields that somebody changed since.
    pub why: String,
    /// Whether somebody has edited the same fields after the plan was shown.
    pub edited: bool,
    pub changes: Vec<SetupChange>,
}

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RolloutRefused {
    /// Somebody has acted on it meanwhile.
    Stale,
    /// The check names mistakes that are none of these branches'.
    Faulty(Vec<String>),
}

/// How a rollout stands: the change, its groups, and branches of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolloutPage {
    pub row: RolloutRow,
    /// The version of it that is acted on.
    pub seen: u32,
    pub changes: Vec<SetupChange>,
    pub groups: Vec<RolloutGroupRow>,
    /// The group whose branches are listed, and in which state only.
    pub place: u32,
    pub only: Option<RolloutStanding>,
    pub branches: Vec<RolloutBranchRow>,
    /// The branch after which the list goes on.
    pub after: Option<String>,
    /// The names of the branches that were not given back what they had, as far as there is room.
    pub kept: Vec<String>,
    pub refused: Option<RolloutRefused>,
    pub utc_offset_minutes: i32,
}
