//! Keys of the bank's programs. The store knows a hash of each, and what it may do is the same for all: read cases and set their steps.

#[cfg(test)]
mod contract;

use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{CsrId, Duration, Timestamp};

/// How old the last use may be before it is written again: a busy program does not write at each request.
const USE_NOTED_EVERY: Duration = Duration::minutes(5);

/// A key, without what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemKey {
    pub id: i64,
    pub name: String,
    pub made_by: CsrId,
    pub made: Timestamp,
    /// About when it was used last.
    pub used: Option<Timestamp>,
    pub revoked: Option<Timestamp>,
}

impl FromRow for SystemKey {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            made_by: row.get("made_by")?,
            made: row.get("made_ms")?,
            used: row.get("used_ms")?,
            revoked: row.get("revoked_ms")?,
        })
    }
}

/// Keeps a new key. Returns its id.
pub async fn put(on: impl Run, name: &str, key_hash: &str, by: CsrId, at: Timestamp) -> Result<i64, Failure> {
    let insert = sql("INSERT INTO system_key (name, key_hash, made_by, made_ms) VALUES ($1, $2, $3, $4) RETURNING id");
    let (id,): (i64,) = on.fetch_one(insert.bind(name).bind(key_hash).bind(by).bind(at)).await?;
    Ok(id)
}

/// Returns the key with this hash, unless it was revoked.
pub async fn by_hash(on: impl Run, key_hash: &str) -> Result<Option<SystemKey>, Failure> {
    let select = sql("SELECT id, name, made_by, made_ms, used_ms, revoked_ms FROM system_key
                      WHERE key_hash = $1 AND revoked_ms IS NULL");
    on.fetch_optional(select.bind(key_hash)).await
}

/// Notes that a key was used, where that was not noted in the last minutes.
pub async fn used(on: impl Run, key: &SystemKey, at: Timestamp) -> Result<(), Failure> {
    if key.used.is_some_and(|used| at < used + USE_NOTED_EVERY) {
        return Ok(());
    }
    on.execute(sql("UPDATE system_key SET used_ms = $2 WHERE id = $1").bind(key.id).bind(at)).await.map(drop)
}

/// Revokes a key. Returns whether it was there and in use.
pub async fn revoke(on: impl Run, id: i64, by: CsrId, at: Timestamp) -> Result<bool, Failure> {
    let update = sql("UPDATE system_key SET revoked_by = $2, revoked_ms = $3 WHERE id = $1 AND revoked_ms IS NULL");
    Ok(on.execute(update.bind(id).bind(by).bind(at)).await? > 0)
}

/// Returns the keys, the newest first: at most `most`.
pub async fn all(on: impl Run, most: u32) -> Result<Vec<SystemKey>, Failure> {
    let select =
        sql("SELECT id, name, made_by, made_ms, used_ms, revoked_ms FROM system_key ORDER BY id DESC LIMIT $1");
    on.fetch_all(select.bind(most)).await
}
