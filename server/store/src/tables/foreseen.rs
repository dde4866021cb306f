//! What was foreseen of each day, and how right the waits were that were told on it. The facts are JSON of the figures' own; this table
//! does not read them.

#[cfg(test)]
mod contract;

use super::report::Days;
use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Day;

/// What is kept of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreseen {
    pub day: Day,
    /// The visits that were foreseen before the day began; `None` where nothing was.
    pub visits: Option<String>,
    /// The waits that were told, and those that were; `None` until the day is over.
    pub waits: Option<String>,
}

impl FromRow for Foreseen {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { day: row.get("day")?, visits: row.get("visits")?, waits: row.get("waits")? })
    }
}

/// Keeps what is foreseen of a day. What was foreseen first stays.
pub async fn put_visits(on: impl Run, branch: &BranchId, day: &Day, visits: &str) -> Result<(), Failure> {
    let put = sql("INSERT INTO foreseen (branch, day, visits) VALUES ($1, $2, $3)
                   ON CONFLICT (branch, day) DO UPDATE SET visits = excluded.visits WHERE foreseen.visits IS NULL");
    on.execute(put.bind(branch).bind(day).bind(visits)).await.map(drop)
}

/// Keeps how right the waits were that were told on a day that is over.
pub async fn put_waits(on: impl Run, branch: &BranchId, day: &Day, waits: &str) -> Result<(), Failure> {
    let put = sql("INSERT INTO foreseen (branch, day, waits) VALUES ($1, $2, $3)
                   ON CONFLICT (branch, day) DO UPDATE SET waits = excluded.waits");
    on.execute(put.bind(branch).bind(day).bind(waits)).await.map(drop)
}

/// Returns what is kept of a branch's days, in their order.
pub async fn of_days(on: impl Run, branch: &BranchId, days: &Days) -> Result<Vec<Foreseen>, Failure> {
    let kept =
        sql("SELECT day, visits, waits FROM foreseen WHERE branch = $1 AND day >= $2 AND day <= $3 ORDER BY day");
    on.fetch_all(kept.bind(branch).bind(&days.first).bind(&days.last)).await
}

/// Returns a branch's days before `day` on which tickets were told waits that are not added up yet.
pub async fn to_add_up(on: impl Run, branch: &BranchId, day: &Day) -> Result<Vec<Day>, Failure> {
    let days = sql("SELECT DISTINCT day FROM told WHERE branch = $1 AND day < $2
                      AND NOT EXISTS (SELECT 1 FROM foreseen WHERE foreseen.branch = told.branch
                                      AND foreseen.day = told.day AND foreseen.waits IS NOT NULL)
                    ORDER BY day");
    Ok(on.fetch_all::<(Day,)>(days.bind(branch).bind(day)).await?.into_iter().map(|(day,)| day).collect())
}
