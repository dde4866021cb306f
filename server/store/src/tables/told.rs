//! Which wait each ticket was told, and when it was called after all. The first telling stays, and so does the first call.

#[cfg(test)]
mod contract;

use super::report::Days;
use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{Day, Duration, ServiceId, TicketId, Timestamp};

/// Which wait a ticket was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub branch: BranchId,
    pub day: Day,
    pub ticket: TicketId,
    pub service: ServiceId,
    /// When it was told. The wait counts from here.
    pub at: Timestamp,
    /// The range as people read it.
    pub low_minutes: u32,
    pub high_minutes: u32,
    /// The range as it was simulated, before it was widened, and the median in it: the shortest that holds 75 % of the
    /// runs (in old rows the deciles).
    pub q10: Duration,
    pub median: Duration,
    pub q90: Duration,
    /// The first call; `None` until then.
    pub called: Option<Timestamp>,
}

impl FromRow for Told {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            branch: row.get("branch")?,
            day: row.get("day")?,
            ticket: row.get("ticket")?,
            service: row.get("service")?,
            at: row.get("at_ms")?,
            low_minutes: row.get("low_minutes")?,
            high_minutes: row.get("high_minutes")?,
            q10: row.get("q10_ms")?,
            median: row.get("median_ms")?,
            q90: row.get("q90_ms")?,
            called: row.get("called_ms")?,
        })
    }
}

macro_rules! columns {
    () => {
        "branch, day, ticket, service, at_ms, low_minutes, high_minutes, q10_ms, median_ms, q90_ms, called_ms"
    };
}

/// Keeps what a ticket was told, and its call once there is one. What it was told before stays.
pub async fn put(on: impl Run, told: &Told) -> Result<(), Failure> {
    let Told { branch, day, ticket, service, at, low_minutes, high_minutes, q10, median, q90, called } = told;
    let put = sql(concat!(
        "INSERT INTO told (",
        columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (branch, day, ticket) DO UPDATE SET called_ms = excluded.called_ms
         WHERE told.called_ms IS NULL AND excluded.called_ms IS NOT NULL"
    ));
    let put = put.bind(branch).bind(day).bind(*ticket).bind(service).bind(*at).bind(*low_minutes).bind(*high_minutes);
    on.execute(put.bind(*q10).bind(*median).bind(*q90).bind(called.map(|at| at.0))).await.map(drop)
}

/// Returns what the tickets of a branch's day were told, by ticket.
pub async fn of_day(on: impl Run, branch: &BranchId, day: &Day) -> Result<Vec<Told>, Failure> {
    let told = concat!("SELECT ", columns!(), " FROM told WHERE branch = $1 AND day = $2 ORDER BY ticket");
    on.fetch_all(sql(told).bind(branch).bind(day)).await
}

/// Returns what the tickets of a branch's days were told, by day and ticket.
pub async fn of_days(on: impl Run, branch: &BranchId, days: &Days) -> Result<Vec<Told>, Failure> {
    let told =
        concat!("SELECT ", columns!(), " FROM told WHERE branch = $1 AND day >= $2 AND day <= $3 ORDER BY day, ticket");
    on.fetch_all(sql(told).bind(branch).bind(&days.first).bind(&days.last)).await
}

/// Returns what the last `most` tickets that were called had been told, the latest call first.
pub async fn last_called(on: impl Run, branch: &BranchId, most: u32) -> Result<Vec<Told>, Failure> {
    let told = concat!(
        "SELECT ",
        columns!(),
        " FROM told WHERE branch = $1 AND called_ms IS NOT NULL ORDER BY called_ms DESC, day, ticket LIMIT $2"
    );
    on.fetch_all(sql(told).bind(branch).bind(most)).await
}

/// A word to a visitor's phone that the wait has moved.
#[derive(Debug, Clone, Copy)]
pub struct NewWord<'a> {
    pub branch: &'a BranchId,
    pub day: &'a Day,
    pub ticket: TicketId,
    pub at: Timestamp,
    /// The phone has heard nothing of it in this time.
    pub pause: Duration,
}

/// Takes it upon the caller to send a word. Returns false where another server has, or the phone has heard one just now.
pub async fn claim_word(on: impl Run, word: NewWord<'_>) -> Result<bool, Failure> {
    let NewWord { branch, day, ticket, at, pause } = word;
    let claim = sql("UPDATE told SET word_ms = $4
                     WHERE branch = $1 AND day = $2 AND ticket = $3 AND (word_ms IS NULL OR word_ms <= $5)");
    Ok(on.execute(claim.bind(branch).bind(day).bind(ticket).bind(at).bind(at - pause)).await? > 0)
}

/// Forgets what was told on a branch's days before `day`.
pub async fn forget_before(on: impl Run, branch: &BranchId, day: &Day) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM told WHERE branch = $1 AND day < $2").bind(branch).bind(day)).await.map(drop)
}
