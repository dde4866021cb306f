//! Statements on SQLite. Reads go through a small pool; whoever writes has the turn.

use super::row::AnyRow;
use super::statement::{Answer, Statement, answer};
use crate::failure::Failure;
use sqlx::sqlite::SqlitePool;
use std::fs::File;
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit};

/// The turn to write. The journal's writer and the statements of the tables take it one after the other, in the order
/// of asking: commits of the journal that follow each other closely would keep a table's statement out, on a slow disk
/// for seconds.
#[derive(Debug, Clone)]
pub struct Turn(Arc<Semaphore>);

impl Default for Turn {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Turn {
    /// Waits for the turn, which lasts as long as the permit is kept.
    pub async fn take(&self) -> Result<SemaphorePermit<'_>, Failure> {
        self.0.acquire().await.map_err(|error| Failure::Other(error.to_string()))
    }
}

/// A database in one SQLite file.
#[derive(Debug, Clone)]
pub struct Sqlite {
    pub pool: SqlitePool,
    pub turn: Turn,
    /// Keeps a second program away from a file that is written to.
    _lock: Option<Arc<File>>,
}

impl Sqlite {
    /// `lock` is kept as long as the last clone.
    pub fn new(pool: SqlitePool, lock: Option<File>) -> Self {
        Self { pool, turn: Turn::default(), _lock: lock.map(Arc::new) }
    }

    /// Runs a statement; one that writes waits for the turn first.
    pub async fn run(&self, statement: Statement<'_>) -> Result<Answer, Failure> {
        let _turn = if statement.writes() { Some(self.turn.take().await?) } else { None };
        let mut connection = self.pool.acquire().await?;
        Ok(answer!(&mut *connection, statement, sqlx::Sqlite, AnyRow::Sqlite).await?)
    }
}
