//! Who is signed in. Only a hash of the browser's token is stored.

#[cfg(test)]
mod contract;

use super::staff::{Person, person_columns};
use super::{half_sign_in, passkey_challenge};
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{CsrId, Duration, Timestamp};

/// A session that begins.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    pub token_hash: &'a str,
    pub person: CsrId,
    pub expires: Timestamp,
    /// The session ends when nobody has acted in it for so long.
    pub idle: Duration,
    /// The device or the address from which the person signed in.
    pub place: &'a str,
}

/// A person with the session that they act in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    pub person: Person,
    /// When the person acted last, as far as it was noted.
    pub seen: Timestamp,
}

impl FromRow for SignedIn {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { person: Person::from_row(row)?, seen: row.get("seen_ms")? })
    }
}

/// A session, as a manager sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub person: CsrId,
    pub begun: Timestamp,
    pub seen: Timestamp,
    pub place: String,
}

impl FromRow for Session {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            person: row.get("staff")?,
            begun: row.get("begun_ms")?,
            seen: row.get("seen_ms")?,
            place: row.get("place")?,
        })
    }
}

/// Begins a session, and removes those that have expired by `now`.
pub async fn begin(transaction: &mut Transaction<'_>, session: NewSession<'_>, now: Timestamp) -> Result<(), Failure> {
    transaction.execute(sql("DELETE FROM session WHERE expires_ms <= $1").bind(now)).await?;
    let NewSession { token_hash, person, expires, idle, place } = session;
    let insert = sql("INSERT INTO session (token_hash, staff, expires_ms, begun_ms, seen_ms, idle_ms, place)
                      VALUES ($1, $2, $3, $4, $4, $5, $6)");
    let insert = insert.bind(token_hash).bind(person).bind(expires).bind(now).bind(idle).bind(place);
    transaction.execute(insert).await.map(drop)
}

/// Returns the person who is signed in with this token. A locked account is signed in nowhere.
pub async fn person(on: impl Run, token_hash: &str, now: Timestamp) -> Result<Option<SignedIn>, Failure> {
    let person = sql(concat!(
        "SELECT ",
        person_columns!(),
        ", seen_ms FROM session JOIN staff ON staff.id = session.staff
         WHERE token_hash = $1 AND expires_ms > $2 AND seen_ms + idle_ms > $2 AND locked_ms IS NULL"
    ));
    on.fetch_optional(person.bind(token_hash).bind(now)).await
}

/// Notes that the person has acted.
pub async fn seen(on: impl Run, token_hash: &str, now: Timestamp) -> Result<(), Failure> {
    let update = sql("UPDATE session SET seen_ms = $2 WHERE token_hash = $1 AND seen_ms < $2");
    on.execute(update.bind(token_hash).bind(now)).await.map(drop)
}

/// Returns the sessions that have not ended, the latest of a person first.
pub async fn all(on: impl Run, now: Timestamp) -> Result<Vec<Session>, Failure> {
    let sessions = sql("SELECT staff, begun_ms, seen_ms, place FROM session
                        WHERE expires_ms > $1 AND seen_ms + idle_ms > $1 ORDER BY expires_ms DESC");
    on.fetch_all(sessions.bind(now)).await
}

/// Ends a session, where there is one.
pub async fn end(on: impl Run, token_hash: &str) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM session WHERE token_hash = $1").bind(token_hash)).await.map(drop)
}

/// Ends every session of a person, and every sign-in that waits for its code.
pub async fn end_all(transaction: &mut Transaction<'_>, person: CsrId) -> Result<(), Failure> {
    half_sign_in::end_all(&mut *transaction, person).await?;
    passkey_challenge::end_all(&mut *transaction, person).await?;
    transaction.execute(sql("DELETE FROM session WHERE staff = $1").bind(person)).await.map(drop)
}

/// Ends every session of a person but for one.
pub async fn end_others(on: impl Run, person: CsrId, but: &str) -> Result<(), Failure> {
    let others = sql("DELETE FROM session WHERE staff = $1 AND token_hash <> $2");
    on.execute(others.bind(person).bind(but)).await.map(drop)
}
