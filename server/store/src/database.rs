//! The one place that runs a statement on either engine. It takes SQLite's writing turn, and it holds PostgreSQL to its
//! time limit.
//!
//! A statement is written once for both engines: [`sql`] with `$1`, `$2`, ..., `RETURNING` and `ON CONFLICT`. It runs
//! on its own with a [`Store`](crate::Store), or with others in a [`Transaction`]; [`Run`] is what both have in common.

pub mod connector;
#[cfg(test)]
mod contract;
mod flush;
mod integrity;
pub mod kept_file;
pub mod postgres;
mod row;
pub mod sqlite;
mod statement;
mod transaction;
mod value;

pub use row::{AnyRow, Column, FromRow};
pub use statement::{Answer, Statement, sql};
pub use transaction::Transaction;
pub use value::Value;

use crate::failure::Failure;
use postgres::Postgres;
use sqlite::Sqlite;
use transaction::Lasting;

/// Runs statements: a store runs each in a transaction of its own, a [`Transaction`] all in one.
pub trait Run: Sized + Send {
    /// Runs a statement, and returns its rows and how many rows it changed.
    fn run(self, statement: Statement<'_>) -> impl Future<Output = Result<Answer, Failure>> + Send;

    /// Runs a statement, and returns all its rows.
    fn fetch_all<T: FromRow>(self, statement: Statement<'_>) -> impl Future<Output = Result<Vec<T>, Failure>> + Send {
        async move { self.run(statement).await?.rows.iter().map(T::from_row).collect() }
    }

    /// Runs a statement, and returns its first row where it has one.
    fn fetch_optional<T: FromRow>(
        self,
        statement: Statement<'_>,
    ) -> impl Future<Output = Result<Option<T>, Failure>> + Send {
        async move { self.run(statement).await?.rows.first().map(T::from_row).transpose() }
    }

    /// Runs a statement that always has a row, and returns its first row.
    fn fetch_one<T: FromRow>(self, statement: Statement<'_>) -> impl Future<Output = Result<T, Failure>> + Send {
        async move {
            let answer = self.run(statement).await?;
            let row = answer.rows.first().ok_or_else(|| Failure::Other("a statement returned no row".to_owned()))?;
            T::from_row(row)
        }
    }

    /// Runs a statement, and returns how many rows it changed.
    fn execute(self, statement: Statement<'_>) -> impl Future<Output = Result<u64, Failure>> + Send {
        async move { Ok(self.run(statement).await?.changed) }
    }
}

/// An open database. Clones share its connections.
#[derive(Debug, Clone)]
pub enum Database {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Database {
    /// Begins a transaction. On SQLite nothing else writes until it ends.
    pub async fn begin(&self) -> Result<Transaction<'_>, Failure> {
        match self {
            Self::Sqlite(sqlite) => Transaction::on_sqlite(sqlite, &sqlite.pool, Lasting::Committed).await,
            Self::Postgres(postgres) => Transaction::on_postgres(postgres).await,
        }
    }

    /// Begins a transaction whose commit shares its wait for the disk with others, and lets others write meanwhile.
    pub async fn begin_shared(&self) -> Result<Transaction<'_>, Failure> {
        match self {
            Self::Sqlite(sqlite) => Transaction::on_sqlite(sqlite, &sqlite.losable, Lasting::Shared).await,
            // It shares the wait among all commits by itself.
            Self::Postgres(postgres) => Transaction::on_postgres(postgres).await,
        }
    }

    /// Begins a transaction that a crash of the machine may undo after its commit.
    pub async fn begin_losable(&self) -> Result<Transaction<'_>, Failure> {
        match self {
            Self::Sqlite(sqlite) => Transaction::on_sqlite(sqlite, &sqlite.losable, Lasting::Losable).await,
            Self::Postgres(postgres) => {
                let mut transaction = Transaction::on_postgres(postgres).await?;
                transaction.execute(sql("SET LOCAL synchronous_commit = off")).await?;
                Ok(transaction)
            }
        }
    }

    /// Empties SQLite's log.
    pub async fn scrub(&self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(sqlite) => sqlite.empty_log().await,
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Closes the connections, once what runs on them has ended.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(sqlite) => sqlite.close().await,
            Self::Postgres(postgres) => postgres.close().await,
        }
    }
}

impl Run for &Database {
    async fn run(self, statement: Statement<'_>) -> Result<Answer, Failure> {
        match self {
            Database::Sqlite(sqlite) => sqlite.run(statement).await,
            Database::Postgres(postgres) => postgres.run(statement).await,
        }
    }
}
