//! Interest in products: facts that name nobody, each change of them, and name and contact apart.

#[cfg(test)]
mod contract;
mod words;

pub use words::{InterestContact, contact, erase_contact, erase_until, put_contact};

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use crate::tables::step::{self, StateStep, insert_state_step};
use queue::{CsrId, Day, TicketId, Timestamp, Token};

/// An interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    pub id: i64,
    pub branch: BranchId,
    /// The client's own link.
    pub token: Token,
    pub product: String,
    /// The day of the visit, and its ticket where there was one.
    pub day: Day,
    pub ticket: Option<TicketId>,
    /// What the list calls it: the ticket's number; the day where there was no ticket.
    pub label: String,
    pub language: String,
    /// A hash of the words of the consent.
    pub wording: String,
    pub state: String,
    /// Who took it; nobody where the client sent it.
    pub owner: Option<CsrId>,
    pub given: Timestamp,
    /// The day on which name and contact are erased.
    pub erase_on: String,
    pub version: u32,
}

impl FromRow for Interest {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("id")?,
            branch: row.get("branch")?,
            token: row.get("token")?,
            product: row.get("product")?,
            day: row.get("day")?,
            ticket: row.get("ticket")?,
            label: row.get("label")?,
            language: row.get("language")?,
            wording: row.get("wording")?,
            state: row.get("state")?,
            owner: row.get("owner")?,
            given: row.get("given_ms")?,
            erase_on: row.get("erase_on")?,
            version: row.get("version")?,
        })
    }
}

macro_rules! columns {
    () => {
        "id, branch, token, product, day, ticket, label, language, wording, state, owner, given_ms, erase_on, version"
    };
}

const INSERT_STEP: &str = insert_state_step!("interest");

/// Keeps a new interest; its `id` and `version` are given here. Returns its id.
pub async fn put(transaction: &mut Transaction<'_>, new: &Interest, actor: &str) -> Result<i64, Failure> {
    let insert =
        sql("INSERT INTO interest (branch, token, product, day, ticket, label, language, wording, state, owner,
                          given_ms, erase_on, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1) RETURNING id");
    let insert = insert.bind(&new.branch).bind(&new.token).bind(&new.product).bind(&new.day);
    let insert = insert.bind(new.ticket.map(|ticket| i64::from(ticket.0))).bind(&new.label).bind(&new.language);
    let insert = insert
        .bind(&new.wording)
        .bind(&new.state)
        .bind(new.owner.map(|owner| i64::from(owner.0)))
        .bind(new.given)
        .bind(&new.erase_on);
    let (id,): (i64,) = transaction.fetch_one(insert).await?;
    let step = StateStep { record: id, version: 1, at: new.given, actor, from: "", to: &new.state };
    transaction.execute(step.insert(INSERT_STEP)).await?;
    Ok(id)
}

/// Sets the state of an interest, where it still has the version of `before`. Returns whether it had.
pub async fn change(
    transaction: &mut Transaction<'_>,
    before: &Interest,
    state: &str,
    at: Timestamp,
    actor: &str,
) -> Result<bool, Failure> {
    let update = sql("UPDATE interest SET state = $3, version = version + 1 WHERE id = $1 AND version = $2");
    let (version, from, to) = (before.version + 1, &before.state, state);
    let step = StateStep { record: before.id, version, at, actor, from, to };
    step::change(transaction, update.bind(before.id).bind(before.version).bind(state), step.insert(INSERT_STEP)).await
}

/// Returns a branch's interest.
pub async fn by_id(on: impl Run, branch: &BranchId, id: i64) -> Result<Option<Interest>, Failure> {
    let select = sql(concat!("SELECT ", columns!(), " FROM interest WHERE id = $1 AND branch = $2"));
    on.fetch_optional(select.bind(id).bind(branch)).await
}

/// Returns the interest with this link.
pub async fn by_token(on: impl Run, token: &Token) -> Result<Option<Interest>, Failure> {
    on.fetch_optional(sql(concat!("SELECT ", columns!(), " FROM interest WHERE token = $1")).bind(token)).await
}

/// Returns the interests, of every branch, whose contact is erased on a day or before and that are still to be seen to.
pub async fn ending(on: impl Run, day: &Day) -> Result<Vec<Interest>, Failure> {
    let select = sql(concat!(
        "SELECT ",
        columns!(),
        " FROM interest WHERE erase_on <= $1 AND state IN ('given', 'passed') ORDER BY erase_on, id"
    ));
    on.fetch_all(select.bind(day)).await
}
