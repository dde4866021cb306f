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
mod tests {
    use crate::journal::Row;
    use crate::store::Store;
    use crate::{BranchId, RequestKey};
    use queue::{Day, Timestamp};
    use std::path::Path;
    use std::time::Duration;

    fn rows(from: u64, count: u64) -> Vec<Row> {
        let row = |seq| Row {
            branch: BranchId::new("centro"),
            day: Day::new(2026, 11, 23),
            seq,
            request_key: RequestKey::from_written(&format!("key-{seq:08}")),
            at: Timestamp(0),
            actor: "kiosk".to_owned(),
            command: "{}".to_owned(),
            events: "[]".to_owned(),
            visit: None,
        };
        (from..from + count).map(row).collect()
    }

    /// How often the log has begun anew: the checkpoint sequence number in its head
    /// (<https://sqlite.org/fileformat2.html#walformat>).
    fn beginnings(database: &Path) -> u32 {
        let log = std::fs::read(database.with_extension("db-wal")).unwrap();
        u32::from_be_bytes(log[12..16].try_into().unwrap())
    }

    #[tokio::test]
    async fn a_log_that_has_grown_begins_anew_while_commits_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("sportello.db");
        let store = Store::sqlite(&database).await.unwrap();
        let many = super::ROWS as u64;
        store.append(rows(1, many)).await.unwrap();
        let before = beginnings(&database);
        let mut seq = many + 1;
        while beginnings(&database) == before {
            assert!(seq < many + 200, "the log only grows");
            store.append(rows(seq, 1)).await.unwrap();
            seq += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(
            store.read_day(&BranchId::new("centro"), &Day::new(2026, 11, 23), 1).await.unwrap().len() as u64,
            seq - 1
        );
    }
}
