//! Why the store could not do what it was asked. An engine's error codes become one of a few failures here.

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;

/// Why rows were not appended, or why it is unknown whether they were.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Another row has one of the places or keys. None of the rows was appended.
    #[error("another row is there already")]
    Conflict,
    /// The engine failed. It is unknown whether the rows were appended.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// The engine cannot do it now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("the disk is full")]
    Full,
    #[error("the database is locked by another program")]
    Locked,
    #[error("the database cannot be written to")]
    ReadOnly,
    /// What is kept cannot be read as it was written. Another try does not help.
    #[error("the database is damaged: {0}. `sportello verify` says what is left")]
    Damaged(String),
    /// The files that are open are not those under the database's name. Whatever is written would be lost.
    #[error(
        "the database's file was taken away or replaced while the server runs: {0}. Nothing is recorded and no ticket is given out. Put the same file back in its place; or stop the server, see to the file (`sportello restore` writes a backup), and start it again"
    )]
    Gone(String),
    #[error("the database failed: {0}")]
    Other(String),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        let Some(error) = error.as_database_error() else { return Self::Other(error.to_string()) };
        error.try_downcast_ref().map_or_else(|| of_sqlite(error), of_postgres)
    }
}

/// The primary code of SQLite is the lower byte: <https://sqlite.org/rescode.html>
fn of_sqlite(error: &dyn DatabaseError) -> Failure {
    match error.code().and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff) {
        Some(13) => Failure::Full,
        Some(5 | 6) => Failure::Locked,
        Some(8) => Failure::ReadOnly,
        // Pages contradict each other, or the first page is not one of SQLite's.
        Some(11 | 26) => Failure::Damaged(error.to_string()),
        _ => Failure::Other(error.to_string()),
    }
}

/// The codes of PostgreSQL: <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn of_postgres(error: &PgDatabaseError) -> Failure {
    match error.code() {
        "53100" => Failure::Full,
        "55P03" => Failure::Locked,
        "25006" => Failure::ReadOnly,
        // Data or an index is not what was written.
        "XX001" | "XX002" => Failure::Damaged(error.to_string()),
        _ => Failure::Other(error.to_string()),
    }
}
