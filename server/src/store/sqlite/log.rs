//! The write-ahead log, kept short. What was committed is in the log; now and then its pages are copied into the
//! database (a checkpoint), so that the log can begin anew. SQLite would have a commit do that, and its tickets wait;
//! here most of it is done beside the commits, by another connection, and only the rest between two of them.

use sqlx::query;
use sqlx::sqlite::SqlitePool;
use tokio::task::JoinHandle;

/// Rows, and commits, after which a checkpoint is due: some 8,000 pages of 4 KiB, whether commits are small or large.
const ROWS: usize = 2_000;
const COMMITS: usize = 1_000;
/// Copies beside the commits: the second takes up what was committed during the first.
const COPIES: usize = 2;

pub struct Log {
    /// The one connection that appends.
    writing: SqlitePool,
    reading: SqlitePool,
    rows: usize,
    commits: usize,
    copying: Option<JoinHandle<()>>,
}

impl Log {
    pub fn new(writing: SqlitePool, reading: SqlitePool) -> Self {
        Self { writing, reading, rows: 0, commits: 0, copying: None }
    }

    /// Notes a commit. Where most of the log has been copied, copies the rest: the next commit starts a new log.
    pub async fn grew_by(&mut self, rows: usize) {
        self.rows += rows;
        self.commits += 1;
        match &self.copying {
            Some(copying) if copying.is_finished() => {
                self.copying = None;
                (self.rows, self.commits) = (0, 0);
                copy(&self.writing).await;
            }
            None if self.rows >= ROWS || self.commits >= COMMITS => {
                let reading = self.reading.clone();
                self.copying = Some(tokio::spawn(async move {
                    for _ in 0..COPIES {
                        copy(&reading).await;
                    }
                }));
            }
            _ => {}
        }
    }
}

/// Copies what nobody is reading over. A failure loses nothing: the pages stay in the log, and the next one tries again.
async fn copy(pool: &SqlitePool) {
    if let Err(error) = query("PRAGMA wal_checkpoint(PASSIVE)").execute(pool).await {
        tracing::warn!(%error, "the database's log could not be copied into it; it grows until it can");
    }
}
