//! Checkpoints, which keep the write-ahead log short: they copy its pages into the database file, so that the log can
//! begin anew. SQLite itself runs a checkpoint within a commit, and the tickets of that commit wait for it. Here
//! another connection copies most of the pages while commits go on, and only the rest is copied between two commits.

use sqlx::query;
use sqlx::sqlite::SqlitePool;
use tokio::task::JoinHandle;

/// A checkpoint is due after so many rows or so many commits: some 15,000 pages of 4 KiB, whether commits are small or
/// large. A server that was killed reads them again when it starts, which takes a tenth of a second.
const ROWS: usize = 4_000;
const COMMITS: usize = 2_000;
/// Copies that are made while commits go on: the second one copies what was committed during the first.
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

    /// Notes a commit. Where most of the log has been copied, this copies the rest, and the next commit starts a new
    /// log.
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

/// Copies the pages that no reader needs in the log. A failure loses nothing: the pages stay in the log, and the next
/// checkpoint copies them.
async fn copy(pool: &SqlitePool) {
    if let Err(error) = query("PRAGMA wal_checkpoint(PASSIVE)").execute(pool).await {
        tracing::warn!(%error, "the database's log could not be copied into it; it grows until it can");
    }
}

#[cfg(test)]
mod tests;
