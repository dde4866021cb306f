//! The journal: what happened in each branch on each day, one row a command, append-only. Appending is engine by
//! engine, because it has to be fast; reading is written once (`read`).

#[cfg(test)]
mod contract;
mod postgres;
pub mod read;
mod row;
mod sqlite;

pub use row::{Position, Row};

use crate::branch_id::BranchId;
use crate::database::Database;
use crate::failure::{AppendError, Failure};
use crate::open::{postgres as open_postgres, sqlite as open_sqlite};
use postgres::Postgres;
use queue::Day;
use sqlite::Writer;
use tokio::sync::watch;

/// The journal of one engine. Clones share its tasks.
#[derive(Debug, Clone)]
pub enum Journal {
    Sqlite(Writer),
    Postgres(Postgres),
}

impl Journal {
    /// Starts the task that appends to a SQLite file; the task ends with the last clone.
    pub fn on_sqlite(opened: &open_sqlite::Opened) -> Self {
        Self::Sqlite(Writer::start(opened.writing.clone(), &opened.database))
    }

    /// Starts the tasks that append to a PostgreSQL database and hear of other servers' rows; they end with the last
    /// clone.
    pub fn on_postgres(opened: &open_postgres::Opened) -> Self {
        Self::Postgres(Postgres::start(&opened.connector))
    }

    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        match self {
            Self::Sqlite(writer) => writer.append(rows).await,
            Self::Postgres(postgres) => postgres.append(rows).await,
        }
    }

    pub async fn read_day(
        &self,
        database: &Database,
        branch: &BranchId,
        day: &Day,
        from_seq: u64,
    ) -> Result<Vec<Row>, Failure> {
        match self {
            // A server that asks for a part of a day has missed rows of another one: these reads are batched.
            Self::Postgres(postgres) if from_seq > 0 => postgres.read_missed(branch, day, from_seq).await,
            _ => read::day(database, branch, day, from_seq).await,
        }
    }

    pub fn follow(&self, branch: &BranchId) -> Option<watch::Receiver<Position>> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(postgres) => Some(postgres.follow(branch)),
        }
    }

    pub fn follow_until(&self, branch: &BranchId, until: Option<&Day>) {
        if let Self::Postgres(postgres) = self {
            postgres.follow_until(branch, until);
        }
    }

    /// Waits until what has been handed over is written, and closes the connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(writer) => writer.close().await,
            Self::Postgres(postgres) => postgres.close().await,
        }
    }
}
