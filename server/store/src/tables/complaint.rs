//! The register of complaints: facts that do not name the client, the steps of each complaint, and name, contact and words
//! apart from both. Nothing is deleted before its day.

#[cfg(test)]
mod contract;
mod words;

pub use super::step::By;
pub use words::{ComplaintWords, erase_until, put_words, set_answer, set_interim, words};

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Statement, Transaction, sql};
use crate::failure::Failure;
use crate::tables::step;
use queue::{CsrId, Timestamp};

/// A complaint, without the client's words. Days are written as `2026-12-18`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    pub id: i64,
    pub branch: BranchId,
    /// As clients are told it: `2026-0012`.
    pub number: String,
    pub kind: String,
    pub channel: String,
    /// The service that it is about; empty where none was named.
    pub service: String,
    /// The client's language.
    pub language: String,
    /// Whom the client complains of.
    pub about: Option<CsrId>,
    /// The feedback that became it.
    pub feedback: Option<i64>,
    pub received: String,
    /// From when the legal clock counts.
    pub clock_from: String,
    pub interim: bool,
    pub due: String,
    pub state: String,
    pub owner: Option<CsrId>,
    pub outcome: Option<String>,
    pub answered_on: Option<String>,
    pub measures_by: Option<String>,
    pub version: u32,
}

impl FromRow for Complaint {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            number: row.get("number")?,
            kind: row.get("type")?,
            channel: row.get("channel")?,
            service: row.get("service")?,
            language: row.get("language")?,
            about: row.get("about")?,
            feedback: row.get("feedback")?,
            received: row.get("received")?,
            clock_from: row.get("clock_from")?,
            interim: row.get("interim")?,
            due: row.get("due")?,
            state: row.get("state")?,
            owner: row.get("owner")?,
            outcome: row.get("outcome")?,
            answered_on: row.get("answered_on")?,
            measures_by: row.get("measures_by")?,
            version: row.get("version")?,
        })
    }
}

macro_rules! columns {
    () => {
        "id, branch, number, type, channel, service, language, about, feedback, received, clock_from, interim, due, state,
         owner, outcome, answered_on, measures_by, version"
    };
}

/// Gives out the next number of a branch's year: 1, 2, ...
pub async fn next_number(transaction: &mut Transaction<'_>, branch: &BranchId, year: i64) -> Result<u32, Failure> {
    let next = sql("INSERT INTO complaint_number (branch, year, last) VALUES ($1, $2, 1)
                    ON CONFLICT (branch, year) DO UPDATE SET last = complaint_number.last + 1 RETURNING last");
    transaction.fetch_one(next.bind(branch).bind(year)).await.map(|(last,)| last)
}

/// Enters a complaint; its `id` and `version` are given here. Returns its id.
pub async fn put(transaction: &mut Transaction<'_>, new: &Complaint, by: By<'_>) -> Result<i64, Failure> {
    let insert =
        sql("INSERT INTO complaint (branch, number, type, channel, service, language, about, feedback, received,
                          clock_from, interim, due, state, owner, outcome, answered_on, measures_by, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)
                      RETURNING id");
    let insert = insert.bind(&new.branch).bind(&new.number).bind(&new.kind).bind(&new.channel).bind(&new.service);
    let insert = insert.bind(&new.language).bind(person(new.about)).bind(new.feedback).bind(&new.received);
    let insert = insert.bind(&new.clock_from).bind(new.interim).bind(&new.due).bind(&new.state).bind(person(new.owner));
    let insert = insert.bind(new.outcome.as_deref()).bind(new.answered_on.as_deref()).bind(new.measures_by.as_deref());
    let (id,) = transaction.fetch_one(insert).await?;
    transaction.execute(insert_step(id, 1, "", new, by)).await?;
    Ok(id)
}

/// Writes a complaint as it is after a step, where it still has the version of `before`. Returns whether it had.
pub async fn change(
    transaction: &mut Transaction<'_>,
    before: &Complaint,
    after: &Complaint,
    by: By<'_>,
) -> Result<bool, Failure> {
    let update = sql("UPDATE complaint SET type = $3, about = $4, clock_from = $5, interim = $6, due = $7, state = $8,
                          owner = $9, outcome = $10, answered_on = $11, measures_by = $12, version = version + 1
                      WHERE id = $1 AND version = $2");
    let update = update.bind(before.id).bind(before.version).bind(&after.kind).bind(person(after.about));
    let update = update.bind(&after.clock_from).bind(after.interim).bind(&after.due).bind(&after.state);
    let update = update.bind(person(after.owner)).bind(after.outcome.as_deref()).bind(after.answered_on.as_deref());
    let step = insert_step(before.id, before.version + 1, &before.state, after, by);
    step::change(transaction, update.bind(after.measures_by.as_deref()), step).await
}

fn person(id: Option<CsrId>) -> Option<i64> {
    id.map(|id| i64::from(id.0))
}

fn insert_step<'a>(id: i64, version: u32, from: &'a str, after: &'a Complaint, by: By<'a>) -> Statement<'a> {
    let insert = sql("INSERT INTO complaint_step (complaint, version, at_ms, actor, step, from_state, to_state, due)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    let insert = insert.bind(id).bind(version).bind(by.at).bind(by.actor).bind(by.step).bind(from);
    insert.bind(&after.state).bind(&after.due)
}

/// A step that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintStep {
    pub version: u32,
    pub at: Timestamp,
    pub actor: String,
    pub step: String,
    pub to: String,
    pub due: String,
}

impl FromRow for ComplaintStep {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            version: row.get("version")?,
            at: row.get("at_ms")?,
            actor: row.get("actor")?,
            step: row.get("step")?,
            to: row.get("to_state")?,
            due: row.get("due")?,
        })
    }
}

/// Returns the steps of a complaint in their order.
pub async fn steps(on: impl Run, id: i64) -> Result<Vec<ComplaintStep>, Failure> {
    let select = sql("SELECT version, at_ms, actor, step, to_state, due FROM complaint_step WHERE complaint = $1
                      ORDER BY version");
    on.fetch_all(select.bind(id)).await
}

/// Returns a branch's complaint.
pub async fn by_id(on: impl Run, branch: &BranchId, id: i64) -> Result<Option<Complaint>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM complaint WHERE id = $1 AND branch = $2"));
    on.fetch_optional(select.bind(id).bind(branch)).await
}

/// Returns a branch's complaints by due date, those that were received from one day to another: at most `most`.
pub async fn register(
    on: impl Run,
    branch: &BranchId,
    from: &str,
    to: &str,
    most: u32,
) -> Result<Vec<Complaint>, Failure> {
    let select = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM complaint WHERE branch = $1 AND received >= $2 AND received <= $3 ORDER BY due, id LIMIT $4"
    ));
    on.fetch_all(select.bind(branch).bind(from).bind(to).bind(most)).await
}

/// Returns a branch's complaints in a state by due date: at most `most`.
pub async fn of_branch_in(on: impl Run, branch: &BranchId, state: &str, most: u32) -> Result<Vec<Complaint>, Failure> {
    let select = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM complaint WHERE branch = $1 AND state = $2 ORDER BY due, id LIMIT $3"
    ));
    on.fetch_all(select.bind(branch).bind(state).bind(most)).await
}

/// Returns the complaints of all branches that are in a state, after an id: at most `most`.
pub async fn in_state(on: impl Run, state: &str, after: i64, most: u32) -> Result<Vec<Complaint>, Failure> {
    let select =
        sql(concat!("SELECT ", columns!(), " FROM complaint WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3"));
    on.fetch_all(select.bind(state).bind(after).bind(most)).await
}
