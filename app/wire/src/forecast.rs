//! What predictions say beside the wait of the next visitor: when to come back, how right they were, what the branch could
//! do now, and how many desks the next day needs.

use crate::{Text, Time, WaitRange};
use serde::{Deserialize, Serialize};

/// A time later today at which the wait is expected to be much shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BetterTime {
    pub from: Time,
    /// What a visitor can expect who comes then.
    pub wait: WaitRange,
}

/// How right the waits were that visitors were told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Accuracy {
    /// The first business day that is counted: `2026-11-22`.
    pub since: String,
    pub all: Score,
    /// By service; those of which nobody was called are left out.
    pub services: Vec<ServiceScore>,
    /// By the hour of the branch's day in which the wait was told.
    pub hours: Vec<HourScore>,
}

/// What was said of several tickets, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Score {
    /// Tickets that were told a wait and have been called.
    pub tickets: u32,
    /// How many of them waited as long as they were told.
    pub right: u32,
    /// The mean of both ends of what was said.
    pub said: WaitRange,
    /// The mean wait, in minutes.
    pub waited_minutes: u32,
    /// The mean absolute error of the middle of the range, in tenths of a minute.
    pub error_tenths: u32,
    /// The mean of wait less the middle of the range, in tenths of a minute; above 0 where it took longer than said.
    pub bias_tenths: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ServiceScore {
    pub id: String,
    pub name: Text,
    pub score: Score,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HourScore {
    /// 0 to 23.
    pub hour: u32,
    pub score: Score,
}

/// What the branch could do about the waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Advice {
    /// Too little is known of the branch to suggest anything.
    Unknown {
        /// Days that were learned from, and how many it takes.
        days: u32,
        needed: u32,
    },
    /// What is suggested, the best first; empty where the desks fit the work.
    Known { suggestions: Vec<Suggestion> },
}

/// A suggestion, and what it would bring by the same simulation that tells the waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Suggestion {
    pub step: Step,
    /// What the desk would serve that people wait for.
    pub serves: Vec<Text>,
    /// In how many minutes the waits for these services are within their targets again; absent where not today.
    pub in_target: Option<u32>,
    /// The same without the step.
    pub in_target_without: Option<u32>,
    /// How many visitors would wait at least a minute less; for a desk that closes, at least a minute more.
    pub people: u32,
    /// By how many minutes, on the mean of those.
    pub minutes: u32,
}

/// A step by its desks' labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Step {
    Open {
        desk: String,
    },
    Close {
        desk: String,
    },
    /// The CSR of one desk goes to another, which has another profile.
    Move {
        from: String,
        to: String,
    },
}

/// How many desks the next day needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Plan {
    /// Too little is known of the branch.
    Unknown {
        days: u32,
        needed: u32,
    },
    /// No day is planned.
    Closed,
    Known(DayPlan),
}

/// The plan of one day, by quarter hour and group of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DayPlan {
    /// The beginning of its first quarter hour.
    pub from: Time,
    /// Minutes that the branch's wall clock is ahead of UTC on that day.
    pub utc_offset_minutes: i32,
    /// How many days it was learned from.
    pub days: u32,
    /// Services that are served at the same kind of desk, by their letter.
    pub groups: Vec<PlanGroup>,
    /// The quarter hours in which the branch is open, in order.
    pub quarters: Vec<PlanQuarter>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlanGroup {
    pub letter: String,
    pub name: Text,
    /// How many desks of the branch serve it.
    pub desks: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlanQuarter {
    pub from: Time,
    /// Visitors who are expected, in tenths.
    pub visitors_tenths: u32,
    /// The desks that each group needs, in the order of the groups.
    pub desks: Vec<u32>,
}
