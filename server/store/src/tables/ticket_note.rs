//! Notes about a visit, from one desk to the next. They are words about a person, so they are in no journal and have a day
//! on which they are erased.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, sql};
use crate::failure::Failure;
use queue::{CsrId, Day, TicketId, Timestamp};

/// A note about a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketNote {
    /// Who wrote it.
    pub csr: CsrId,
    pub note: String,
    pub at: Timestamp,
}

/// The ticket that a note is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted<'a> {
    pub branch: &'a BranchId,
    pub day: &'a Day,
    pub ticket: TicketId,
}

impl FromRow for TicketNote {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { csr: row.get("csr")?, note: row.get("note")?, at: row.get("at_ms")? })
    }
}

/// Keeps a note until `erase_on`. Returns false where the ticket has `most` already.
pub async fn add(
    on: impl Run,
    about: Noted<'_>,
    note: &TicketNote,
    erase_on: &Day,
    most: u32,
) -> Result<bool, Failure> {
    let insert = sql("INSERT INTO ticket_note (branch, day, ticket, csr, note, at_ms, erase_on)
                      SELECT $1, $2, $3, $4, $5, $6, $7
                      WHERE (SELECT count(*) FROM ticket_note WHERE branch = $1 AND day = $2 AND ticket = $3) < $8");
    let insert = insert.bind(about.branch).bind(about.day).bind(about.ticket).bind(note.csr).bind(&note.note);
    Ok(on.execute(insert.bind(note.at).bind(erase_on).bind(most)).await? > 0)
}

/// Returns the notes about a ticket, the oldest first.
pub async fn of_ticket(on: impl Run, about: Noted<'_>) -> Result<Vec<TicketNote>, Failure> {
    let notes =
        sql("SELECT csr, note, at_ms FROM ticket_note WHERE branch = $1 AND day = $2 AND ticket = $3 ORDER BY id");
    on.fetch_all(notes.bind(about.branch).bind(about.day).bind(about.ticket)).await
}

/// Erases a branch's notes whose day has come.
pub async fn erase(on: impl Run, branch: &BranchId, today: &Day) -> Result<u64, Failure> {
    let erase = sql("DELETE FROM ticket_note WHERE branch = $1 AND erase_on <= $2");
    on.execute(erase.bind(branch).bind(today)).await
}
