//! The handle that other crates hold: the journal, and the database that the tables' statements run on.

use crate::branch_id::BranchId;
use crate::database::{Answer, Database, Run, Statement, Transaction, sql};
use crate::failure::{AppendError, Failure};
use crate::journal::{Journal, Position, Row, read};
use crate::open::{self, OpenError};
use crate::request_key::RequestKey;
use queue::Day;
use std::path::Path;
use tokio::sync::watch;

/// A store on one of the engines. Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct Store {
    database: Database,
    journal: Journal,
}

impl Store {
    /// Opens the SQLite file at `path`, which is made where it does not exist.
    pub async fn sqlite(path: &Path) -> Result<Self, OpenError> {
        Ok(Self::on_sqlite(open::sqlite::open(path).await?))
    }

    /// Opens the PostgreSQL database at `url`, which other servers may be using too.
    pub async fn postgres(url: &str) -> Result<Self, OpenError> {
        Ok(Self::on_postgres(open::postgres::open(url).await?))
    }

    /// Opens the SQLite file at `path` for statements on the tables beside the journal, while a server may be using it:
    /// the server's own lock is not taken. A file that an older version wrote is brought up to date first, where no
    /// server uses it; one that is not there is made where `make` says so.
    pub async fn sqlite_beside(path: &Path, make: bool) -> Result<Self, OpenError> {
        Ok(Self::on_sqlite(open::sqlite::open_beside(path, make).await?))
    }

    /// Opens the SQLite file at `path` for reading only. A server may be writing to it; its tables are not brought up
    /// to date.
    pub async fn sqlite_read_only(path: &Path) -> Result<Self, OpenError> {
        Ok(Self::on_sqlite(open::sqlite::open_read_only(path).await?))
    }

    /// Opens the PostgreSQL database at `url` for reading only. Servers may be writing to it; its tables are not
    /// brought up to date. Statements have no time limit.
    pub async fn postgres_read_only(url: &str) -> Result<Self, OpenError> {
        Ok(Self::on_postgres(open::postgres::open_read_only(url).await?))
    }

    fn on_sqlite(opened: open::sqlite::Opened) -> Self {
        Self { journal: Journal::on_sqlite(&opened), database: Database::Sqlite(opened.database) }
    }

    fn on_postgres(opened: open::postgres::Opened) -> Self {
        Self { journal: Journal::on_postgres(&opened), database: Database::Postgres(opened.database) }
    }

    /// Appends rows of one branch and day, with consecutive `seq`. All of them are on the disk when it returns, or none
    /// is in the journal.
    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        self.journal.append(rows).await
    }

    /// Returns the rows of a branch's day from `from_seq` on, in order.
    pub async fn read_day(&self, branch: &BranchId, day: &Day, from_seq: u64) -> Result<Vec<Row>, Failure> {
        self.journal.read_day(&self.database, branch, day, from_seq).await
    }

    /// Returns how far a branch's journal is known to go, as other servers write it; `None` where no other server can.
    pub fn follow(&self, branch: &BranchId) -> Option<watch::Receiver<Position>> {
        self.journal.follow(branch)
    }

    /// Returns the latest day of the branch's journal.
    pub async fn last_day(&self, branch: &BranchId) -> Result<Option<Day>, Failure> {
        read::last_day(self, branch).await
    }

    /// Returns the latest day of the branch's journal that is earlier than `day`.
    pub async fn last_day_before(&self, branch: &BranchId, day: &Day) -> Result<Option<Day>, Failure> {
        read::last_day_before(self, branch, day).await
    }

    /// Returns the row of a request, on whichever day it was made.
    pub async fn by_key(&self, branch: &BranchId, key: &RequestKey) -> Result<Option<Row>, Failure> {
        read::by_key(self, branch, key).await
    }

    /// Returns the branches that the journal has rows of, by id.
    pub async fn branches(&self) -> Result<Vec<BranchId>, Failure> {
        read::branches(self).await
    }

    /// Returns the days that the journal has of a branch, the earliest first.
    pub async fn days(&self, branch: &BranchId) -> Result<Vec<Day>, Failure> {
        read::days(self, branch).await
    }

    /// Returns the keys that stand in more than one row of the branch, which only a damaged database has.
    pub async fn repeated_keys(&self, branch: &BranchId) -> Result<Vec<RequestKey>, Failure> {
        read::repeated_keys(self, branch).await
    }

    /// From now on [`follow`](Self::follow) tells of the days before `until` alone: later ones were given up.
    pub fn follow_until(&self, branch: &BranchId, until: Option<&Day>) {
        self.journal.follow_until(branch, until);
    }

    /// Begins a transaction for statements of several tables.
    pub async fn begin(&self) -> Result<Transaction<'_>, Failure> {
        self.database.begin().await
    }

    /// Begins a transaction whose commit shares its wait for the disk with others. What it wrote lasts when the commit has
    /// returned, as always, but others can read it a moment before. For what comes in crowds, such as feedback: on SQLite the
    /// journal writes while the disk is waited for.
    pub async fn begin_shared(&self) -> Result<Transaction<'_>, Failure> {
        self.database.begin_shared().await
    }

    /// Begins a transaction whose commit does not wait for the disk: a crash of the machine or of a PostgreSQL may lose what it wrote
    /// last, and never a part of it. For what may be lost; it costs those who commit tickets nothing.
    pub async fn begin_losable(&self) -> Result<Transaction<'_>, Failure> {
        self.database.begin_losable().await
    }

    /// Returns what the engine finds wrong with its own files.
    pub async fn integrity(&self) -> Result<Vec<String>, Failure> {
        self.database.integrity().await
    }

    /// Has what was erased leave the files of the engine: SQLite's log is copied into the file and emptied, so that no page of
    /// before is in it. The file's own pages are overwritten as rows are erased (`secure_delete`). A PostgreSQL does this by
    /// its own vacuum.
    pub async fn scrub(&self) -> Result<(), Failure> {
        self.database.scrub().await
    }

    /// Asks the store for an answer, and fails where it gives none.
    pub async fn ping(&self) -> Result<(), Failure> {
        self.run(sql("SELECT count(*) FROM journal WHERE branch = ''")).await.map(drop)
    }

    /// Writes out what is pending and closes the connections.
    pub async fn close(&self) {
        self.journal.close().await;
        self.database.close().await;
    }
}

impl Run for &Store {
    async fn run(self, statement: Statement<'_>) -> Result<Answer, Failure> {
        self.database.run(statement).await
    }
}
