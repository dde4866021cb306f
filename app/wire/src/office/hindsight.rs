//! The forecast of a period against what came.

use super::figures::KpiValue;
use serde::{Deserialize, Serialize};

/// What was foreseen of days before they began, and told to tickets, beside what was.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Hindsight {
    /// The days of the period that were foreseen.
    pub days: Vec<HindsightDay>,
    /// The quarter hours of the day from the first to the last of which there is something to say.
    pub quarters: Vec<HindsightQuarter>,
    /// The share of tickets that were called within the range that they were told.
    pub told: KpiValue,
}

/// Visits of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HindsightDay {
    pub day: String,
    pub foreseen_tenths: u32,
    pub came: u32,
}

/// A quarter hour of the day, of all foreseen days of the period together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HindsightQuarter {
    /// Minutes since midnight, at which it begins.
    pub minute: u16,
    pub foreseen_tenths: u32,
    pub came: u32,
    /// Tickets of the quarter hour that were told a wait and were called, and those called within what they were told.
    pub told: u32,
    pub within: u32,
    /// The means of what was told (the middle of the range) and of what was, in seconds; `None` of nobody.
    pub told_seconds: Option<u32>,
    pub waited_seconds: Option<u32>,
}
