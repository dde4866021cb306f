//! Who is signed in. Only a hash of the browser's token is stored.

#[cfg(test)]
mod contract;

use super::staff::Person;
use crate::database::{Run, Transaction, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// A session that begins.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    pub token_hash: &'a str,
    pub person: CsrId,
    pub expires: Timestamp,
}

/// Begins a session, and removes those that have expired by `now`.
pub async fn begin(transaction: &mut Transaction<'_>, session: NewSession<'_>, now: Timestamp) -> Result<(), Failure> {
    transaction.execute(sql("DELETE FROM session WHERE expires_ms <= $1").bind(now)).await?;
    let NewSession { token_hash, person, expires } = session;
    let insert = sql("INSERT INTO session (token_hash, staff, expires_ms) VALUES ($1, $2, $3)");
    transaction.execute(insert.bind(token_hash).bind(person).bind(expires)).await.map(drop)
}

/// Returns the person who is signed in with this token.
pub async fn person(on: impl Run, token_hash: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
    let person = sql("SELECT staff.id, login, name, role, branch FROM session JOIN staff ON staff.id = session.staff
                      WHERE token_hash = $1 AND expires_ms > $2");
    on.fetch_optional(person.bind(token_hash).bind(now)).await
}

/// Ends a session, where there is one.
pub async fn end(on: impl Run, token_hash: &str) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM session WHERE token_hash = $1").bind(token_hash)).await.map(drop)
}

/// Ends every session of a person.
pub async fn end_all(on: impl Run, person: CsrId) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM session WHERE staff = $1").bind(person)).await.map(drop)
}
