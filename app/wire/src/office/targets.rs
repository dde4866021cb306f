//! Target waits: what came of them while they were in force, and who set them.

use super::figures::{KpiValue, Period};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The targets of a period. Each day is counted by the targets with which it began.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TargetFigures {
    /// The share of visits that were called within their targets, in the period and in the one that it is compared with.
    pub now: KpiValue,
    pub before: KpiValue,
    pub rows: Vec<TargetRow>,
}

/// A target of a service, from its first day of the period to its last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetRow {
    pub service: Text,
    pub days: Period,
    pub minutes: u32,
    pub within: KpiValue,
    /// `None` where the set-up began with it.
    pub set: Option<TargetSet>,
}

/// Who set a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetSet {
    /// The name; empty where it was the server or a command.
    pub by: String,
    /// By the clock of the branch: `2026-11-29 10:15:00`.
    pub at: String,
    /// The version of the set-up.
    pub number: u32,
}

/// The targets of a service over the branches that the person may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankTarget {
    pub service: Text,
    /// Each target in minutes with how many branches have it, the most common first.
    pub minutes: Vec<(u32, u32)>,
}

/// A change of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankTargetChange {
    pub service: Text,
    /// The branch whose own target it is; `None` for that of every branch which has none of its own.
    pub branch: Option<Text>,
    /// In minutes; `None` where there was, or is, none.
    pub old: Option<u32>,
    pub new: Option<u32>,
    pub set: TargetSet,
}
