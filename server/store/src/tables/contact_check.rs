//! Contact data that were checked or changed: facts that name nobody, each change of them, and the addresses apart.

#[cfg(test)]
mod contract;
mod words;

pub use words::{ContactChange, addresses, erase_addresses, erase_until, keep_word_alone, put_addresses, set_code};

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use crate::tables::step::{self, StateStep, insert_state_step};
use queue::{CsrId, Day, TicketId, Timestamp};

/// A check of contact data, or a change of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactCheck {
    pub id: i64,
    pub branch: BranchId,
    /// The day of the visit, and its ticket where there was one.
    pub day: Day,
    pub ticket: Option<TicketId>,
    /// What the list calls it: the ticket's number; the day where there was no ticket.
    pub label: String,
    pub language: String,
    /// A hash of the words of the consent; empty where nothing changed.
    pub wording: String,
    pub state: String,
    pub owner: CsrId,
    pub at: Timestamp,
    pub code_until: Timestamp,
    /// How many wrong codes there were.
    pub wrong: u32,
    /// The day on which the addresses are erased; empty where there are none.
    pub erase_on: String,
    pub version: u32,
}

impl FromRow for ContactCheck {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            day: row.get("day")?,
            ticket: row.get("ticket")?,
            label: row.get("label")?,
            language: row.get("language")?,
            wording: row.get("wording")?,
            state: row.get("state")?,
            owner: row.get("owner")?,
            at: row.get("at_ms")?,
            code_until: row.get("code_until_ms")?,
            wrong: row.get("wrong")?,
            erase_on: row.get("erase_on")?,
            version: row.get("version")?,
        })
    }
}

macro_rules! columns {
    () => {
        "id, branch, day, ticket, label, language, wording, state, owner, at_ms, code_until_ms, wrong, erase_on, version"
    };
}

const INSERT_STEP: &str = insert_state_step!("contact_check");

/// Keeps a new check; its `id` and `version` are given here. Returns its id.
pub async fn put(transaction: &mut Transaction<'_>, new: &ContactCheck, actor: &str) -> Result<i64, Failure> {
    let insert = sql("INSERT INTO contact_check (branch, day, ticket, label, language, wording, state, owner, at_ms,
                          code_until_ms, wrong, erase_on, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1) RETURNING id");
    let insert = insert.bind(&new.branch).bind(&new.day).bind(new.ticket.map(|ticket| i64::from(ticket.0)));
    let insert = insert.bind(&new.label).bind(&new.language).bind(&new.wording).bind(&new.state).bind(new.owner);
    let insert = insert.bind(new.at).bind(new.code_until).bind(new.wrong).bind(&new.erase_on);
    let (id,): (i64,) = transaction.fetch_one(insert).await?;
    let step = StateStep { record: id, version: 1, at: new.at, actor, from: "", to: &new.state };
    transaction.execute(step.insert(INSERT_STEP)).await?;
    Ok(id)
}

/// Sets the state and the end of the code, where the row still has the version of `before`. Returns whether it had.
pub async fn change(
    transaction: &mut Transaction<'_>,
    before: &ContactCheck,
    after: &ContactCheck,
    at: Timestamp,
    actor: &str,
) -> Result<bool, Failure> {
    let update = sql("UPDATE contact_check SET state = $3, code_until_ms = $4, wrong = $5, version = version + 1
                      WHERE id = $1 AND version = $2");
    let update = update.bind(before.id).bind(before.version).bind(&after.state).bind(after.code_until);
    let (version, from, to) = (before.version + 1, &before.state, &after.state);
    let step = StateStep { record: before.id, version, at, actor, from, to };
    step::change(transaction, update.bind(after.wrong), step.insert(INSERT_STEP)).await
}

/// Counts a wrong code.
pub async fn count_wrong(on: impl Run, id: i64) -> Result<(), Failure> {
    on.execute(sql("UPDATE contact_check SET wrong = wrong + 1 WHERE id = $1").bind(id)).await.map(drop)
}

/// Returns a branch's check.
pub async fn by_id(on: impl Run, branch: &BranchId, id: i64) -> Result<Option<ContactCheck>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM contact_check WHERE id = $1 AND branch = $2"));
    on.fetch_optional(select.bind(id).bind(branch)).await
}

/// Returns the checks in a state, of every branch, whose addresses are erased on a day or before.
pub async fn ending(on: impl Run, state: &str, day: &Day) -> Result<Vec<ContactCheck>, Failure> {
    let select = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM contact_check WHERE state = $1 AND erase_on <= $2 ORDER BY erase_on, id"
    ));
    on.fetch_all(select.bind(state).bind(day)).await
}
