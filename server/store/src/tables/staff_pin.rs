//! The PINs of the staff, for tablets of their branch. What is kept is the hash, sealed by who keeps it.

#[cfg(test)]
mod contract;

use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::CsrId;

/// Keeps a person's PIN in place of the one before.
pub async fn put(on: impl Run, person: CsrId, sealed: &str) -> Result<(), Failure> {
    let put = sql("INSERT INTO staff_pin (staff, sealed) VALUES ($1, $2)
                   ON CONFLICT (staff) DO UPDATE SET sealed = excluded.sealed");
    on.execute(put.bind(person).bind(sealed)).await.map(drop)
}

/// Returns a person's PIN as it is kept.
pub async fn of(on: impl Run, person: CsrId) -> Result<Option<String>, Failure> {
    let pin = sql("SELECT sealed FROM staff_pin WHERE staff = $1");
    Ok(on.fetch_optional::<(String,)>(pin.bind(person)).await?.map(|(sealed,)| sealed))
}

/// Removes a person's PIN. Returns false where there was none.
pub async fn remove(on: impl Run, person: CsrId) -> Result<bool, Failure> {
    Ok(on.execute(sql("DELETE FROM staff_pin WHERE staff = $1").bind(person)).await? > 0)
}
