//! Who is interested and how they are reached: kept apart, and erased on its day or when the consent is withdrawn.

use super::Interest;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Day;

/// The client's name and contact; what was left out is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterestContact {
    pub name: String,
    pub email: String,
    pub phone: String,
}

impl FromRow for InterestContact {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { name: row.get("name")?, email: row.get("email")?, phone: row.get("phone")? })
    }
}

/// Keeps the contact of an interest. `key` is what rows of one person share.
pub async fn put_contact(
    on: impl Run,
    id: i64,
    of: &Interest,
    contact: &InterestContact,
    key: &str,
) -> Result<(), Failure> {
    let insert = sql("INSERT INTO interest_private (interest, branch, name, email, phone, contact, erase_on)
                      VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let insert = insert.bind(id).bind(&of.branch).bind(&contact.name).bind(&contact.email).bind(&contact.phone);
    on.execute(insert.bind(key).bind(&of.erase_on)).await.map(drop)
}

/// Returns the contact of an interest; none where it was erased.
pub async fn contact(on: impl Run, id: i64) -> Result<Option<InterestContact>, Failure> {
    on.fetch_optional(sql("SELECT name, email, phone FROM interest_private WHERE interest = $1").bind(id)).await
}

/// Erases the contact of an interest, whose consent was withdrawn.
pub async fn erase_contact(on: impl Run, id: i64) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM interest_private WHERE interest = $1").bind(id)).await.map(drop)
}

/// Erases the contacts whose day has come. Returns how many there were.
pub async fn erase_until(on: impl Run, day: &Day) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM interest_private WHERE erase_on <= $1").bind(day)).await
}
