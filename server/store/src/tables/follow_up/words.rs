//! What is to be done, in the CSR's words: kept apart, and erased on its day.

use super::FollowUp;
use crate::database::{Run, sql};
use crate::failure::Failure;
use queue::Day;

/// Keeps the words of a follow-up until the day that it names.
pub async fn put_note(on: impl Run, id: i64, of: &FollowUp, note: &str) -> Result<(), Failure> {
    let insert = sql("INSERT INTO follow_up_private (follow_up, branch, day, ticket, note, erase_on)
                      VALUES ($1, $2, $3, $4, $5, $6)");
    let insert = insert.bind(id).bind(&of.branch).bind(&of.day).bind(of.ticket.map(|ticket| i64::from(ticket.0)));
    on.execute(insert.bind(note).bind(&of.gone_on)).await.map(drop)
}

/// Notes another day on which the words are erased.
pub async fn keep_words_until(on: impl Run, id: i64, erase_on: &str) -> Result<(), Failure> {
    let update = sql("UPDATE follow_up_private SET erase_on = $2 WHERE follow_up = $1");
    on.execute(update.bind(id).bind(erase_on)).await.map(drop)
}

/// Returns the words of a follow-up; none where they were erased.
pub async fn note(on: impl Run, id: i64) -> Result<Option<String>, Failure> {
    let select = sql("SELECT note FROM follow_up_private WHERE follow_up = $1").bind(id);
    Ok(on.fetch_optional(select).await?.map(|(note,)| note))
}

/// Erases the words whose day has come. Returns how many follow-ups had some.
pub async fn erase_until(on: impl Run, day: &Day) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM follow_up_private WHERE erase_on <= $1").bind(day)).await
}
