//! Tries of PINs by code. They are counted for codes that are nobody's, too, so that an answer does not tell which codes there are.

use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::Timestamp;

/// Counts a try, before its PIN is looked at, so that tries at the same time are counted each. Returns how many there were since
/// the code was last right or unlocked; none where the code is locked.
pub async fn begin_try(on: impl Run, code: &str, now: Timestamp) -> Result<Option<u32>, Failure> {
    let count = sql("INSERT INTO case_tries (code, tries, locked_until_ms, last_ms) VALUES ($1, 1, NULL, $2)
                     ON CONFLICT (code) DO UPDATE SET
                         tries = CASE WHEN case_tries.locked_until_ms IS NULL THEN case_tries.tries + 1 ELSE 1 END,
                         locked_until_ms = NULL, last_ms = excluded.last_ms
                     WHERE case_tries.locked_until_ms IS NULL OR case_tries.locked_until_ms <= excluded.last_ms
                     RETURNING tries");
    Ok(on.fetch_optional(count.bind(code).bind(now)).await?.map(|(tries,)| tries))
}

/// Locks a code until a time.
pub async fn lock(on: impl Run, code: &str, until: Timestamp) -> Result<(), Failure> {
    let update = sql("UPDATE case_tries SET locked_until_ms = $2 WHERE code = $1");
    on.execute(update.bind(code).bind(until)).await.map(drop)
}

/// Forgets the tries of a code, whose PIN was right.
pub async fn forget_tries(on: impl Run, code: &str) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM case_tries WHERE code = $1").bind(code)).await.map(drop)
}

/// Forgets the tries before a time.
pub async fn forget_tries_before(on: impl Run, before: Timestamp) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM case_tries WHERE last_ms < $1").bind(before)).await
}
