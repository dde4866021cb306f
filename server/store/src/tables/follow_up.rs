//! What a CSR promised to see to later: facts that name nobody, each change of them, and the words apart.

#[cfg(test)]
mod contract;
mod words;

pub use words::{erase_until, keep_words_until, note, put_note};

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use crate::tables::step::{self, StateStep, insert_state_step};
use queue::{CsrId, Day, TicketId, Timestamp};

/// A follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    pub id: i64,
    pub branch: BranchId,
    /// The day of the visit, and its ticket where there was one.
    pub day: Day,
    pub ticket: Option<TicketId>,
    /// What the list calls it: the ticket's number; the day where there was no ticket.
    pub label: String,
    /// The service of the visit; empty where there was no ticket.
    pub service: String,
    pub due: String,
    /// The day on which its words are erased.
    pub gone_on: String,
    pub state: String,
    pub owner: CsrId,
    pub opened: Timestamp,
    pub version: u32,
}

impl FromRow for FollowUp {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            day: row.get("day")?,
            ticket: row.get("ticket")?,
            label: row.get("label")?,
            service: row.get("service")?,
            due: row.get("due")?,
            gone_on: row.get("gone_on")?,
            state: row.get("state")?,
            owner: row.get("owner")?,
            opened: row.get("opened_ms")?,
            version: row.get("version")?,
        })
    }
}

macro_rules! columns {
    () => {
        "id, branch, day, ticket, label, service, due, gone_on, state, owner, opened_ms, version"
    };
}

const INSERT_STEP: &str = insert_state_step!("follow_up");

/// Keeps a new follow-up; its `id` and `version` are given here. Returns its id.
pub async fn put(transaction: &mut Transaction<'_>, new: &FollowUp, actor: &str) -> Result<i64, Failure> {
    let insert =
        sql("INSERT INTO follow_up (branch, day, ticket, label, service, due, gone_on, state, owner, opened_ms,
                          version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) RETURNING id");
    let insert = insert.bind(&new.branch).bind(&new.day).bind(new.ticket.map(|ticket| i64::from(ticket.0)));
    let insert = insert.bind(&new.label).bind(&new.service).bind(&new.due).bind(&new.gone_on).bind(&new.state);
    let (id,): (i64,) = transaction.fetch_one(insert.bind(new.owner).bind(new.opened)).await?;
    let step = StateStep { record: id, version: 1, at: new.opened, actor, from: "", to: &new.state };
    transaction.execute(step.insert(INSERT_STEP)).await?;
    Ok(id)
}

/// Writes a follow-up as it is after a change, where it still has the version of `before`. Returns whether it had.
pub async fn change(
    transaction: &mut Transaction<'_>,
    before: &FollowUp,
    after: &FollowUp,
    at: Timestamp,
    actor: &str,
) -> Result<bool, Failure> {
    let update = sql("UPDATE follow_up SET due = $3, gone_on = $4, state = $5, version = version + 1
                      WHERE id = $1 AND version = $2");
    let update = update.bind(before.id).bind(before.version).bind(&after.due).bind(&after.gone_on).bind(&after.state);
    let (version, from, to) = (before.version + 1, &before.state, &after.state);
    let step = StateStep { record: before.id, version, at, actor, from, to };
    step::change(transaction, update, step.insert(INSERT_STEP)).await
}

/// Returns a branch's follow-up.
pub async fn by_id(on: impl Run, branch: &BranchId, id: i64) -> Result<Option<FollowUp>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM follow_up WHERE id = $1 AND branch = $2"));
    on.fetch_optional(select.bind(id).bind(branch)).await
}

/// Returns the open follow-ups, of every branch, whose words are erased on a day or before.
pub async fn ending(on: impl Run, state: &str, day: &Day) -> Result<Vec<FollowUp>, Failure> {
    let select =
        sql(concat!("SELECT ", columns!(), " FROM follow_up WHERE state = $1 AND gone_on <= $2 ORDER BY gone_on, id"));
    on.fetch_all(select.bind(state).bind(day)).await
}
