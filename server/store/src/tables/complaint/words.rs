//! Who complains, in which words, and what the bank answered: kept apart, until the day on which they are erased.

use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::Day;

/// The words of a complaint. What was not said yet is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComplaintWords {
    pub name: String,
    pub contact: String,
    pub words: String,
    pub wish: String,
    pub interim: String,
    pub answer: String,
    pub measures: String,
    pub reasons: String,
}

impl FromRow for ComplaintWords {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            name: row.get("name")?,
            contact: row.get("contact")?,
            words: row.get("words")?,
            wish: row.get("wish")?,
            interim: row.get("interim")?,
            answer: row.get("answer")?,
            measures: row.get("measures")?,
            reasons: row.get("reasons")?,
        })
    }
}

/// Keeps the words with which a complaint came, until a day.
pub async fn put_words(on: impl Run, id: i64, words: &ComplaintWords, erase_on: &Day) -> Result<(), Failure> {
    let insert =
        sql("INSERT INTO complaint_private (complaint, name, contact, words, wish, interim, answer, measures, reasons,
                          erase_on) VALUES ($1, $2, $3, $4, $5, '', '', '', '', $6)");
    let insert = insert.bind(id).bind(&words.name).bind(&words.contact).bind(&words.words).bind(&words.wish);
    on.execute(insert.bind(erase_on)).await.map(drop)
}

/// Keeps why the answer takes longer.
pub async fn set_interim(on: impl Run, id: i64, reason: &str) -> Result<(), Failure> {
    let update = sql("UPDATE complaint_private SET interim = $2 WHERE complaint = $1");
    on.execute(update.bind(id).bind(reason)).await.map(drop)
}

/// Keeps the answer, with its measures or reasons.
pub async fn set_answer(on: impl Run, id: i64, words: &ComplaintWords) -> Result<(), Failure> {
    let update = sql("UPDATE complaint_private SET answer = $2, measures = $3, reasons = $4 WHERE complaint = $1");
    on.execute(update.bind(id).bind(&words.answer).bind(&words.measures).bind(&words.reasons)).await.map(drop)
}

/// Returns the words of a complaint; none where they were erased.
pub async fn words(on: impl Run, id: i64) -> Result<Option<ComplaintWords>, Failure> {
    let select = sql("SELECT name, contact, words, wish, interim, answer, measures, reasons FROM complaint_private
                      WHERE complaint = $1");
    on.fetch_optional(select.bind(id)).await
}

/// Erases the words whose day has come. Returns how many complaints had some.
pub async fn erase_until(on: impl Run, day: &Day) -> Result<u64, Failure> {
    on.execute(sql("DELETE FROM complaint_private WHERE erase_on <= $1").bind(day)).await
}
