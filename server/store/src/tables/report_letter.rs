//! Reports that are sent by themselves: a row for each recipient, branch and period. The row is put once, however many servers find that
//! it is time, and a server claims it by a conditional update.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{Day, Timestamp};

/// A report to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLetter {
    /// By the id of the set-up.
    pub recipient: String,
    pub branch: BranchId,
    /// The first day of the period.
    pub period: Day,
    /// `waiting`, `sending`, `sent` or `dead`.
    pub state: String,
    pub due: Timestamp,
    pub tries: u32,
    pub changed: Timestamp,
    /// What went wrong at the last try.
    pub fault: String,
}

impl FromRow for ReportLetter {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            recipient: row.get("recipient")?,
            branch: row.get("branch")?,
            period: row.get("period")?,
            state: row.get("state")?,
            due: row.get("due_ms")?,
            tries: row.get("tries")?,
            changed: row.get("changed_ms")?,
            fault: row.get("fault")?,
        })
    }
}

macro_rules! columns {
    () => {
        "recipient, branch, period, state, due_ms, tries, changed_ms, fault"
    };
}

/// Puts a report that is to be sent now. Returns false where it was put before.
pub async fn put(
    on: impl Run,
    recipient: &str,
    branch: &BranchId,
    period: &Day,
    at: Timestamp,
) -> Result<bool, Failure> {
    let put = sql("INSERT INTO report_letter (recipient, branch, period, state, due_ms, tries, changed_ms, fault)
                   VALUES ($1, $2, $3, 'waiting', $4, 0, $4, '') ON CONFLICT DO NOTHING");
    Ok(on.execute(put.bind(recipient).bind(branch).bind(period).bind(at)).await? > 0)
}

/// Returns the reports that are due, the oldest first.
pub async fn due(on: impl Run, now: Timestamp, most: u32) -> Result<Vec<ReportLetter>, Failure> {
    let due = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM report_letter WHERE state = 'waiting' AND due_ms <= $1 ORDER BY due_ms, branch, recipient LIMIT $2"
    ));
    on.fetch_all(due.bind(now).bind(most)).await
}

/// Claims a report for this server. Returns false where another has it.
pub async fn claim(on: impl Run, letter: &ReportLetter, at: Timestamp) -> Result<bool, Failure> {
    let claim = sql("UPDATE report_letter SET state = 'sending', tries = tries + 1, changed_ms = $5
                     WHERE recipient = $1 AND branch = $2 AND period = $3 AND tries = $4 AND state = 'waiting'");
    let claim = claim.bind(&letter.recipient).bind(&letter.branch).bind(&letter.period).bind(letter.tries);
    Ok(on.execute(claim.bind(at)).await? > 0)
}

/// Notes what became of a claimed report: `sent`, `dead`, or `waiting` until `due`.
pub async fn end(
    on: impl Run,
    letter: &ReportLetter,
    state: &str,
    due: Timestamp,
    fault: &str,
    at: Timestamp,
) -> Result<(), Failure> {
    let end = sql("UPDATE report_letter SET state = $4, due_ms = $5, fault = $6, changed_ms = $7
                   WHERE recipient = $1 AND branch = $2 AND period = $3 AND state = 'sending'");
    let end = end.bind(&letter.recipient).bind(&letter.branch).bind(&letter.period).bind(state).bind(due);
    on.execute(end.bind(fault).bind(at)).await.map(drop)
}

/// Gives up what a server claimed before a moment and never ended: it was killed, and the report may have been sent.
pub async fn give_up(on: impl Run, before: Timestamp, at: Timestamp) -> Result<u64, Failure> {
    let give_up =
        sql("UPDATE report_letter SET state = 'dead', fault = 'its server ended while it was sent', changed_ms = $2
                       WHERE state = 'sending' AND changed_ms < $1");
    on.execute(give_up.bind(before).bind(at)).await
}

/// Sends a branch's dead report again. Returns false where it is not dead.
pub async fn again(
    on: impl Run,
    recipient: &str,
    branch: &BranchId,
    period: &Day,
    at: Timestamp,
) -> Result<bool, Failure> {
    let again = sql("UPDATE report_letter SET state = 'waiting', tries = 0, due_ms = $4, changed_ms = $4
                     WHERE recipient = $1 AND branch = $2 AND period = $3 AND state = 'dead'");
    Ok(on.execute(again.bind(recipient).bind(branch).bind(period).bind(at)).await? > 0)
}

/// Returns the latest reports of a branch.
pub async fn latest(on: impl Run, branch: &BranchId, most: u32) -> Result<Vec<ReportLetter>, Failure> {
    let latest = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM report_letter WHERE branch = $1 ORDER BY changed_ms DESC, recipient, period LIMIT $2"
    ));
    on.fetch_all(latest.bind(branch).bind(most)).await
}

/// Forgets reports that were sent or given up before a moment.
pub async fn forget_before(on: impl Run, until: Timestamp) -> Result<(), Failure> {
    let forget = sql("DELETE FROM report_letter WHERE state IN ('sent', 'dead') AND changed_ms < $1");
    on.execute(forget.bind(until)).await.map(drop)
}
