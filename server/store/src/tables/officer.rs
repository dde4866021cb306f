//! The members of staff who can be booked, with their week and their absences.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{CsrId, Timestamp};

/// A person who can be booked. Services and languages are ids between spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookableOfficer {
    pub person: CsrId,
    pub services: String,
    pub languages: String,
}

impl FromRow for BookableOfficer {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { person: row.get("person")?, services: row.get("services")?, languages: row.get("languages")? })
    }
}

/// Hours of a weekday (0 is Monday), in minutes from midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficerHours {
    pub person: CsrId,
    pub weekday: u32,
    pub from_minute: u32,
    pub to_minute: u32,
}

impl FromRow for OfficerHours {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            person: row.get("person")?,
            weekday: row.get("weekday")?,
            from_minute: row.get("from_minute")?,
            to_minute: row.get("to_minute")?,
        })
    }
}

/// A span in which a person is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficerAbsence {
    pub person: CsrId,
    pub from: Timestamp,
    pub to: Timestamp,
}

impl FromRow for OfficerAbsence {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { person: row.get("person")?, from: row.get("from_ms")?, to: row.get("to_ms")? })
    }
}

/// Keeps an officer with their week, in place of what was kept of them.
pub async fn put(
    transaction: &mut Transaction<'_>,
    branch: &BranchId,
    officer: &BookableOfficer,
    week: &[OfficerHours],
) -> Result<(), Failure> {
    let BookableOfficer { person, services, languages } = officer;
    let put = sql("INSERT INTO officer (branch, person, services, languages) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (branch, person) DO UPDATE SET services = excluded.services, languages = excluded.languages");
    transaction.execute(put.bind(branch).bind(*person).bind(services).bind(languages)).await?;
    forget_week(transaction, branch, *person).await?;
    for hours in week {
        let insert = sql("INSERT INTO officer_week (branch, person, weekday, from_minute, to_minute)
                          VALUES ($1, $2, $3, $4, $5)");
        let insert =
            insert.bind(branch).bind(*person).bind(hours.weekday).bind(hours.from_minute).bind(hours.to_minute);
        transaction.execute(insert).await?;
    }
    Ok(())
}

async fn forget_week(transaction: &mut Transaction<'_>, branch: &BranchId, person: CsrId) -> Result<(), Failure> {
    let week = sql("DELETE FROM officer_week WHERE branch = $1 AND person = $2").bind(branch).bind(person);
    transaction.execute(week).await.map(drop)
}

/// Takes a person out of those who can be booked; what is booked stays.
pub async fn remove(transaction: &mut Transaction<'_>, branch: &BranchId, person: CsrId) -> Result<(), Failure> {
    forget_week(transaction, branch, person).await?;
    let absences = sql("DELETE FROM absence WHERE branch = $1 AND person = $2").bind(branch).bind(person);
    transaction.execute(absences).await?;
    let officer = sql("DELETE FROM officer WHERE branch = $1 AND person = $2").bind(branch).bind(person);
    transaction.execute(officer).await.map(drop)
}

/// Returns the officers of a branch, by number.
pub async fn of_branch(on: impl Run, branch: &BranchId) -> Result<Vec<BookableOfficer>, Failure> {
    let officers = sql("SELECT person, services, languages FROM officer WHERE branch = $1 ORDER BY person");
    on.fetch_all(officers.bind(branch)).await
}

/// Returns the hours of all officers of a branch.
pub async fn weeks(on: impl Run, branch: &BranchId) -> Result<Vec<OfficerHours>, Failure> {
    let weeks = sql("SELECT person, weekday, from_minute, to_minute FROM officer_week WHERE branch = $1
                     ORDER BY person, weekday, from_minute");
    on.fetch_all(weeks.bind(branch)).await
}

/// Keeps an absence; one that begins at the same moment gets the new end.
pub async fn put_absence(on: impl Run, branch: &BranchId, absence: &OfficerAbsence) -> Result<(), Failure> {
    let put = sql("INSERT INTO absence (branch, person, from_ms, to_ms) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (branch, person, from_ms) DO UPDATE SET to_ms = excluded.to_ms");
    on.execute(put.bind(branch).bind(absence.person).bind(absence.from).bind(absence.to)).await.map(drop)
}

/// Forgets the absence that begins at that moment. Returns whether there was one.
pub async fn forget_absence(on: impl Run, branch: &BranchId, person: CsrId, from: Timestamp) -> Result<bool, Failure> {
    let forget = sql("DELETE FROM absence WHERE branch = $1 AND person = $2 AND from_ms = $3");
    Ok(on.execute(forget.bind(branch).bind(person).bind(from)).await? > 0)
}

/// Returns the absences of a branch that end after a moment.
pub async fn absences(on: impl Run, branch: &BranchId, after: Timestamp) -> Result<Vec<OfficerAbsence>, Failure> {
    let absences = sql("SELECT person, from_ms, to_ms FROM absence WHERE branch = $1 AND to_ms > $2
                        ORDER BY from_ms, person");
    on.fetch_all(absences.bind(branch).bind(after)).await
}
