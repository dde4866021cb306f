//! Whose address changes, from which to which, and the code: kept apart, and erased when the register has it, or on its day.

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Day;

/// The addresses of a change; what was left out is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactChange {
    /// By what the bank knows the client.
    pub client: String,
    pub before: String,
    pub after: String,
    /// What the client reads back; empty once it was.
    pub code: String,
}

impl FromRow for ContactChange {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        let (client, before) = (row.get("client")?, row.get("before")?);
        Ok(Self { client, before, after: row.get("after")?, code: row.get("code")? })
    }
}

/// Keeps the addresses of a change until a day.
pub async fn put_addresses(
    on: impl Run,
    branch: &BranchId,
    id: i64,
    change: &ContactChange,
    erase_on: &str,
) -> Result<(), Failure> {
    let insert = sql("INSERT INTO contact_check_private (contact_check, branch, client, before, after, code, erase_on)
                      VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let insert = insert.bind(id).bind(branch).bind(&change.client).bind(&change.before).bind(&change.after);
    on.execute(insert.bind(&change.code).bind(erase_on)).await.map(drop)
}

/// Sets the code; empty where it is not needed any more.
pub async fn set_code(on: impl Run, id: i64, code: &str) -> Result<(), Failure> {
    let update = sql("UPDATE contact_check_private SET code = $2 WHERE contact_check = $1");
    on.execute(update.bind(id).bind(code)).await.map(drop)
}

/// Returns the addresses of a change; none where they were erased.
pub async fn addresses(on: impl Run, id: i64) -> Result<Option<ContactChange>, Failure> {
    let select = sql("SELECT client, before, after, code FROM contact_check_private WHERE contact_check = $1");
    on.fetch_optional(select.bind(id)).await
}

/// Erases all but the old address, to which a word may still be on its way, and that on another day.
pub async fn keep_word_alone(on: impl Run, id: i64, erase_on: &str) -> Result<(), Failure> {
    let update = sql("UPDATE contact_check_private SET client = '', after = '', code = '', erase_on = $2
                      WHERE contact_check = $1");
    on.execute(update.bind(id).bind(erase_on)).await.map(drop)
}

/// Erases the addresses of a change.
pub async fn erase_addresses(on: impl Run, id: i64) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM contact_check_private WHERE contact_check = $1").bind(id)).await.map(drop)
}

/// Erases the addresses whose day has come. Returns how many changes had some.
pub async fn erase_until(on: impl Run, day: &Day) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM contact_check_private WHERE erase_on <= $1").bind(day)).await
}
