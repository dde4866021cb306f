//! What a browser was asked to sign with a passkey, until it answers: any server finds it, and it is taken once. Only a hash of the
//! browser's token is stored.

#[cfg(test)]
mod contract;

use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// A question that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyChallenge {
    pub person: CsrId,
    /// The host at which it was asked.
    pub rp_id: String,
    /// What the browser is given.
    pub asked: String,
    /// What the answer is checked by.
    pub state: String,
    pub expires: Timestamp,
}

impl FromRow for PasskeyChallenge {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            person: row.get("staff")?,
            rp_id: row.get("rp_id")?,
            asked: row.get("asked")?,
            state: row.get("state")?,
            expires: row.get("expires_ms")?,
        })
    }
}

/// Keeps a question in place of the one that the same browser had, and removes those that have expired by `now`.
pub async fn ask(
    transaction: &mut Transaction<'_>,
    token_hash: &str,
    challenge: &PasskeyChallenge,
    now: Timestamp,
) -> Result<(), Failure> {
    transaction.execute(sql("DELETE FROM passkey_challenge WHERE expires_ms <= $1").bind(now)).await?;
    let PasskeyChallenge { person, rp_id, asked, state, expires } = challenge;
    let put = sql("INSERT INTO passkey_challenge (token_hash, staff, rp_id, asked, state, expires_ms)
                   VALUES ($1, $2, $3, $4, $5, $6)
                   ON CONFLICT (token_hash) DO UPDATE SET staff = excluded.staff, rp_id = excluded.rp_id,
                       asked = excluded.asked, state = excluded.state, expires_ms = excluded.expires_ms");
    let put = put.bind(token_hash).bind(*person).bind(rp_id).bind(asked).bind(state).bind(*expires);
    transaction.execute(put).await.map(drop)
}

/// Returns the question that waits for a browser.
pub async fn of(on: impl Run, token_hash: &str, now: Timestamp) -> Result<Option<PasskeyChallenge>, Failure> {
    let found = sql("SELECT staff, rp_id, asked, state, expires_ms FROM passkey_challenge
                     WHERE token_hash = $1 AND expires_ms > $2");
    on.fetch_optional(found.bind(token_hash).bind(now)).await
}

/// Takes the question that waits for a browser: of two answers to it one finds it.
pub async fn take(on: impl Run, token_hash: &str, now: Timestamp) -> Result<Option<PasskeyChallenge>, Failure> {
    let take = sql("DELETE FROM passkey_challenge WHERE token_hash = $1 AND expires_ms > $2
                    RETURNING staff, rp_id, asked, state, expires_ms");
    on.fetch_optional(take.bind(token_hash).bind(now)).await
}

/// Removes every question to a person: they are signed out, or their factor is new.
pub async fn end_all(on: impl Run, person: CsrId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM passkey_challenge WHERE staff = $1").bind(person)).await.map(drop)
}
