//! What visitors said of their visit: facts that name nobody, the steps of each answer, and the visitors' words apart from
//! both, with the day on which they are erased.

#[cfg(test)]
mod contract;
mod words;

pub use words::{Comment, comment, comments, erase_until, put_words};

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Statement, Transaction, sql};
use crate::failure::Failure;
use crate::tables::report::Days;
use crate::tables::step;
use queue::{Day, TicketId, Timestamp};

/// An answer of a visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    pub id: i64,
    pub day: Day,
    /// None where it was given at the exit.
    pub ticket: Option<TicketId>,
    pub service: String,
    pub at: Timestamp,
    pub satisfaction: u32,
    pub effort: Option<u32>,
    pub recommendation: Option<u32>,
    pub burst: bool,
    pub commented: bool,
    /// `answered`, `seen` or `followed`.
    pub state: String,
    pub version: u32,
}

impl FromRow for Feedback {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            day: row.get("day")?,
            ticket: row.get("ticket")?,
            service: row.get("service")?,
            at: row.get("at_ms")?,
            satisfaction: row.get("satisfaction")?,
            effort: row.get("effort")?,
            recommendation: row.get("recommendation")?,
            burst: row.get("burst")?,
            commented: row.get("commented")?,
            state: row.get("state")?,
            version: row.get("version")?,
        })
    }
}

macro_rules! columns {
    () => {
        "id, day, ticket, service, at_ms, satisfaction, effort, recommendation, burst, commented, state, version"
    };
}

/// An answer that begins.
#[derive(Debug, Clone)]
pub struct NewFeedback<'a> {
    pub branch: &'a BranchId,
    pub day: &'a Day,
    /// The Monday of the day's week.
    pub week: &'a str,
    pub ticket: Option<TicketId>,
    pub service: &'a str,
    pub language: &'a str,
    pub at: Timestamp,
    pub satisfaction: u32,
    pub burst: bool,
}

/// Keeps the first step of an answer; `None` where the ticket has answered already.
pub async fn put(transaction: &mut Transaction<'_>, new: &NewFeedback<'_>) -> Result<Option<i64>, Failure> {
    let NewFeedback { branch, day, week, ticket, service, language, at, satisfaction, burst } = new;
    let source = if ticket.is_some() { "link" } else { "exit" };
    let insert =
        sql("INSERT INTO feedback (branch, day, week, ticket, source, service, language, at_ms, satisfaction, burst,
                          commented, state, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'answered', 1)
                      ON CONFLICT DO NOTHING RETURNING id");
    let insert = insert.bind(*branch).bind(*day).bind(*week).bind(ticket.map(|ticket| i64::from(ticket.0)));
    let insert =
        insert.bind(source).bind(*service).bind(*language).bind(*at).bind(*satisfaction).bind(*burst).bind(false);
    let id: Option<(i64,)> = transaction.fetch_optional(insert).await?;
    if let Some((id,)) = id {
        let step = insert_step(id, 1, *at, ("visitor", "asked", "answered", "satisfaction"));
        transaction.execute(step).await?;
        if !burst {
            count(transaction, branch, day, *satisfaction).await?;
        }
    }
    Ok(id.map(|(id,)| id))
}

/// Adds an answer to those of its day, which the head office adds up.
async fn count(
    transaction: &mut Transaction<'_>,
    branch: &BranchId,
    day: &Day,
    satisfaction: u32,
) -> Result<(), Failure> {
    let add = sql("INSERT INTO feedback_day (day, branch, satisfied, answers) VALUES ($1, $2, $3, 1)
                   ON CONFLICT (day, branch) DO UPDATE
                   SET satisfied = feedback_day.satisfied + excluded.satisfied, answers = feedback_day.answers + 1");
    let satisfied = u32::from(satisfaction >= 4);
    transaction.execute(add.bind(day).bind(branch).bind(satisfied)).await.map(drop)
}

/// How many visitors of a branch were content, of how many answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub branch: String,
    pub satisfied: u32,
    pub answers: u32,
}

impl FromRow for Content {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { branch: row.get("branch")?, satisfied: row.get("satisfied")?, answers: row.get("answers")? })
    }
}

/// Returns how many visitors of every branch were content in some days, by id.
pub async fn content(on: impl Run, days: &Days) -> Result<Vec<Content>, Failure> {
    let content =
        sql("SELECT branch, CAST(sum(satisfied) AS BIGINT) AS satisfied, CAST(sum(answers) AS BIGINT) AS answers
                       FROM feedback_day WHERE day >= $1 AND day <= $2 GROUP BY branch ORDER BY branch");
    on.fetch_all(content.bind(&days.first).bind(&days.last)).await
}

/// Returns a branch's answer by its number.
pub async fn by_id(on: impl Run, branch: &BranchId, id: i64) -> Result<Option<Feedback>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM feedback WHERE id = $1 AND branch = $2"));
    on.fetch_optional(select.bind(id).bind(branch)).await
}

/// Returns the answer of a ticket.
pub async fn of_ticket(
    on: impl Run,
    branch: &BranchId,
    day: &Day,
    ticket: TicketId,
) -> Result<Option<Feedback>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM feedback WHERE branch = $1 AND day = $2 AND ticket = $3"));
    on.fetch_optional(select.bind(branch).bind(day).bind(ticket)).await
}

/// Returns when somebody last answered at the exit, since a time.
pub async fn last_at_exit(on: impl Run, branch: &BranchId, since: Timestamp) -> Result<Option<Timestamp>, Failure> {
    let select = sql("SELECT max(at_ms) FROM feedback WHERE branch = $1 AND at_ms > $2 AND source = 'exit'");
    on.fetch_one(select.bind(branch).bind(since)).await.map(|(at,)| at)
}

/// One more step of an answer.
#[derive(Debug, Clone, Copy)]
pub enum Further {
    Effort(u32),
    Recommendation(u32),
    Commented,
}

/// Adds a step to an answer that has this version; returns whether it had.
pub async fn add(
    transaction: &mut Transaction<'_>,
    id: i64,
    version: u32,
    further: Further,
    at: Timestamp,
) -> Result<bool, Failure> {
    let (update, reason) = match further {
        Further::Effort(rating) => (
            sql("UPDATE feedback SET version = version + 1, effort = $3 WHERE id = $1 AND version = $2")
                .bind(id)
                .bind(version)
                .bind(rating),
            "effort",
        ),
        Further::Recommendation(rating) => (
            sql("UPDATE feedback SET version = version + 1, recommendation = $3 WHERE id = $1 AND version = $2")
                .bind(id)
                .bind(version)
                .bind(rating),
            "recommendation",
        ),
        Further::Commented => (
            sql("UPDATE feedback SET version = version + 1, commented = $3 WHERE id = $1 AND version = $2")
                .bind(id)
                .bind(version)
                .bind(true),
            "comment",
        ),
    };
    let step = insert_step(id, version + 1, at, ("visitor", "answered", "answered", reason));
    step::change(transaction, update, step).await
}

/// Sets the state of an answer that has this version; returns whether it had.
pub async fn set_state(
    transaction: &mut Transaction<'_>,
    feedback: &Feedback,
    state: &str,
    actor: &str,
    at: Timestamp,
) -> Result<bool, Failure> {
    let update = sql("UPDATE feedback SET version = version + 1, state = $3 WHERE id = $1 AND version = $2");
    let step = insert_step(feedback.id, feedback.version + 1, at, (actor, &feedback.state, state, "state"));
    step::change(transaction, update.bind(feedback.id).bind(feedback.version).bind(state), step).await
}

fn insert_step<'a>(
    id: i64,
    version: u32,
    at: Timestamp,
    (actor, from, to, reason): (&'a str, &'a str, &'a str, &'a str),
) -> Statement<'a> {
    let insert = sql("INSERT INTO feedback_step (feedback, version, at_ms, actor, from_state, to_state, reason)
                      VALUES ($1, $2, $3, $4, $5, $6, $7)");
    insert.bind(id).bind(version).bind(at).bind(actor).bind(from).bind(to).bind(reason)
}

/// How many visitors of a service said the same in a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub service: String,
    pub week: String,
    pub satisfaction: u32,
    pub effort: Option<u32>,
    pub recommendation: Option<u32>,
    pub count: u32,
}

impl FromRow for Tally {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            service: row.get("service")?,
            week: row.get("week")?,
            satisfaction: row.get("satisfaction")?,
            effort: row.get("effort")?,
            recommendation: row.get("recommendation")?,
            count: row.get("count")?,
        })
    }
}

/// Returns what was said since a week, by service and week. Bursts are not counted.
pub async fn tallies(on: impl Run, branch: &BranchId, since_week: &str) -> Result<Vec<Tally>, Failure> {
    let select = sql("SELECT service, week, satisfaction, effort, recommendation, count(*) AS count FROM feedback
                      WHERE branch = $1 AND week >= $2 AND NOT burst
                      GROUP BY service, week, satisfaction, effort, recommendation");
    on.fetch_all(select.bind(branch).bind(since_week)).await
}

/// Returns how many presses since a week were part of a burst.
pub async fn bursts(on: impl Run, branch: &BranchId, since_week: &str) -> Result<u32, Failure> {
    let select = sql("SELECT count(*) FROM feedback WHERE branch = $1 AND week >= $2 AND burst");
    on.fetch_one(select.bind(branch).bind(since_week)).await.map(|(count,)| count)
}
