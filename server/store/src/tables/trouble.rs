//! What rules found wrong in branches, and the news of it for the bank's programs. One trouble is one row, so that of several servers one
//! opens it; its news are rows of the same transaction, so that none is lost and none is sent of what is over.

#[cfg(test)]
mod contract;
mod news;

pub use news::{
    News, Recipient, again, call_off, claim, dead, due, end, give_back, latest, put, put_off, recipients_told,
};

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use crate::store::Store;
use queue::{CsrId, Duration, Timestamp};

/// Which trouble it is: one for each rule and place of a branch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TroubleKey {
    pub branch: String,
    pub rule: String,
    pub place: String,
}

impl FromRow for TroubleKey {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { branch: row.get("branch")?, rule: row.get("rule")?, place: row.get("place")? })
    }
}

/// A trouble, open or over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub key: TroubleKey,
    pub open: bool,
    pub since: Timestamp,
    /// When it was over; while it is open, when it began.
    pub changed: Timestamp,
    pub value: u32,
    pub seen_by: Option<CsrId>,
    pub seen: Option<Timestamp>,
}

impl FromRow for Trouble {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            key: TroubleKey::from_row(row)?,
            open: row.get::<String>("state")? == "open",
            since: row.get("since_ms")?,
            changed: row.get("changed_ms")?,
            value: row.get("value")?,
            seen_by: row.get("seen_by")?,
            seen: row.get("seen_ms")?,
        })
    }
}

/// Opens a trouble. Returns false where it is open, or was over less than `pause` ago: then nobody is told.
pub async fn open(on: impl Run, key: &TroubleKey, value: u32, at: Timestamp, pause: Duration) -> Result<bool, Failure> {
    let open = sql("INSERT INTO trouble (branch, rule, place, state, since_ms, changed_ms, value)
                    VALUES ($1, $2, $3, 'open', $4, $4, $5)
                    ON CONFLICT (branch, rule, place) DO UPDATE
                    SET state = 'open', since_ms = excluded.since_ms, changed_ms = excluded.changed_ms,
                        value = excluded.value, seen_by = NULL, seen_ms = NULL
                    WHERE trouble.state = 'over' AND trouble.changed_ms <= $6");
    let open = open.bind(&key.branch).bind(&key.rule).bind(&key.place).bind(at).bind(value);
    Ok(on.execute(open.bind(Timestamp(at.0 - pause.0))).await? > 0)
}

/// Ends a trouble. Returns since when it was open, and its value; `None` where it was not.
pub async fn end_trouble(on: impl Run, key: &TroubleKey, at: Timestamp) -> Result<Option<(Timestamp, u32)>, Failure> {
    let over = sql("UPDATE trouble SET state = 'over', changed_ms = $4
                    WHERE branch = $1 AND rule = $2 AND place = $3 AND state = 'open' RETURNING since_ms, value");
    let over = over.bind(&key.branch).bind(&key.rule).bind(&key.place).bind(at);
    on.fetch_optional(over).await
}

/// Returns the open troubles of every branch.
pub async fn open_ones(on: impl Run) -> Result<Vec<TroubleKey>, Failure> {
    on.fetch_all(sql("SELECT branch, rule, place FROM trouble WHERE state = 'open' ORDER BY branch, rule, place")).await
}

/// Returns the open troubles of every branch as they are shown, those that began first first.
pub async fn all_open(on: impl Run) -> Result<Vec<Trouble>, Failure> {
    let open = sql("SELECT branch, rule, place, state, since_ms, changed_ms, value, seen_by, seen_ms FROM trouble
                    WHERE state = 'open' ORDER BY branch, since_ms, rule, place");
    on.fetch_all(open).await
}

/// Returns the troubles of a branch, the open ones first, then the latest.
pub async fn of_branch(on: impl Run, branch: &BranchId, most: u32) -> Result<Vec<Trouble>, Failure> {
    let of_branch = sql("SELECT branch, rule, place, state, since_ms, changed_ms, value, seen_by, seen_ms FROM trouble
                         WHERE branch = $1 ORDER BY state, changed_ms DESC, rule, place LIMIT $2");
    on.fetch_all(of_branch.bind(branch).bind(most)).await
}

/// Notes who has seen an open trouble; who has seen it first stays.
pub async fn see(on: impl Run, key: &TroubleKey, who: CsrId, at: Timestamp) -> Result<bool, Failure> {
    let see = sql("UPDATE trouble SET seen_by = $4, seen_ms = $5
                   WHERE branch = $1 AND rule = $2 AND place = $3 AND state = 'open' AND seen_by IS NULL");
    let see = see.bind(&key.branch).bind(&key.rule).bind(&key.place).bind(who);
    Ok(on.execute(see.bind(at)).await? > 0)
}

/// Forgets troubles that were over before a moment, and news that nobody is to be told any more. What is open stays.
pub async fn forget_before(on: &Store, until: Timestamp) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM trouble WHERE state = 'over' AND changed_ms < $1").bind(until)).await?;
    let news = sql("DELETE FROM trouble_news WHERE state IN ('sent', 'called_off', 'dead') AND changed_ms < $1");
    on.execute(news.bind(until)).await.map(drop)
}
