//! Writes what tickets were told, behind the commits: the rows of all branches that came within a second share one
//! transaction. No branch waits for it.

use std::time::Duration;
use store::{Failure, Store, Told, told};
use tokio::sync::mpsc;
use tokio::time::sleep;

/// So many rows may wait; one more is lost.
const WAITING: usize = 8_192;
/// So many share a transaction: it holds SQLite's writing turn for some milliseconds.
const TOGETHER: usize = 256;
/// How long rows are gathered.
const GATHER: Duration = Duration::from_secs(1);

/// The way to the task that writes. Cheap to clone; the task ends with the last clone.
#[derive(Debug, Clone)]
pub struct Writer(mpsc::Sender<Told>);

impl Writer {
    pub fn start(store: Store) -> Self {
        let (rows, inbox) = mpsc::channel(WAITING);
        tokio::spawn(write(store, inbox));
        Self(rows)
    }

    /// Hands a row over. Never waits.
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
    let mut transaction = store.begin().await?;
    for row in rows {
        told::put(&mut transaction, row).await?;
    }
    transaction.commit().await
}
