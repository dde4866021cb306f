//! The passkeys of the staff. What is kept of one is public: its secret never leaves its device.

#[cfg(test)]
mod contract;

use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// A passkey, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    pub id: i64,
    pub person: CsrId,
    /// The host at which it was made: it holds there and nowhere else.
    pub rp_id: String,
    /// What its person calls it.
    pub name: String,
    /// What its answers are checked against.
    pub credential: String,
    pub added: Timestamp,
    /// When it was used last.
    pub used: Option<Timestamp>,
}

impl FromRow for Passkey {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("staff")?,
            rp_id: row.get("rp_id")?,
            name: row.get("name")?,
            credential: row.get("credential")?,
            added: row.get("added_ms")?,
            used: row.get("used_ms")?,
        })
    }
}

/// A passkey that is to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewPasskey<'a> {
    pub person: CsrId,
    pub rp_id: &'a str,
    /// By what the browser names it.
    pub handle: &'a str,
    pub name: &'a str,
    pub credential: &'a str,
}

/// Keeps a passkey. Returns its number; `None` where it is kept already.
pub async fn add(on: impl Run, passkey: NewPasskey<'_>, now: Timestamp) -> Result<Option<i64>, Failure> {
    let NewPasskey { person, rp_id, handle, name, credential } = passkey;
    let insert = sql("INSERT INTO passkey (staff, rp_id, handle, name, credential, counter, added_ms)
                      VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT DO NOTHING RETURNING id");
    let insert = insert.bind(person).bind(rp_id).bind(handle).bind(name).bind(credential).bind(now);
    Ok(on.fetch_optional::<(i64,)>(insert).await?.map(|(id,)| id))
}

/// Returns the passkeys of a person, the oldest first.
pub async fn of(on: impl Run, person: CsrId) -> Result<Vec<Passkey>, Failure> {
    let all =
        sql("SELECT id, staff, rp_id, name, credential, added_ms, used_ms FROM passkey WHERE staff = $1 ORDER BY id");
    on.fetch_all(all.bind(person)).await
}

/// Returns a person's passkey that the browser names so, at a host.
pub async fn by_handle(on: impl Run, person: CsrId, rp_id: &str, handle: &str) -> Result<Option<Passkey>, Failure> {
    let found = sql("SELECT id, staff, rp_id, name, credential, added_ms, used_ms FROM passkey
                     WHERE staff = $1 AND rp_id = $2 AND handle = $3");
    on.fetch_optional(found.bind(person).bind(rp_id).bind(handle)).await
}

/// Notes that a passkey was used, with the count of its device. Returns false where it is gone, or where its device has counted as far
/// before: somebody has a copy of it. One that does not count says 0 always.
pub async fn take(on: impl Run, id: i64, credential: &str, counter: u32, now: Timestamp) -> Result<bool, Failure> {
    let take = sql("UPDATE passkey SET credential = $2, counter = $3, used_ms = $4
                    WHERE id = $1 AND (counter < $3 OR (counter = 0 AND $3 = 0))");
    Ok(on.execute(take.bind(id).bind(credential).bind(counter).bind(now)).await? > 0)
}

/// Removes a person's passkey. Returns false where they have none with this number.
pub async fn remove(on: impl Run, person: CsrId, id: i64) -> Result<bool, Failure> {
    Ok(on.execute(sql("DELETE FROM passkey WHERE staff = $1 AND id = $2").bind(person).bind(id)).await? > 0)
}

/// Removes every passkey of a person. Returns false where there was none.
pub async fn remove_all(on: impl Run, person: CsrId) -> Result<bool, Failure> {
    Ok(on.execute(sql("DELETE FROM passkey WHERE staff = $1").bind(person)).await? > 0)
}
