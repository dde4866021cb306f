//! The write-ahead log, kept short. What was committed is in the log; now and then its pages are copied into the
//! database (a checkpoint), so that the log can begin anew. SQLite would have a commit do that, and its tickets wait;
//! here most of it is done beside the commits, by another connection, and only the rest between two of them.

use sqlx::query;
use sqlx::sqlite::SqlitePool;
use tokio::task::JoinHandle;

/// Rows, and commits, after which a checkpoint is due: some 15,000 pages of 4 KiB, whether commits are small or large. A
/// server that was killed reads them again when it starts, which takes a tenth of a second.
const ROWS: usize = 4_000;
const COMMITS: usize = 2_000;
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

#[cfg(test)]
mod tests {
    use crate::{Row, Store};
    use queue::Timestamp;
    use std::path::Path;
    use std::time::Duration;

    fn rows(from: u64, count: u64) -> Vec<Row> {
        let row = |seq| Row {
            branch: "centro".to_owned(),
            day: "2026-11-23".to_owned(),
            seq,
            request_key: format!("key-{seq:08}"),
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
        assert_eq!(store.read_day("centro", "2026-11-23", 1).await.unwrap().len() as u64, seq - 1);
    }
}
