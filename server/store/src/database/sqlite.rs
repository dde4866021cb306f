//! Statements on SQLite. Reads go through a small pool; whoever writes has the turn.

use super::flush::Flush;
use super::kept_file::KeptFile;
use super::row::AnyRow;
use super::statement::{Answer, Statement, answer};
use crate::failure::Failure;
use sqlx::Row as _;
use sqlx::sqlite::SqlitePool;
use std::fs::File;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// The turn to write. The journal's writer and the statements of the tables take it one after the other, in the order
/// of asking: commits of the journal that follow each other closely would keep a table's statement out, on a slow disk
/// for seconds. Of the tables one at a time asks for it, so the journal waits for one of them at most, however many there are:
/// where another program has locked the file, each of them would wait as long as SQLite is patient.
#[derive(Debug, Clone)]
pub struct Turn(Arc<Places>);

#[derive(Debug)]
struct Places {
    writing: Semaphore,
    /// Who may ask for the turn among the tables.
    asking: Semaphore,
}

/// The turn of a table's statement, which lasts as long as this is kept.
#[derive(Debug)]
pub struct TableTurn<'a> {
    _writing: SemaphorePermit<'a>,
    _asking: SemaphorePermit<'a>,
}

impl Default for Turn {
    fn default() -> Self {
        Self(Arc::new(Places { writing: Semaphore::new(1), asking: Semaphore::new(1) }))
    }
}

impl Turn {
    /// Waits for the turn of the journal, which lasts as long as the permit is kept.
    pub async fn of_the_journal(&self) -> Result<SemaphorePermit<'_>, Failure> {
        take(&self.0.writing).await
    }

    /// Waits for the turn of a table.
    pub async fn of_a_table(&self) -> Result<TableTurn<'_>, Failure> {
        let asking = take(&self.0.asking).await?;
        Ok(TableTurn { _writing: take(&self.0.writing).await?, _asking: asking })
    }
}

async fn take(place: &Semaphore) -> Result<SemaphorePermit<'_>, Failure> {
    place.acquire().await.map_err(|error| Failure::Other(error.to_string()))
}

/// What the journal's writer needs of a database, which it does not keep open.
#[derive(Debug)]
pub struct Turns {
    pub turn: Turn,
    kept: Option<Weak<KeptFile>>,
}

impl Turns {
    /// Fails where the files are no longer those that are open.
    pub fn in_place(&self) -> Result<(), Failure> {
        self.kept.as_ref().and_then(Weak::upgrade).map_or(Ok(()), |kept| kept.check())
    }
}

/// How often the files are looked at where nobody asks for anything.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Sets the wait for another program's lock back to `PATIENCE` of the opened file.
const BUSY_TIMEOUT: &str = "PRAGMA busy_timeout = 2500";
/// How often it is tried to empty the log.
const EMPTYING: u32 = 20;

/// A database in one SQLite file.
#[derive(Debug, Clone)]
pub struct Sqlite {
    pub pool: SqlitePool,
    /// The connection whose commits wait for no disk.
    pub losable: SqlitePool,
    /// Makes such commits last; `None` where each commit waits by itself.
    pub(super) flush: Option<Flush>,
    pub turn: Turn,
    /// The files as they were opened; `None` where nothing is served from them.
    kept: Option<Arc<KeptFile>>,
    /// Keeps a second program away from a file that is written to.
    _lock: Option<Arc<File>>,
}

impl Sqlite {
    /// A database that a server serves from. `lock` is kept as long as the last clone.
    pub fn served(pool: SqlitePool, losable: SqlitePool, kept: KeptFile, lock: File) -> Self {
        let kept = Arc::new(kept);
        tokio::spawn(watch(Arc::downgrade(&kept), pool.clone()));
        let flush = Some(Flush::beside(kept.path()));
        Self { pool, losable, flush, turn: Turn::default(), kept: Some(kept), _lock: Some(Arc::new(lock)) }
    }

    /// A database that is open beside a server.
    pub fn beside(pool: SqlitePool) -> Self {
        Self { losable: pool.clone(), pool, flush: None, turn: Turn::default(), kept: None, _lock: None }
    }

    /// Runs a statement; one that writes waits for the turn first. What a file answers that is no longer in its place
    /// is not passed on.
    pub async fn run(&self, statement: Statement<'_>) -> Result<Answer, Failure> {
        let _turn = if statement.writes() { Some(self.turn.of_a_table().await?) } else { None };
        let mut connection = self.pool.acquire().await?;
        let answer = answer!(&mut *connection, statement, sqlx::Sqlite, AnyRow::Sqlite).await?;
        self.in_place()?;
        Ok(answer)
    }

    /// Fails where the files are no longer those that are open.
    pub fn in_place(&self) -> Result<(), Failure> {
        self.kept.as_ref().map_or(Ok(()), |kept| kept.check())
    }

    /// Copies the log into the file and empties it. Readers are waited for a moment at a time, because nobody writes
    /// meanwhile.
    pub async fn empty_log(&self) -> Result<(), Failure> {
        for _ in 0..EMPTYING {
            let turn = self.turn.of_a_table().await?;
            let mut connection = self.pool.acquire().await?;
            sqlx::query("PRAGMA busy_timeout = 50").execute(&mut *connection).await?;
            let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
            sqlx::query(BUSY_TIMEOUT).execute(&mut *connection).await?;
            let busy: i64 = row?.try_get(0)?;
            if busy == 0 {
                return self.in_place();
            }
            drop(turn);
            tokio::time::sleep(LOOK_EVERY / 4).await;
        }
        Err(Failure::Locked)
    }

    pub fn turns(&self) -> Turns {
        Turns { turn: self.turn.clone(), kept: self.kept.as_ref().map(Arc::downgrade) }
    }

    pub async fn close(&self) {
        if let Some(kept) = &self.kept {
            kept.close();
        }
        self.losable.close().await;
        self.pool.close().await;
    }
}

/// Says that the files have gone, and that they are back. Where only the log is gone, what it held is copied into the
/// database file, from which the next start reads it.
async fn watch(kept: Weak<KeptFile>, pool: SqlitePool) {
    let mut was_gone = false;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let Some(kept) = kept.upgrade().filter(|kept| !kept.is_closed()) else { return };
        let looked = kept.check();
        let is_gone = looked.is_err();
        let was_missed = kept.were_missed();
        match looked {
            Ok(()) if was_gone || was_missed => tracing::warn!("the database's file is in its place again"),
            Err(failure) if !was_gone => {
                tracing::error!("{failure}");
                if kept.is_in_place() {
                    save(&pool).await;
                }
            }
            _ => {}
        }
        was_gone = is_gone;
    }
}

/// Copies the log, which is open and has no name any more, into the database file.
async fn save(pool: &SqlitePool) {
    match sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await {
        Ok(_) => tracing::error!("what was recorded has been copied into the database's file: start the server again"),
        Err(error) => tracing::error!(%error, "what was recorded could not be copied into the database's file"),
    }
}
