//! Notices: what a manager tells the visitors of a branch, from a start to an end, and the steps of each.

#[cfg(test)]
mod contract;

pub use super::step::By;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Statement, Transaction, sql};
use crate::failure::Failure;
use crate::tables::step;
use queue::Timestamp;

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: i64,
    pub from: Timestamp,
    pub until: Timestamp,
    /// The words by language, as JSON.
    pub words: String,
    pub withdrawn: bool,
    pub version: u32,
}

impl FromRow for Notice {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            from: row.get("from_ms")?,
            until: row.get("until_ms")?,
            words: row.get("words")?,
            withdrawn: row.get("withdrawn")?,
            version: row.get("version")?,
        })
    }
}

/// Makes a notice; its `id` and `version` are given here. Returns its id.
pub async fn put(
    transaction: &mut Transaction<'_>,
    branch: &BranchId,
    new: &Notice,
    by: By<'_>,
) -> Result<i64, Failure> {
    let insert = sql("INSERT INTO notice (branch, from_ms, until_ms, words, withdrawn, version)
                      VALUES ($1, $2, $3, $4, $5, 1) RETURNING id");
    let insert = insert.bind(branch).bind(new.from).bind(new.until).bind(&new.words).bind(new.withdrawn);
    let (id,): (i64,) = transaction.fetch_one(insert).await?;
    transaction.execute(insert_step(id, 1, new, by)).await?;
    Ok(id)
}

/// Writes a notice as it is after a change, where it still has the version of `before`. Returns whether it had.
pub async fn change(
    transaction: &mut Transaction<'_>,
    before: &Notice,
    after: &Notice,
    by: By<'_>,
) -> Result<bool, Failure> {
    let update = sql("UPDATE notice SET from_ms = $3, until_ms = $4, words = $5, withdrawn = $6, version = version + 1
                      WHERE id = $1 AND version = $2");
    let update = update.bind(before.id).bind(before.version).bind(after.from).bind(after.until).bind(&after.words);
    let step = insert_step(before.id, before.version + 1, after, by);
    step::change(transaction, update.bind(after.withdrawn), step).await
}

fn insert_step<'a>(id: i64, version: u32, after: &Notice, by: By<'a>) -> Statement<'a> {
    let insert = sql("INSERT INTO notice_step (notice, version, at_ms, actor, step, from_ms, until_ms)
                      VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let insert = insert.bind(id).bind(version).bind(by.at).bind(by.actor).bind(by.step);
    insert.bind(after.from).bind(after.until)
}

/// Returns a branch's notice.
pub async fn by_id(on: impl Run, branch: &BranchId, id: i64) -> Result<Option<Notice>, Failure> {
    let select =
        sql("SELECT id, from_ms, until_ms, words, withdrawn, version FROM notice WHERE id = $1 AND branch = $2");
    on.fetch_optional(select.bind(id).bind(branch)).await
}

/// Returns the notices of a branch that are not over at a moment and were not withdrawn, the first to end first.
pub async fn open(on: impl Run, branch: &BranchId, now: Timestamp) -> Result<Vec<Notice>, Failure> {
    let select = sql("SELECT id, from_ms, until_ms, words, withdrawn, version FROM notice
                      WHERE branch = $1 AND until_ms > $2 AND withdrawn = $3 ORDER BY until_ms, id");
    on.fetch_all(select.bind(branch).bind(now).bind(false)).await
}

/// Returns the notices of a branch that end after a moment, withdrawn ones too, the last to end first: at most `most`.
pub async fn ending_after(on: impl Run, branch: &BranchId, at: Timestamp, most: u32) -> Result<Vec<Notice>, Failure> {
    let select = sql("SELECT id, from_ms, until_ms, words, withdrawn, version FROM notice
                      WHERE branch = $1 AND until_ms > $2 ORDER BY until_ms DESC, id DESC LIMIT $3");
    on.fetch_all(select.bind(branch).bind(at).bind(most)).await
}

/// Returns the steps of a notice in their order: when, who, and which.
pub async fn steps(on: impl Run, id: i64) -> Result<Vec<(Timestamp, String, String)>, Failure> {
    let select = sql("SELECT at_ms, actor, step FROM notice_step WHERE notice = $1 ORDER BY version");
    on.fetch_all(select.bind(id)).await
}
