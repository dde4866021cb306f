//! Whose case it is, and a note: kept apart, and erased some time after the case was closed.

use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Day;

/// The words of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseWords {
    pub name: String,
    pub note: String,
}

impl FromRow for CaseWords {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { name: row.get("name")?, note: row.get("note")? })
    }
}

/// Keeps the words of a case.
pub async fn put_words(on: impl Run, id: i64, words: &CaseWords) -> Result<(), Failure> {
    let insert = sql("INSERT INTO case_private (case_id, name, note) VALUES ($1, $2, $3)");
    on.execute(insert.bind(id).bind(&words.name).bind(&words.note)).await.map(drop)
}

/// Notes the day on which the words of a case are erased, which was closed.
pub async fn close_words(on: impl Run, id: i64, erase_on: &Day) -> Result<(), Failure> {
    let update = sql("UPDATE case_private SET erase_on = $2 WHERE case_id = $1");
    on.execute(update.bind(id).bind(erase_on)).await.map(drop)
}

/// Returns the words of a case; none where they were erased.
pub async fn words(on: impl Run, id: i64) -> Result<Option<CaseWords>, Failure> {
    on.fetch_optional(sql("SELECT name, note FROM case_private WHERE case_id = $1").bind(id)).await
}

/// Erases the words whose day has come. Returns how many cases had some.
pub async fn erase_until(on: impl Run, day: &Day) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM case_private WHERE erase_on <= $1").bind(day)).await
}
