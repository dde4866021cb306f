//! What somebody has to see to: a row for each open record. A row is written and removed in the transaction that changes its
//! record, and it holds no words of a client.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// Something to see to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// `feedback`, `complaint`, `case`, `follow_up`, `interest` or `contact_check`.
    pub kind: String,
    pub record: i64,
    /// What it is called on the list: a complaint's number, a case's code, a ticket's number.
    pub label: String,
    /// An id that says what it is about: a type, a service.
    pub detail: String,
    /// By when, as a day.
    pub due: String,
    /// The list has it from this day on.
    pub shown_from: String,
    /// The days on which half and four fifths of the time are over.
    pub half_on: Option<String>,
    pub urgent_on: Option<String>,
    pub assigned: Option<CsrId>,
    pub since: Timestamp,
}

impl FromRow for ToDo {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            kind: row.get("kind")?,
            record: row.get("record")?,
            label: row.get("label")?,
            detail: row.get("detail")?,
            due: row.get("due")?,
            shown_from: row.get("shown_from")?,
            half_on: row.get("half_on")?,
            urgent_on: row.get("urgent_on")?,
            assigned: row.get("assigned")?,
            since: row.get("since_ms")?,
        })
    }
}

macro_rules! columns {
    () => {
        "kind, record, label, detail, due, shown_from, half_on, urgent_on, assigned, since_ms"
    };
}

/// Keeps something to see to, or changes it. Who sees to it stays.
pub async fn put(on: impl Run, branch: &BranchId, to_do: &ToDo) -> Result<(), Failure> {
    let ToDo { kind, record, label, detail, due, shown_from, half_on, urgent_on, assigned, since } = to_do;
    let put = sql(concat!(
        "INSERT INTO to_do (branch, ",
        columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (branch, kind, record) DO UPDATE SET label = excluded.label, detail = excluded.detail,
             due = excluded.due, shown_from = excluded.shown_from, half_on = excluded.half_on,
             urgent_on = excluded.urgent_on, assigned = coalesce(to_do.assigned, excluded.assigned)"
    ));
    let put = put.bind(branch).bind(kind).bind(*record).bind(label).bind(detail).bind(due).bind(shown_from);
    let put = put.bind(half_on.as_deref()).bind(urgent_on.as_deref()).bind(assigned.map(|person| i64::from(person.0)));
    on.execute(put.bind(*since)).await.map(drop)
}

/// Takes something off the list. Returns whether it was there.
pub async fn remove(on: impl Run, branch: &BranchId, kind: &str, record: i64) -> Result<bool, Failure> {
    let delete = sql("DELETE FROM to_do WHERE branch = $1 AND kind = $2 AND record = $3");
    Ok(on.execute(delete.bind(branch).bind(kind).bind(record)).await? > 0)
}

/// Gives something to a person, or to nobody. Returns whether it was there.
pub async fn assign(
    on: impl Run,
    branch: &BranchId,
    kind: &str,
    record: i64,
    person: Option<CsrId>,
) -> Result<bool, Failure> {
    let update = sql("UPDATE to_do SET assigned = $4 WHERE branch = $1 AND kind = $2 AND record = $3");
    let person = person.map(|person| i64::from(person.0));
    Ok(on.execute(update.bind(branch).bind(kind).bind(record).bind(person)).await? > 0)
}

/// Which part of a branch's list is meant.
#[derive(Debug, Clone, Copy)]
pub enum Filter<'a> {
    All,
    Kind(&'a str),
    Person(CsrId),
}

/// Returns what the list shows on a day, the first due first: at most `most`, after the first `skipped`.
pub async fn list(
    on: impl Run,
    branch: &BranchId,
    today: &str,
    filter: Filter<'_>,
    skipped: u32,
    most: u32,
) -> Result<Vec<ToDo>, Failure> {
    let select = match filter {
        Filter::All => {
            let select = sql(concat!(
                "SELECT ",
                columns!(),
                " FROM to_do WHERE branch = $1 AND shown_from <= $2 ORDER BY due, kind, record LIMIT $3 OFFSET $4"
            ));
            select.bind(branch).bind(today)
        }
        Filter::Kind(kind) => {
            let select = sql(concat!(
                "SELECT ",
                columns!(),
                " FROM to_do WHERE branch = $1 AND shown_from <= $2 AND kind = $5
                  ORDER BY due, record LIMIT $3 OFFSET $4"
            ));
            return on.fetch_all(select.bind(branch).bind(today).bind(most).bind(skipped).bind(kind)).await;
        }
        Filter::Person(person) => {
            let select = sql(concat!(
                "SELECT ",
                columns!(),
                " FROM to_do WHERE branch = $1 AND shown_from <= $2 AND assigned = $5
                  ORDER BY due, kind, record LIMIT $3 OFFSET $4"
            ));
            return on.fetch_all(select.bind(branch).bind(today).bind(most).bind(skipped).bind(person)).await;
        }
    };
    on.fetch_all(select.bind(most).bind(skipped)).await
}

/// Returns how many of each kind the list has on a day, and how many of them are due.
pub async fn counts(on: impl Run, branch: &BranchId, today: &str) -> Result<Vec<(String, u32, u32)>, Failure> {
    let select = sql("SELECT kind, count(*), count(CASE WHEN due <= $2 THEN 1 END) FROM to_do
                      WHERE branch = $1 AND shown_from <= $2 GROUP BY kind ORDER BY kind");
    on.fetch_all(select.bind(branch).bind(today)).await
}

/// Returns how much of what a person sees to is due on a day or before.
pub async fn due_of(on: impl Run, branch: &BranchId, person: CsrId, today: &str) -> Result<u32, Failure> {
    let select = sql("SELECT count(*) FROM to_do
                      WHERE branch = $1 AND assigned = $2 AND due <= $3 AND shown_from <= $3");
    on.fetch_one(select.bind(branch).bind(person).bind(today)).await.map(|(count,)| count)
}
