//! How each branch stands, as far as its journal has been read for the figures. It is written by the server that writes those, so that
//! the head office sees branches that sleep, and those of other servers, without waking any.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{Day, Timestamp};

/// How a branch stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchNow {
    pub branch: String,
    pub day: Day,
    /// The last row of the day's journal that it tells of.
    pub seq: u64,
    /// The last event.
    pub at: Timestamp,
    /// The day was closed.
    pub closed: bool,
    /// No tickets are given out for now.
    pub stopped: bool,
    pub waiting: u32,
    /// When the visitor came who waits longest.
    pub oldest: Option<Timestamp>,
    /// Desks at which somebody is signed in.
    pub desks: u32,
    /// Open alerts.
    pub alerts: u32,
    /// The server that wrote this, by the name that it took when it started.
    pub server: String,
}

impl FromRow for BranchNow {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            branch: row.get("branch")?,
            day: row.get("day")?,
            seq: row.get("seq")?,
            at: row.get("at_ms")?,
            closed: row.get("closed")?,
            stopped: row.get("stopped")?,
            waiting: row.get("waiting")?,
            oldest: row.get("oldest_ms")?,
            desks: row.get("desks")?,
            alerts: row.get("alerts")?,
            server: row.get("server")?,
        })
    }
}

/// Keeps how a branch stands.
pub async fn put(on: impl Run, now: &BranchNow) -> Result<(), Failure> {
    let put = sql(
        "INSERT INTO branch_now (branch, day, seq, at_ms, closed, stopped, waiting, oldest_ms, desks, alerts, server)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                   ON CONFLICT (branch) DO UPDATE
                   SET day = excluded.day, seq = excluded.seq, at_ms = excluded.at_ms, closed = excluded.closed,
                       stopped = excluded.stopped, waiting = excluded.waiting, oldest_ms = excluded.oldest_ms,
                       desks = excluded.desks, alerts = excluded.alerts, server = excluded.server",
    );
    let BranchNow { branch, day, seq, at, closed, stopped, waiting, oldest, desks, alerts, server } = now;
    let put = put.bind(branch).bind(day).bind(i64::try_from(*seq).unwrap_or(i64::MAX)).bind(*at).bind(*closed);
    let put = put.bind(*stopped).bind(*waiting).bind(oldest.map(|at| at.0)).bind(*desks).bind(*alerts);
    on.execute(put.bind(server)).await.map(drop)
}

/// Returns how every branch stands, by id.
pub async fn all(on: impl Run) -> Result<Vec<BranchNow>, Failure> {
    on.fetch_all(sql("SELECT branch, day, seq, at_ms, closed, stopped, waiting, oldest_ms, desks, alerts, server
                      FROM branch_now WHERE branch > '' ORDER BY branch"))
        .await
}

/// Returns whether the journal of a branch tells more than its row, of days up to `today`.
pub async fn is_behind(on: impl Run, branch: &BranchId, today: &Day) -> Result<bool, Failure> {
    let behind = sql("SELECT count(*) FROM branch_now
                      WHERE branch = $1
                        AND (EXISTS (SELECT 1 FROM journal WHERE journal.branch = $1 AND journal.day = branch_now.day
                                     AND journal.seq > branch_now.seq)
                             OR EXISTS (SELECT 1 FROM journal WHERE journal.branch = $1
                                        AND journal.day > branch_now.day AND journal.day <= $2))");
    on.fetch_one::<(i64,)>(behind.bind(branch).bind(today)).await.map(|(rows,)| rows > 0)
}
