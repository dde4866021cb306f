//! What the staff typed to tell the waiting room. It is free text, so it is not in the journal, and goes with its day.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::Day;

/// Keeps the words of an announcement, as JSON, under its id. Returns the words that are kept: those of the first who came.
pub async fn put(on: impl Run + Copy, branch: &BranchId, id: &str, day: &Day, words: &str) -> Result<String, Failure> {
    let insert =
        sql("INSERT INTO announcement (branch, id, day, words) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
    on.execute(insert.bind(branch).bind(id).bind(day).bind(words)).await?;
    let kept = sql("SELECT words FROM announcement WHERE branch = $1 AND id = $2").bind(branch).bind(id);
    on.fetch_one::<(String,)>(kept).await.map(|(words,)| words)
}

/// Returns the announcements of a day: the id and the words of each.
pub async fn of_day(on: impl Run, branch: &BranchId, day: &Day) -> Result<Vec<(String, String)>, Failure> {
    let words = sql("SELECT id, words FROM announcement WHERE branch = $1 AND day = $2 ORDER BY id");
    on.fetch_all(words.bind(branch).bind(day)).await
}

/// Erases the words of all days before `day`.
pub async fn forget_before(on: impl Run, branch: &BranchId, day: &Day) -> Result<(), Failure> {
    let forget = sql("DELETE FROM announcement WHERE branch = $1 AND day < $2");
    on.execute(forget.bind(branch).bind(day)).await.map(drop)
}
