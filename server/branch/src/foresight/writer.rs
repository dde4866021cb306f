//! The task that writes the waits that tickets were told. The rows of all branches within a second share one transaction,
//! and no branch waits for it.

use std::time::Duration;
use store::{Failure, Store, Told, told};
use tokio::sync::mpsc;
use tokio::time::sleep;

/// The most rows that may wait to be written; one more is lost.
const WAITING: usize = 8_192;
/// The most rows of one transaction, which holds SQLite's writing turn for some milliseconds.
const TOGETHER: usize = 256;
/// How long rows are collected before they are written.
const GATHER: Duration = Duration::from_secs(1);

/// A handle to the task that writes. Cheap to clone; the task ends with the last clone.
#[derive(Debug, Clone)]
pub struct Writer(mpsc::Sender<Told>);

impl Writer {
    pub fn start(store: Store) -> Self {
        let (rows, inbox) = mpsc::channel(WAITING);
        tokio::spawn(write(store, inbox));
        Self(rows)
    }

    /// Hands a row to the task without waiting.
    pub fn keep(&self, row: Told) {
        if let Err(error) = self.0.try_send(row) {
            tracing::warn!(%error, "what a ticket was told is lost: too much waits to be written");
        }
    }
}

async fn write(store: Store, mut inbox: mpsc::Receiver<Told>) {
    let mut rows = Vec::new();
    while inbox.recv_many(&mut rows, TOGETHER).await > 0 {
        if let Err(failure) = together(&store, &rows).await {
            tracing::warn!(%failure, rows = rows.len(), "what tickets were told could not be written");
        }
        let more = rows.len() == TOGETHER;
        rows.clear();
        if !more {
            sleep(GATHER).await;
        }
    }
}

async fn together(store: &Store, rows: &[Told]) -> Result<(), Failure> {
    let mut transaction = store.begin_losable().await?;
    for row in rows {
        told::put(&mut transaction, row).await?;
    }
    transaction.commit().await
}
