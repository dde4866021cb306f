//! Personal data: which tables have it, what for and how long, and how it is found, printed and erased. Every table stands in
//! one of two lists, so nobody adds one without a decision.

#[cfg(test)]
mod contract;
mod register;

pub use register::{Kept, Key, PLAIN, Private, REGISTER};

use crate::audit::{self, Entry, What, Who};
use crate::branch_id::BranchId;
use crate::database::{Run, Transaction, sql};
use crate::failure::Failure;
use crate::store::Store;
use queue::{Day, Timestamp};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many days each table's rows are kept, where a bank keeps them shorter or longer than the register says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Periods(BTreeMap<&'static str, u32>);

impl Periods {
    /// Reads `table=days`, once for each table.
    pub fn parse<'a>(wishes: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let known: Vec<&str> =
            REGISTER.iter().filter(|private| private.kept.days().is_some()).map(|p| p.table).collect();
        let mut periods = BTreeMap::new();
        for wish in wishes {
            let wrong = || format!("\"{wish}\": write TABLE=DAYS, with one of {}", known.join(", "));
            let (table, days) = wish.split_once('=').ok_or_else(wrong)?;
            let table = known.iter().find(|known| **known == table.trim()).ok_or_else(wrong)?;
            periods.insert(*table, days.trim().parse().map_err(|_| wrong())?);
        }
        Ok(Self(periods))
    }

    /// Returns for how many days a table's rows are kept; `None` where a period has no say.
    pub fn of(&self, private: &Private) -> Option<u32> {
        let usual = private.kept.days()?;
        Some(self.0.get(private.table).copied().unwrap_or(usual))
    }
}

/// A branch's day on which what is due is erased.
#[derive(Debug, Clone)]
pub struct Today<'a, F> {
    pub branch: &'a BranchId,
    pub now: Timestamp,
    /// The day in the branch's time zone.
    pub day: &'a Day,
    /// The branch's day so many days before today.
    pub days_ago: F,
}

/// Erases what is due on a branch's day, and leaves a line in the audit. Returns how many rows of each table, or `None` where
/// it has been done on this day, here or by another server.
pub async fn erase_due<F: Fn(u32) -> Day + Send + Sync>(
    store: &Store,
    today: Today<'_, F>,
    periods: &Periods,
) -> Result<Option<Vec<(&'static str, u64)>>, Failure> {
    let Today { branch, now, day, days_ago } = today;
    if done(store, branch, day).await? {
        return Ok(None);
    }
    let mut transaction = store.begin().await?;
    if !claim(&mut transaction, branch, day).await? {
        transaction.rollback().await?;
        return Ok(None);
    }
    let mut erased = Vec::new();
    for private in REGISTER {
        let days = periods.of(private).unwrap_or(0);
        let rows = match private.kept {
            Kept::Days { erase, .. } => {
                let first_kept = days_ago(days);
                transaction.execute(sql(erase).bind(branch).bind(&first_kept)).await?
            }
            Kept::Milliseconds { erase, .. } => {
                let first_kept = now - queue::Duration::minutes(i64::from(days) * 24 * 60);
                transaction.execute(sql(erase).bind(branch).bind(first_kept)).await?
            }
            Kept::UntilItsDay { erase } => transaction.execute(sql(erase).bind(branch).bind(day)).await?,
            Kept::UntilSomebodyActs => 0,
        };
        if rows > 0 {
            erased.push((private.table, rows));
        }
    }
    let line = Entry::new(branch, now, Who::server(), What::DataErased).about(told(&erased));
    audit::note(&mut transaction, &[line]).await?;
    transaction.commit().await?;
    Ok(Some(erased))
}

/// `push_subscription:3 told:12`, for the audit: how many rows of which table, and never what was in them.
pub fn told(rows: &[(&'static str, u64)]) -> String {
    let mut text = String::new();
    for (table, rows) in rows {
        let _ = write!(text, "{}{table}:{rows}", if text.is_empty() { "" } else { " " });
    }
    if text.is_empty() { "nothing was due".to_owned() } else { text }
}

async fn done(on: impl Run, branch: &BranchId, day: &Day) -> Result<bool, Failure> {
    let done = sql("SELECT day FROM erasure WHERE branch = $1 AND day >= $2");
    Ok(on.fetch_optional::<(Day,)>(done.bind(branch).bind(day)).await?.is_some())
}

/// Takes the day upon this server. Returns false where another has.
async fn claim(on: &mut Transaction<'_>, branch: &BranchId, day: &Day) -> Result<bool, Failure> {
    let claim = sql("INSERT INTO erasure (branch, day) VALUES ($1, $2)
                     ON CONFLICT (branch) DO UPDATE SET day = excluded.day WHERE erasure.day < excluded.day");
    Ok(on.execute(claim.bind(branch).bind(day)).await? > 0)
}

/// A row as it is printed: the names of its columns, with their values.
pub type Printed = Vec<(String, Option<String>)>;

/// Returns what is kept of one person, table by table.
pub async fn find(store: &Store, by: Key, value: &str) -> Result<Vec<(&'static str, Vec<Printed>)>, Failure> {
    let mut found = Vec::new();
    for private in REGISTER {
        for (key, find) in private.find {
            if *key != by {
                continue;
            }
            let rows = store.run(sql(find).bind(value)).await?.rows;
            let rows = rows.iter().map(crate::AnyRow::printed).collect::<Result<Vec<_>, _>>()?;
            if !rows.is_empty() {
                found.push((private.table, rows));
            }
        }
    }
    Ok(found)
}

/// Erases what is kept of one person, in the order of the register. Returns how many rows of each table.
pub async fn erase(
    transaction: &mut Transaction<'_>,
    by: Key,
    value: &str,
) -> Result<Vec<(&'static str, u64)>, Failure> {
    let mut erased = Vec::new();
    for private in REGISTER {
        for (key, erase) in private.erase {
            if *key == by {
                let rows = transaction.execute(sql(erase).bind(value)).await?;
                if rows > 0 {
                    erased.push((private.table, rows));
                }
            }
        }
    }
    Ok(erased)
}
