//! The figures of a branch. A day's journal becomes rows: one a visit, one a quarter hour ([`DayFold`]). Quarter hours are added up
//! to a [`Report`], from which the KPIs are computed as FORECAST.md defines them.
//!
//! Counts and durations are added, and divided last: a percentage is never averaged. A figure of nobody has no value. No row names a
//! visitor or a member of staff. The crate is pure: it reads no clock, and the local time of a quarter hour is told to it.
#![forbid(unsafe_code)]

mod bank;
mod day;
mod hindsight;
mod quarter;
mod report;
mod spread;
mod tally;
mod targets;
mod total;
mod visit;

pub use bank::{BankHours, BranchFigures, Counted, Trend, Worst, worse_first};
pub use day::{DayFold, DayRows};
pub use hindsight::{Against, ForeseenVisits, Hindsight, ToldTally, ToldWaits};
pub use quarter::{Counts, DeskTime, Facts, Group, QUARTER_MS, QuarterRow};
pub use report::{Filter, Placed, Report};
pub use spread::{Spread, percentile};
pub use tally::{Kpis, PROMISED_WAIT, Tally};
pub use targets::{DayTargets, OnTarget, TargetReport, TargetSpan, on_target};
pub use total::DayTotal;
pub use visit::{Channel, End, VisitRow};
