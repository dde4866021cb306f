//! One wait for the disk that several commits share.
//!
//! SQLite waits for the disk inside a commit, while nobody else may write. A commit that does not ([`SqliteSynchronous`] `NORMAL`) leaves
//! its pages in the log; they last once the log is flushed, which needs no turn. So whoever has many small commits gives the
//! turn back first, and waits here: those that come while the disk is busy share the next flush.
//!
//! [`SqliteSynchronous`]: sqlx::sqlite::SqliteSynchronous

use crate::failure::Failure;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Mutex;

/// Flushes the log of one database.
#[derive(Debug, Clone)]
pub struct Flush(Arc<Log>);

#[derive(Debug)]
struct Log {
    path: PathBuf,
    /// How many commits have asked.
    asked: AtomicU64,
    reached: Mutex<Reached>,
}

/// How far the flushes have come, in commits.
#[derive(Debug, Default)]
struct Reached {
    lasting: u64,
    /// Those up to this one may be lost. A second try would tell nothing: a system reports a fault of the disk once.
    failed: u64,
}

impl Flush {
    /// The flush of the log beside the database at `path`.
    pub fn beside(path: &Path) -> Self {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        Self(Arc::new(Log { path: log.into(), asked: AtomicU64::new(0), reached: Mutex::default() }))
    }

    /// Waits until what was committed before lasts. After a failure it is unknown whether it does.
    pub async fn wait(&self) -> Result<(), Failure> {
        let own = self.0.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut reached = self.0.reached.lock().await;
        if own <= reached.failed {
            return Err(Failure::Other("the disk has not taken what was committed".to_owned()));
        }
        if own <= reached.lasting {
            return Ok(());
        }
        let until = self.0.asked.load(Ordering::SeqCst);
        let path = self.0.path.clone();
        let flushed = tokio::task::spawn_blocking(move || File::open(path)?.sync_data()).await;
        match flushed.map_err(|error| Failure::Other(error.to_string()))? {
            Ok(()) => reached.lasting = until,
            Err(error) => {
                reached.failed = until;
                return Err(Failure::Other(format!("the disk has not taken what was committed: {error}")));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn commits_share_a_flush_and_its_failure() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sportello.db");
        let flush = Flush::beside(&path);
        let failed = futures::future::join_all((0..3).map(|_| flush.wait())).await;
        assert!(failed.iter().all(Result::is_err), "there is no log: {failed:?}");
        File::create(folder.path().join("sportello.db-wal")).unwrap();
        let lasting = futures::future::join_all((0..50).map(|_| flush.wait())).await;
        assert!(lasting.iter().all(Result::is_ok), "{lasting:?}");
        let reached = flush.0.reached.lock().await;
        assert_eq!((reached.failed, reached.lasting), (3, 53));
    }
}
