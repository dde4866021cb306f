//! The versions of the set-up: each save with its whole text, who and when. Versions are added and never changed; the number of the
//! next one is taken by whoever is first. Beside them stands which version each branch's day began with.

#[cfg(test)]
mod contract;

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use queue::{Day, Timestamp};

/// A version of the set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupVersion {
    /// From 1, without a gap.
    pub number: u32,
    /// The text of the set-up's file.
    pub text: String,
    /// The files of its further languages, as JSON.
    pub languages: String,
    /// How it came: `carried`, `file`, `editor`, `import`, `undo`, `rollout`, `rollback`.
    pub origin: String,
    /// Who saved it, in the words of the audit: `staff:7`, `server`, `command-line`.
    pub who: String,
    pub at: Timestamp,
    /// What changed against the version before, as JSON.
    pub changes: String,
    /// The rollout for which it was saved: `rollout:3`. Empty otherwise.
    pub reason: String,
}

impl FromRow for SetupVersion {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            number: row.get("number")?,
            text: row.get("text")?,
            languages: row.get("languages")?,
            origin: row.get("origin")?,
            who: row.get("who")?,
            at: row.get("at_ms")?,
            changes: row.get("changes")?,
            reason: row.get("reason")?,
        })
    }
}

/// A version in a list, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupSave {
    pub number: u32,
    pub origin: String,
    pub who: String,
    pub at: Timestamp,
    pub changes: String,
    pub reason: String,
}

impl FromRow for SetupSave {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            number: row.get("number")?,
            origin: row.get("origin")?,
            who: row.get("who")?,
            at: row.get("at_ms")?,
            changes: row.get("changes")?,
            reason: row.get("reason")?,
        })
    }
}

macro_rules! columns {
    () => {
        "number, text, languages, origin, who, at_ms, changes, reason"
    };
}

/// Adds a version that follows the newest one. Returns false where somebody else has taken its number meanwhile.
pub async fn add(transaction: &mut Transaction<'_>, new: &SetupVersion) -> Result<bool, Failure> {
    let before = new.number.saturating_sub(1);
    if newest_number(&mut *transaction).await? != before {
        return Ok(false);
    }
    let insert = sql(concat!(
        "INSERT INTO setup_version (",
        columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING"
    ));
    let insert = insert.bind(new.number).bind(&new.text).bind(&new.languages).bind(&new.origin).bind(&new.who);
    Ok(transaction.execute(insert.bind(new.at).bind(&new.changes).bind(&new.reason)).await? > 0)
}

/// Returns the number of the newest version; 0 where there is none.
pub async fn newest_number(on: impl Run) -> Result<u32, Failure> {
    let newest: Option<(u32,)> =
        on.fetch_optional(sql("SELECT number FROM setup_version ORDER BY number DESC LIMIT 1")).await?;
    Ok(newest.map_or(0, |(number,)| number))
}

/// Returns the newest version.
pub async fn newest(on: impl Run) -> Result<Option<SetupVersion>, Failure> {
    on.fetch_optional(sql(concat!("SELECT ", columns!(), " FROM setup_version ORDER BY number DESC LIMIT 1"))).await
}

/// Returns a version.
pub async fn by_number(on: impl Run, number: u32) -> Result<Option<SetupVersion>, Failure> {
    on.fetch_optional(sql(concat!("SELECT ", columns!(), " FROM setup_version WHERE number = $1")).bind(number)).await
}

/// Returns the newest version that came in this way.
pub async fn newest_of(on: impl Run, origin: &str) -> Result<Option<SetupVersion>, Failure> {
    let newest = concat!("SELECT ", columns!(), " FROM setup_version WHERE origin = $1 ORDER BY number DESC LIMIT 1");
    on.fetch_optional(sql(newest).bind(origin)).await
}

/// Returns the versions before this number without their texts, the newest first: at most `most`.
pub async fn saves(on: impl Run, before: u32, most: u32) -> Result<Vec<SetupSave>, Failure> {
    let saves = sql("SELECT number, origin, who, at_ms, changes, reason FROM setup_version WHERE number < $1
                     ORDER BY number DESC LIMIT $2");
    on.fetch_all(saves.bind(before).bind(most)).await
}

/// Returns the version that a day began with. Where none is noted, this notes `number`: the first server to ask says which one it is.
pub async fn of_day(
    transaction: &mut Transaction<'_>,
    branch: &BranchId,
    day: &Day,
    number: u32,
) -> Result<u32, Failure> {
    let insert = sql("INSERT INTO setup_day (branch, day, number) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    transaction.execute(insert.bind(branch).bind(day).bind(number)).await?;
    let select = sql("SELECT number FROM setup_day WHERE branch = $1 AND day = $2").bind(branch).bind(day);
    let (number,): (u32,) = transaction.fetch_one(select).await?;
    Ok(number)
}

/// Forgets which versions the days before this one began with.
pub async fn forget_days_before(on: impl Run, branch: &BranchId, day: &Day) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM setup_day WHERE branch = $1 AND day < $2").bind(branch).bind(day)).await.map(drop)
}
