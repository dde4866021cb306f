//! The branches of a bank beside each other, for who manages several.

use super::figures::{HeatRow, KpiValue, Period};
use super::targets::{BankTarget, BankTargetChange};
use crate::form::Form as FilledForm;
use crate::text::Text;
use crate::{Language, StaffMember};
use serde::{Deserialize, Serialize};

/// The head office's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BankPage {
    pub languages: Vec<Language>,
    pub staff: StaffMember,
    /// `q`, `by` and `only`, as they were asked for.
    pub form: FilledForm,
    /// Of all branches that the person may see.
    pub sums: BankSums,
    /// How many are found.
    pub found: u32,
    /// From 1.
    pub page: u32,
    pub pages: u32,
    pub rows: Vec<BankBranch>,
    /// The days of the figures.
    pub period: Period,
    pub heat: Vec<HeatRow>,
    pub targets: Vec<BankTarget>,
    /// The latest first.
    pub target_changes: Vec<BankTargetChange>,
}

/// What is added up over branches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BankSums {
    pub branches: u32,
    pub open: u32,
    pub waiting: u32,
    pub alerts: u32,
}

/// `GET /api/v1/office/branches`: a part of the branches that are found, in the order that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BankBranches {
    pub sums: BankSums,
    /// How many are found; the answer has at most 200 of them.
    pub found: u32,
    /// How many stand before the first of these.
    pub skipped: u32,
    /// The first and the last day of the figures.
    pub from: String,
    pub to: String,
    pub branches: Vec<BankBranch>,
}

/// A branch beside the others. Shares are in percent, each with its count and its 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BankBranch {
    pub id: String,
    pub name: Text,
    pub serves: BankServes,
    pub known: BankKnown,
    /// The last event, on the branch's wall clock, where the branch does not run on this server.
    pub as_of: Option<String>,
    /// The journal tells more than is known here.
    pub behind: bool,
    pub waiting: u32,
    /// Of who waits longest.
    pub longest_wait_minutes: Option<u32>,
    pub desks: u32,
    pub alerts: u32,
    pub arrivals: u64,
    /// Served within 10 minutes.
    pub in_time: KpiValue,
    /// Called within the target that was in force on the day.
    pub on_target: KpiValue,
    /// Left or did not come.
    pub gone: KpiValue,
    /// Content with the visit; without a value below 10 answers.
    pub satisfied: KpiValue,
    /// Served within 10 minutes, in the last week and in the week before.
    pub last_week: KpiValue,
    pub week_before: KpiValue,
    pub trend: BankTrend,
}

/// Whether a branch serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BankServes {
    Open,
    /// It gives out no tickets for now.
    Stopped,
    Closed,
}

/// From where it is known how a branch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BankKnown {
    /// It runs on this server.
    Here,
    /// Nobody uses it now.
    Asleep,
    /// Another server wrote of it last.
    Elsewhere,
    /// It was never used.
    Nowhere,
}

/// What became of the share within 10 minutes since the week before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BankTrend {
    Better,
    Worse,
    /// No difference that chance would not explain.
    Same,
    /// Nobody came in one of the weeks.
    Unknown,
}
