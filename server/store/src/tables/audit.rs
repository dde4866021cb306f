//! The audit: who did what, when, from where, about what. A branch has one chain of lines, numbered from 1; each holds the
//! hash of the line before it. Lines are added and never changed or removed; only the address, which is personal data, is
//! erased in time. A line names people by number and holds nothing that somebody wrote.
//!
//! [`note`] runs in the transaction of the change that it tells of. Several servers may add to one chain: the place of a line
//! is its primary key, and whoever finds it taken takes the next one.

mod chain;
mod check;
#[cfg(test)]
mod contract;
mod words;

pub use chain::{Line, START};
pub use check::{Checker, Fault};
pub use words::{What, Who};

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow, Run, Transaction, sql};
use crate::failure::Failure;
use crate::store::Store;
use queue::{Day, Timestamp};

/// The chain of what belongs to no branch: who is unknown, what an administrator of the bank does.
pub const BANK: &str = "-";
/// How often a place in the chain is tried that other servers keep taking.
const TRIES: u32 = 64;
/// The longest text about what a line is, in bytes.
const ABOUT_MAX: usize = 300;

/// Something that is to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub branch: BranchId,
    pub at: Timestamp,
    pub who: Who,
    pub what: What,
    /// What it was done to, by ids: `ticket:12 desk:3`. Never a name, never a text that somebody wrote.
    pub about: String,
    pub origin: Origin,
}

/// Where something was asked from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The enrolled device, by its id; empty where there is none.
    pub device: String,
    /// The network address; empty where there is none.
    pub address: String,
}

impl Entry {
    /// Returns an entry about nothing in particular, from nowhere in particular.
    pub fn new(branch: &BranchId, at: Timestamp, who: Who, what: What) -> Self {
        Self { branch: branch.clone(), at, who, what, about: String::new(), origin: Origin::default() }
    }

    #[must_use]
    pub fn about(self, about: impl Into<String>) -> Self {
        Self { about: about.into(), ..self }
    }

    #[must_use]
    pub fn from(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }
}

/// The last line of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub branch: BranchId,
    pub n: u64,
    pub hash: String,
}

impl FromRow for Head {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { branch: row.get("branch")?, n: row.get("n")?, hash: row.get("hash")? })
    }
}

impl FromRow for Line {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self {
            branch: row.get("branch")?,
            n: row.get("n")?,
            at: row.get("at_ms")?,
            who: row.get("who")?,
            what: row.get("what")?,
            about: row.get("about")?,
            device: row.get("device")?,
            address: row.get("address")?,
            salt: row.get("salt")?,
            seal: row.get("seal")?,
            previous: row.get("previous")?,
            hash: row.get("hash")?,
        })
    }
}

macro_rules! columns {
    () => {
        "branch, n, at_ms, who, what, about, device, address, salt, seal, previous, hash"
    };
}

/// Adds lines to the chains of their branches, in this order. Entries of several branches are to be in the order of the
/// branches' ids, so that two servers do not wait for each other in a circle.
pub async fn note(transaction: &mut Transaction<'_>, entries: &[Entry]) -> Result<(), Failure> {
    let mut last: Option<Head> = None;
    for entry in entries {
        if let Some(other) = last.take_if(|last| last.branch != entry.branch) {
            keep_head(transaction, &other).await?;
        }
        last = Some(add(transaction, last, entry).await?);
    }
    match last {
        Some(head) => keep_head(transaction, &head).await,
        None => Ok(()),
    }
}

/// Adds lines in a transaction of their own, for what changes nothing else. It lets others write while it waits for the disk.
pub async fn note_alone(store: &Store, entries: &[Entry]) -> Result<(), Failure> {
    let mut transaction = store.begin_shared().await?;
    note(&mut transaction, entries).await?;
    transaction.commit().await
}

/// Adds a line after `last`, or after the end of the chain.
async fn add(transaction: &mut Transaction<'_>, last: Option<Head>, entry: &Entry) -> Result<Head, Failure> {
    let mut last = last;
    for _ in 0..TRIES {
        let end = match last.take() {
            Some(end) => Some(end),
            None => end(&mut *transaction, &entry.branch).await?,
        };
        let line = Line::after(end.as_ref(), entry);
        let insert = sql(concat!(
            "INSERT INTO audit (",
            columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING"
        ));
        let n = i64::try_from(line.n).map_err(|error| Failure::Other(error.to_string()))?;
        let insert = insert.bind(&line.branch).bind(n).bind(line.at).bind(&line.who).bind(&line.what);
        let insert = insert.bind(&line.about).bind(&line.device).bind(line.address.as_deref());
        let insert = insert.bind(line.salt.as_deref()).bind(&line.seal).bind(&line.previous).bind(&line.hash);
        if transaction.execute(insert).await? > 0 {
            return Ok(Head { branch: line.branch, n: line.n, hash: line.hash });
        }
    }
    Err(Failure::Other(format!("other servers kept adding to the audit of {}", entry.branch)))
}

/// Returns where a chain goes on: after its last line, or after its head where the line that the head names has gone. A
/// chain that was cut short thus keeps its gap.
async fn end(on: impl Run, branch: &BranchId) -> Result<Option<Head>, Failure> {
    let ends = sql("SELECT branch, n, hash FROM (
                        SELECT branch, n, hash FROM audit_head WHERE branch = $1
                        UNION ALL
                        SELECT branch, n, hash FROM
                            (SELECT branch, n, hash FROM audit WHERE branch = $1 ORDER BY n DESC LIMIT 1) AS last
                    ) AS ends ORDER BY n DESC LIMIT 1");
    on.fetch_optional(ends.bind(branch)).await
}

async fn keep_head(transaction: &mut Transaction<'_>, head: &Head) -> Result<(), Failure> {
    let keep = sql("INSERT INTO audit_head (branch, n, hash) VALUES ($1, $2, $3)
                    ON CONFLICT (branch) DO UPDATE SET n = excluded.n, hash = excluded.hash");
    let n = i64::try_from(head.n).map_err(|error| Failure::Other(error.to_string()))?;
    transaction.execute(keep.bind(&head.branch).bind(n).bind(&head.hash)).await.map(drop)
}

/// Returns the heads of all chains, by branch.
pub async fn heads(on: impl Run) -> Result<Vec<Head>, Failure> {
    on.fetch_all(sql("SELECT branch, n, hash FROM audit_head ORDER BY branch")).await
}

/// Returns the branches that have lines, whether or not they have a head.
pub async fn branches(on: impl Run) -> Result<Vec<BranchId>, Failure> {
    let branches = sql("SELECT branch FROM (SELECT branch FROM audit_head UNION SELECT branch FROM audit) AS known
                        ORDER BY branch");
    Ok(on.fetch_all::<(BranchId,)>(branches).await?.into_iter().map(|(branch,)| branch).collect())
}

/// Returns at most `most` lines of a chain from the line `from` on, in order.
pub async fn lines(on: impl Run, branch: &BranchId, from: u64, most: u32) -> Result<Vec<Line>, Failure> {
    let lines = concat!("SELECT ", columns!(), " FROM audit WHERE branch = $1 AND n >= $2 ORDER BY n LIMIT $3");
    on.fetch_all(sql(lines).bind(branch).bind(i64::try_from(from).unwrap_or(i64::MAX)).bind(most)).await
}

/// Which lines are looked for. An empty text stands for any.
#[derive(Debug, Clone)]
pub struct Search {
    pub who: String,
    pub what: String,
    /// From this moment on.
    pub from: Timestamp,
    /// Before this moment.
    pub until: Timestamp,
    /// Before this line, where a list goes on.
    pub before: Option<u64>,
    pub most: u32,
}

impl Default for Search {
    /// Returns a search for the last lines.
    fn default() -> Self {
        let (who, what) = (String::new(), String::new());
        Self { who, what, from: Timestamp(i64::MIN), until: Timestamp(i64::MAX), before: None, most: 100 }
    }
}

/// Returns lines of a chain, the latest first.
pub async fn search(on: impl Run, branch: &BranchId, search: &Search) -> Result<Vec<Line>, Failure> {
    let found = concat!(
        "SELECT ",
        columns!(),
        " FROM audit WHERE branch = $1 AND ($2 = '' OR who = $2) AND ($3 = '' OR what = $3)
          AND at_ms >= $4 AND at_ms < $5 AND n < $6 ORDER BY n DESC LIMIT $7"
    );
    let before = search.before.and_then(|n| i64::try_from(n).ok()).unwrap_or(i64::MAX);
    let found = sql(found).bind(branch).bind(&search.who).bind(&search.what).bind(search.from).bind(search.until);
    on.fetch_all(found.bind(before).bind(search.most)).await
}

/// Returns everybody who did something in a chain, as its lines write them.
pub async fn actors(on: impl Run, branch: &BranchId) -> Result<Vec<String>, Failure> {
    let actors = sql("SELECT DISTINCT who FROM audit WHERE branch = $1 ORDER BY who").bind(branch);
    Ok(on.fetch_all::<(String,)>(actors).await?.into_iter().map(|(who,)| who).collect())
}

/// Erases the addresses of lines from before `until`. Returns of how many.
pub async fn erase_addresses(on: impl Run, until: Timestamp) -> Result<u64, Failure> {
    let erase = sql("UPDATE audit SET address = NULL, salt = NULL WHERE at_ms < $1 AND address IS NOT NULL");
    on.execute(erase.bind(until)).await
}

/// How far a day of a branch's journal has been read for the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub day: Day,
    pub seq: u64,
    /// The digest of the set-up that was in force there.
    pub setup: String,
}

impl FromRow for Progress {
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        Ok(Self { day: row.get("day")?, seq: row.get("seq")?, setup: row.get("setup")? })
    }
}

/// Returns how far the last days of a branch's journal have been read, the earliest day first. Days before these are done with.
pub async fn progress(on: impl Run, branch: &BranchId) -> Result<Vec<Progress>, Failure> {
    on.fetch_all(sql("SELECT day, seq, setup FROM audit_journal WHERE branch = $1 ORDER BY day").bind(branch)).await
}

/// Keeps how far a day of a branch's journal has been read: from the row `before`, 0 for its beginning, to `now`. Returns false
/// where another server was first.
pub async fn advance(on: impl Run, branch: &BranchId, before: u64, now: &Progress) -> Result<bool, Failure> {
    let seq = |seq| i64::try_from(seq).unwrap_or(i64::MAX);
    let statement = if before == 0 {
        sql("INSERT INTO audit_journal (branch, day, seq, setup) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
    } else {
        sql("UPDATE audit_journal SET seq = $3, setup = $4 WHERE branch = $1 AND day = $2 AND seq = $5")
    };
    let statement = statement.bind(branch).bind(&now.day).bind(seq(now.seq)).bind(&now.setup);
    let statement = if before == 0 { statement } else { statement.bind(seq(before)) };
    Ok(on.execute(statement).await? > 0)
}

/// Forgets how far the days before `day` have been read: they are done with.
pub async fn forget_progress(on: impl Run, branch: &BranchId, day: &Day) -> Result<(), Failure> {
    on.execute(sql("DELETE FROM audit_journal WHERE branch = $1 AND day < $2").bind(branch).bind(day)).await.map(drop)
}
