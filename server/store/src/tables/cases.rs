//! Requests in progress: facts that name nobody, the steps of each, wrong PINs by code, and name and note apart.

#[cfg(test)]
mod contract;
mod tries;
mod words;

pub use tries::{begin_try, forget_tries, forget_tries_before, lock};
pub use words::{CaseWords, close_words, erase_until, put_words, words};

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Statement, Transaction, sql};
use crate::failure::Failure;
use crate::tables::step;
use queue::{CsrId, Day, TicketId, Timestamp};

/// A request in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub id: i64,
    pub branch: BranchId,
    pub code: String,
    /// Argon2id in PHC form.
    pub pin_hash: String,
    pub kind: String,
    pub step: String,
    pub step_since: Timestamp,
    pub state: String,
    /// What the client has to bring: ids of documents, with spaces between them.
    pub missing: String,
    /// The day on which it was opened, and the ticket of that visit.
    pub day: Day,
    pub ticket: Option<TicketId>,
    pub language: String,
    pub owner: CsrId,
    pub opened: Timestamp,
    pub touched: Timestamp,
    /// The day on which it counts as untouched.
    pub untouched_on: String,
    pub closed: Option<Timestamp>,
    /// Whether the request was resolved; none until it is closed.
    pub resolved: Option<bool>,
    pub version: u32,
}

impl FromRow for Case {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            code: row.get("code")?,
            pin_hash: row.get("pin_hash")?,
            kind: row.get("type")?,
            step: row.get("step")?,
            step_since: row.get("step_since_ms")?,
            state: row.get("state")?,
            missing: row.get("missing")?,
            day: row.get("day")?,
            ticket: row.get("ticket")?,
            language: row.get("language")?,
            owner: row.get("owner")?,
            opened: row.get("opened_ms")?,
            touched: row.get("touched_ms")?,
            untouched_on: row.get("untouched_on")?,
            closed: row.get("closed_ms")?,
            resolved: row.get("resolved")?,
            version: row.get("version")?,
        })
    }
}

macro_rules! columns {
    () => {
        "id, branch, code, pin_hash, type, step, step_since_ms, state, missing, day, ticket, language, owner, opened_ms,
         touched_ms, untouched_on, closed_ms, resolved, version"
    };
}

/// Opens a case; its `id` and `version` are given here. Returns its id; none where the code is taken.
pub async fn put(transaction: &mut Transaction<'_>, new: &Case, actor: &str) -> Result<Option<i64>, Failure> {
    let insert =
        sql("INSERT INTO cases (branch, code, pin_hash, type, step, step_since_ms, state, missing, day, ticket,
                          language, owner, opened_ms, touched_ms, untouched_on, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)
                      ON CONFLICT (code) DO NOTHING RETURNING id");
    let insert = insert.bind(&new.branch).bind(&new.code).bind(&new.pin_hash).bind(&new.kind).bind(&new.step);
    let insert = insert.bind(new.step_since).bind(&new.state).bind(&new.missing).bind(&new.day);
    let insert = insert.bind(new.ticket.map(|ticket| i64::from(ticket.0))).bind(&new.language).bind(new.owner);
    let insert = insert.bind(new.opened).bind(new.touched).bind(&new.untouched_on);
    let id: Option<(i64,)> = transaction.fetch_optional(insert).await?;
    if let Some((id,)) = id {
        transaction.execute(insert_step(id, 1, "", new, actor)).await?;
    }
    Ok(id.map(|(id,)| id))
}

/// Writes a case as it is after a change, where it still has the version of `before`. Returns whether it had.
pub async fn change(
    transaction: &mut Transaction<'_>,
    before: &Case,
    after: &Case,
    actor: &str,
) -> Result<bool, Failure> {
    let update =
        sql("UPDATE cases SET step = $3, step_since_ms = $4, state = $5, missing = $6, owner = $7, touched_ms = $8,
                          untouched_on = $9, closed_ms = $10, resolved = $11, version = version + 1
                      WHERE id = $1 AND version = $2");
    let update = update.bind(before.id).bind(before.version).bind(&after.step).bind(after.step_since);
    let update = update.bind(&after.state).bind(&after.missing).bind(after.owner).bind(after.touched);
    let update = update.bind(&after.untouched_on).bind(after.closed.map(|at| at.0));
    let resolved = after.resolved.map_or(crate::Value::Truth(None), crate::Value::from);
    let step = insert_step(before.id, before.version + 1, &before.state, after, actor);
    step::change(transaction, update.bind(resolved), step).await
}

fn insert_step<'a>(id: i64, version: u32, from: &'a str, after: &'a Case, actor: &'a str) -> Statement<'a> {
    let insert = sql("INSERT INTO case_step (case_id, version, at_ms, actor, step, from_state, to_state)
                      VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let insert = insert.bind(id).bind(version).bind(after.touched).bind(actor).bind(&after.step).bind(from);
    insert.bind(&after.state)
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStep {
    pub at: Timestamp,
    pub actor: String,
    pub step: String,
    pub to: String,
}

impl FromRow for CaseStep {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { at: row.get("at_ms")?, actor: row.get("actor")?, step: row.get("step")?, to: row.get("to_state")? })
    }
}

/// Returns the changes of a case in their order.
pub async fn steps(on: impl Run, id: i64) -> Result<Vec<CaseStep>, Failure> {
    let select = sql("SELECT at_ms, actor, step, to_state FROM case_step WHERE case_id = $1 ORDER BY version");
    on.fetch_all(select.bind(id)).await
}

/// Returns a branch's case.
pub async fn by_id(on: impl Run, branch: &BranchId, id: i64) -> Result<Option<Case>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM cases WHERE id = $1 AND branch = $2"));
    on.fetch_optional(select.bind(id).bind(branch)).await
}

/// Returns the case with this code.
pub async fn by_code(on: impl Run, code: &str) -> Result<Option<Case>, Failure> {
    on.fetch_optional(sql(concat!("SELECT ", columns!(), " FROM cases WHERE code = $1")).bind(code)).await
}

/// Returns a branch's cases in a state, those first that were not touched for longest: at most `most`.
pub async fn in_state(on: impl Run, branch: &BranchId, state: &str, most: u32) -> Result<Vec<Case>, Failure> {
    let select = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM cases WHERE branch = $1 AND state = $2 ORDER BY untouched_on, id LIMIT $3"
    ));
    on.fetch_all(select.bind(branch).bind(state).bind(most)).await
}

/// Returns a branch's cases that were opened since a time.
pub async fn opened_since(on: impl Run, branch: &BranchId, since: Timestamp) -> Result<Vec<Case>, Failure> {
    let select =
        sql(concat!("SELECT ", columns!(), " FROM cases WHERE branch = $1 AND opened_ms >= $2 ORDER BY opened_ms, id"));
    on.fetch_all(select.bind(branch).bind(since)).await
}
