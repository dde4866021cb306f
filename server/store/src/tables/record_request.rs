//! The requests that changed a record, by their keys, with what they were answered.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use crate::request_key::RequestKey;
use queue::Timestamp;

/// A request that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// A hash of what was wished.
    pub wish_hash: String,
    /// The answer as JSON.
    pub answer: String,
}

impl FromRow for Answered {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { wish_hash: row.get("wish_hash")?, answer: row.get("answer")? })
    }
}

/// Takes the key for a request. Returns whether it was free; on PostgreSQL it waits for a transaction that has just taken it.
pub async fn put(
    on: impl Run,
    branch: &BranchId,
    key: &RequestKey,
    wish_hash: &str,
    at: Timestamp,
) -> Result<bool, Failure> {
    let insert =
        sql("INSERT INTO record_request (branch, request_key, wish_hash, answer, at_ms) VALUES ($1, $2, $3, '', $4)
                      ON CONFLICT DO NOTHING");
    Ok(on.execute(insert.bind(branch).bind(key).bind(wish_hash).bind(at)).await? > 0)
}

/// Keeps the answer of a request.
pub async fn answer(on: impl Run, branch: &BranchId, key: &RequestKey, answer: &str) -> Result<(), Failure> {
    let update = sql("UPDATE record_request SET answer = $3 WHERE branch = $1 AND request_key = $2");
    on.execute(update.bind(branch).bind(key).bind(answer)).await.map(drop)
}

/// Returns the request with this key.
pub async fn by_key(on: impl Run, branch: &BranchId, key: &RequestKey) -> Result<Option<Answered>, Failure> {
    let select = sql("SELECT wish_hash, answer FROM record_request WHERE branch = $1 AND request_key = $2");
    on.fetch_optional(select.bind(branch).bind(key)).await
}

/// Forgets the requests before a time: nobody sends them again. Returns how many they were.
pub async fn forget_before(on: impl Run, before: Timestamp) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM record_request WHERE at_ms < $1").bind(before)).await
}
