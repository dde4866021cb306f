//! What was learned from the days of each branch, one row a branch. The facts are JSON of the predictions' own; this table
//! does not read them.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{Day, Timestamp};

/// What was learned from a branch's days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// The last day that it was learned from.
    pub up_to: Day,
    /// The facts, as JSON.
    pub facts: String,
    pub updated: Timestamp,
}

impl FromRow for Learned {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { up_to: row.get("up_to")?, facts: row.get("facts")?, updated: row.get("updated_ms")? })
    }
}

/// Returns what was learned from a branch's days.
pub async fn of_branch(on: impl Run, branch: &BranchId) -> Result<Option<Learned>, Failure> {
    let learned = sql("SELECT up_to, facts, updated_ms FROM learned WHERE branch = $1");
    on.fetch_optional(learned.bind(branch)).await
}

/// Keeps what was learned. Returns false where somebody has learned from a later day meanwhile, which stays.
pub async fn put(on: impl Run, branch: &BranchId, learned: &Learned) -> Result<bool, Failure> {
    let Learned { up_to, facts, updated } = learned;
    let put = sql("INSERT INTO learned (branch, up_to, facts, updated_ms) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (branch) DO UPDATE
                   SET up_to = excluded.up_to, facts = excluded.facts, updated_ms = excluded.updated_ms
                   WHERE learned.up_to <= excluded.up_to");
    Ok(on.execute(put.bind(branch).bind(up_to).bind(facts).bind(*updated)).await? > 0)
}

/// Forgets what was learned from a branch's days.
pub async fn forget(on: impl Run, branch: &BranchId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM learned WHERE branch = $1").bind(branch)).await.map(drop)
}
