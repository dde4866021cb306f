//! Appending to PostgreSQL, for many branches and several servers. A few connections append, each for its share of the
//! branches: what was handed to one meanwhile is one commit. What is committed is hinted to the other servers
//! (`hints`), which follow the branches that they run (`watch`) and read the rows that they have missed (`reader`).

mod hints;
mod reader;
#[cfg(test)]
mod tests;
mod watch;
mod writer;

use super::row::{Position, Row};
use crate::branch_id::BranchId;
use crate::database::connector::Connector;
use crate::failure::{AppendError, Failure};
use hints::Hints;
use queue::Day;
use reader::Reader;
use watch::Watch;
use writer::Writer;

/// The tasks of the journal on PostgreSQL.
#[derive(Debug, Clone)]
pub struct Postgres {
    writer: Writer,
    reader: Reader,
    watch: Watch,
}

impl Postgres {
    pub fn start(connector: &Connector) -> Self {
        let hints = Hints::start(connector);
        let watch = Watch::start(connector, hints.sender());
        let writer = Writer::start(connector, &hints);
        Self { writer, reader: Reader::start(connector), watch }
    }

    pub async fn append(&self, rows: Vec<Row>) -> Result<(), AppendError> {
        self.writer.append(rows).await
    }

    /// Reads the rows of a branch's day from `from_seq` on, in one statement with what other branches have missed.
    pub async fn read_missed(&self, branch: &BranchId, day: &Day, from_seq: u64) -> Result<Vec<Row>, Failure> {
        self.reader.read(branch, day, from_seq).await
    }

    pub fn follow(&self, branch: &BranchId) -> tokio::sync::watch::Receiver<Position> {
        self.watch.follow(branch)
    }

    pub fn follow_until(&self, branch: &BranchId, until: Option<&Day>) {
        self.watch.follow_until(branch, until);
    }

    pub async fn close(&self) {
        self.watch.close();
        self.writer.close().await;
    }
}
