//! Sign-ins whose password was right and which wait for the second factor's code. They open nothing. Only a hash of the
//! browser's token is stored.

#[cfg(test)]
mod contract;

use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// A sign-in that waits for its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfSignIn {
    pub person: CsrId,
    pub expires: Timestamp,
    /// The device or the address from which the password came.
    pub place: String,
}

impl FromRow for HalfSignIn {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { person: row.get("staff")?, expires: row.get("expires_ms")?, place: row.get("place")? })
    }
}

/// Keeps a sign-in that waits, and removes those that have expired by `now`.
pub async fn begin(
    transaction: &mut Transaction<'_>,
    token_hash: &str,
    half: &HalfSignIn,
    now: Timestamp,
) -> Result<(), Failure> {
    transaction.execute(sql("DELETE FROM half_sign_in WHERE expires_ms <= $1").bind(now)).await?;
    let insert = sql("INSERT INTO half_sign_in (token_hash, staff, expires_ms, place) VALUES ($1, $2, $3, $4)");
    let insert = insert.bind(token_hash).bind(half.person).bind(half.expires).bind(&half.place);
    transaction.execute(insert).await.map(drop)
}

/// Returns the sign-in that waits with this token.
pub async fn of(on: impl Run, token_hash: &str, now: Timestamp) -> Result<Option<HalfSignIn>, Failure> {
    let half = sql("SELECT staff, expires_ms, place FROM half_sign_in WHERE token_hash = $1 AND expires_ms > $2");
    on.fetch_optional(half.bind(token_hash).bind(now)).await
}

/// Ends a sign-in that waits. Returns false where another request was first.
pub async fn end(on: impl Run, token_hash: &str) -> Result<bool, Failure> {
    Ok(on.execute(sql("DELETE FROM half_sign_in WHERE token_hash = $1").bind(token_hash)).await? > 0)
}

/// Ends every one of a person: the password, the role or the lock is new.
pub async fn end_all(on: impl Run, person: CsrId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM half_sign_in WHERE staff = $1").bind(person)).await.map(drop)
}
