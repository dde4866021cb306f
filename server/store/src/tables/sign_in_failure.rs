//! Sign-ins that failed: how many in a row, by login and by the device or address that they came from. A login that nobody has
//! is counted like any other, so that nobody learns which ones there are.

#[cfg(test)]
mod contract;

use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Timestamp;

/// Whose sign-ins are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attempt {
    pub login: String,
    /// The device or the address that asks.
    pub place: String,
}

/// How often a sign-in has failed in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    pub count: u32,
    pub last: Timestamp,
}

impl FromRow for Failures {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { count: row.get("failures")?, last: row.get("last_ms")? })
    }
}

/// Returns how often these sign-ins have failed.
pub async fn of(on: impl Run, attempt: &Attempt) -> Result<Option<Failures>, Failure> {
    let failures = sql("SELECT failures, last_ms FROM sign_in_failure WHERE login = $1 AND place = $2");
    on.fetch_optional(failures.bind(&attempt.login).bind(&attempt.place)).await
}

/// Counts one more.
pub async fn count(on: impl Run, attempt: &Attempt, now: Timestamp) -> Result<Failures, Failure> {
    let count = sql("INSERT INTO sign_in_failure (login, place, failures, last_ms) VALUES ($1, $2, 1, $3)
                     ON CONFLICT (login, place) DO UPDATE SET failures = sign_in_failure.failures + 1,
                         last_ms = excluded.last_ms
                     RETURNING failures, last_ms");
    on.fetch_one(count.bind(&attempt.login).bind(&attempt.place).bind(now)).await
}

/// Forgets those of one login from one place: it has succeeded.
pub async fn forget(on: impl Run, attempt: &Attempt) -> Result<(), Failure> {
    let forget = sql("DELETE FROM sign_in_failure WHERE login = $1 AND place = $2");
    on.execute(forget.bind(&attempt.login).bind(&attempt.place)).await.map(drop)
}

/// Forgets those of a login from wherever: a manager has unlocked it.
pub async fn forget_login(on: impl Run, login: &str) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM sign_in_failure WHERE login = $1").bind(login)).await.map(drop)
}

/// Forgets what is older than `before`, but for the accounts that wait for a manager after `most` failures.
pub async fn forget_before(on: impl Run, before: Timestamp, most: u32) -> Result<(), Failure> {
    let forget = sql("DELETE FROM sign_in_failure WHERE last_ms < $1
                      AND (failures < $2 OR NOT EXISTS (SELECT 1 FROM staff WHERE staff.login = sign_in_failure.login))");
    on.execute(forget.bind(before).bind(most)).await.map(drop)
}

/// Returns the logins and places that failed at least `most` times.
pub async fn locked(on: impl Run, most: u32) -> Result<Vec<(String, String)>, Failure> {
    let locked =
        sql("SELECT login, place FROM sign_in_failure WHERE failures >= $1 AND last_ms > 0 ORDER BY login, place");
    on.fetch_all(locked.bind(most)).await
}
