//! The second factors of the staff: a secret that an app shares, and codes that stand in for it and for passkeys, each once. What is kept of
//! the secret was sealed by who keeps it; of a code there is only a hash.

#[cfg(test)]
mod contract;

use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// What is kept of somebody's second factor.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret, sealed.
    pub secret: String,
    pub begun: Timestamp,
    /// Since when it is asked for; `None` while it is being set up.
    pub confirmed: Option<Timestamp>,
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactor").field("confirmed", &self.confirmed).finish_non_exhaustive()
    }
}

impl FromRow for SecondFactor {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { secret: row.get("secret")?, begun: row.get("begun_ms")?, confirmed: row.get("confirmed_ms")? })
    }
}

/// Keeps the secret of a factor that is being set up. Returns false where one is asked for already.
pub async fn begin(on: impl Run, person: CsrId, secret: &str, now: Timestamp) -> Result<bool, Failure> {
    let begin = sql("INSERT INTO second_factor (staff, secret, begun_ms) VALUES ($1, $2, $3)
                     ON CONFLICT (staff) DO UPDATE SET secret = excluded.secret, begun_ms = excluded.begun_ms
                         WHERE second_factor.confirmed_ms IS NULL");
    Ok(on.execute(begin.bind(person).bind(secret).bind(now)).await? > 0)
}

/// Returns the factor of a person.
pub async fn of(on: impl Run, person: CsrId) -> Result<Option<SecondFactor>, Failure> {
    let found = sql("SELECT secret, begun_ms, confirmed_ms FROM second_factor WHERE staff = $1");
    on.fetch_optional(found.bind(person)).await
}

/// Has a factor be asked for from now on, after a code of this step. Returns false where it is already, or where there is none.
pub async fn confirm(on: impl Run, person: CsrId, step: i64, now: Timestamp) -> Result<bool, Failure> {
    let confirm =
        sql("UPDATE second_factor SET confirmed_ms = $3, last_step = $2 WHERE staff = $1 AND confirmed_ms IS NULL");
    Ok(on.execute(confirm.bind(person).bind(step).bind(now)).await? > 0)
}

/// Takes a code of this step. Returns false where one of it, or of a later one, was taken already.
pub async fn take_step(on: impl Run, person: CsrId, step: i64) -> Result<bool, Failure> {
    let take = sql("UPDATE second_factor SET last_step = $2
                    WHERE staff = $1 AND confirmed_ms IS NOT NULL AND last_step < $2");
    Ok(on.execute(take.bind(person).bind(step)).await? > 0)
}

/// Removes a person's app, and the codes where no passkey is left. Returns false where there was none.
pub async fn remove(transaction: &mut Transaction<'_>, person: CsrId) -> Result<bool, Failure> {
    let is_removed = transaction.execute(sql("DELETE FROM second_factor WHERE staff = $1").bind(person)).await? > 0;
    forget_codes(transaction, person).await?;
    Ok(is_removed)
}

/// Removes the codes of a person who has no factor left that they stand in for.
pub async fn forget_codes(on: impl Run, person: CsrId) -> Result<(), Failure> {
    let forget = sql("DELETE FROM recovery_code WHERE staff = $1
                      AND NOT EXISTS (SELECT 1 FROM second_factor WHERE staff = $1 AND confirmed_ms IS NOT NULL)
                      AND NOT EXISTS (SELECT 1 FROM passkey WHERE staff = $1)");
    on.execute(forget.bind(person)).await.map(drop)
}

/// Gives a person new codes in place of those that are left.
pub async fn put_codes(transaction: &mut Transaction<'_>, person: CsrId, hashes: &[String]) -> Result<(), Failure> {
    transaction.execute(sql("DELETE FROM recovery_code WHERE staff = $1").bind(person)).await?;
    for hash in hashes {
        let insert = sql("INSERT INTO recovery_code (staff, code_hash) VALUES ($1, $2)");
        transaction.execute(insert.bind(person).bind(hash)).await?;
    }
    Ok(())
}

/// Takes one of a person's codes. Returns false where it is none of those that are left.
pub async fn take_code(on: impl Run, person: CsrId, hash: &str) -> Result<bool, Failure> {
    let take = sql("DELETE FROM recovery_code WHERE staff = $1 AND code_hash = $2");
    Ok(on.execute(take.bind(person).bind(hash)).await? > 0)
}

/// Returns how many codes a person has left.
pub async fn codes_left(on: impl Run, person: CsrId) -> Result<u32, Failure> {
    on.fetch_one(sql("SELECT count(*) FROM recovery_code WHERE staff = $1").bind(person)).await.map(|(left,)| left)
}
