//! The words of visitors' answers, which are erased on their day.

use super::Feedback;
use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Day;

/// An answer with its visitor's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub feedback: Feedback,
    pub words: String,
    pub erase_on: Day,
}

impl FromRow for Comment {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { feedback: Feedback::from_row(row)?, words: row.get("comment")?, erase_on: row.get("erase_on")? })
    }
}

/// Keeps the words of an answer until a day.
pub async fn put_words(on: impl Run, branch: &BranchId, id: i64, words: &str, erase_on: &Day) -> Result<(), Failure> {
    let insert = sql("INSERT INTO feedback_private (feedback, branch, comment, erase_on) VALUES ($1, $2, $3, $4)");
    on.execute(insert.bind(id).bind(branch).bind(words).bind(erase_on)).await.map(drop)
}

/// Returns the words of an answer.
pub async fn comment(on: impl Run, id: i64) -> Result<Option<String>, Failure> {
    let select = sql("SELECT comment FROM feedback_private WHERE feedback = $1");
    Ok(on.fetch_optional(select.bind(id)).await?.map(|(comment,)| comment))
}

/// Returns the newest answers with words, before an answer: at most `most`.
pub async fn comments(on: impl Run, branch: &BranchId, before: i64, most: u32) -> Result<Vec<Comment>, Failure> {
    let select =
        sql("SELECT id, day, ticket, service, at_ms, satisfaction, effort, recommendation, burst, commented, state,
                          version, comment, erase_on
                      FROM feedback_private JOIN feedback ON feedback.id = feedback_private.feedback
                      WHERE feedback_private.branch = $1 AND feedback_private.feedback < $2
                      ORDER BY feedback_private.feedback DESC LIMIT $3");
    on.fetch_all(select.bind(branch).bind(before).bind(most)).await
}

/// Erases the words whose day has come. Returns how many answers had some.
pub async fn erase_until(on: impl Run, day: &Day) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM feedback_private WHERE erase_on <= $1").bind(day)).await
}
