//! The figures, written from the journals soon after the commits by a task of its own, so that no command waits for them. A server
//! that is killed leaves no gap: the next one reads on from where the last one was. Two servers on one database agree by
//! how far each branch's journal has been read, which moves in the transaction that writes the rows.

mod changes;
mod day;
mod hindsight;
mod report;
mod targets;

pub use day::{Mismatch, compare, rows_of_day};
pub use hindsight::{add_up, hindsight};
pub use report::report;
pub use targets::{TargetChange, target_changes, targets};

use changes::Changes;
use day::{Kept, Prepared, prepare};
use queue::Day;
use setup::PRACTICE;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{BranchId, Failure, Store, branch_now, report as table, report_day};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::Instant;

/// The journals are read no more often than this.
const PAUSE: Duration = Duration::from_secs(5);
/// How long after a failure they are read again.
const AGAIN: Duration = Duration::from_secs(10);
/// How long a server that stops writes at most.
const LAST: Duration = Duration::from_secs(5);
/// Branches whose rows share a transaction.
const TOGETHER: usize = 32;
/// For so long a branch that has not moved keeps its day in memory.
const IDLE: Duration = Duration::from_mins(2);

/// Writes the figures of every branch. Cheap to clone; the task ends with the last clone.
#[derive(Debug, Clone)]
pub struct Reporting {
    moved: Arc<Moved>,
    finish: mpsc::Sender<oneshot::Sender<()>>,
}

/// The branches whose journals have more. There are no more of them than branches.
#[derive(Debug, Default)]
struct Moved {
    branches: Mutex<BTreeSet<BranchId>>,
    sign: Notify,
}

impl Moved {
    fn take(&self) -> BTreeSet<BranchId> {
        std::mem::take(&mut *self.branches.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, branches: impl IntoIterator<Item = BranchId>) {
        self.branches.lock().unwrap_or_else(PoisonError::into_inner).extend(branches);
        self.sign.notify_one();
    }
}

impl Reporting {
    /// Starts the task, which first makes up for what no server has written yet. Of days before `oldest` only the quarter hours are
    /// written: their visits are no longer kept.
    /// `server` is the name by which this server's rows are told from another's.
    pub fn start(store: Store, oldest: Day, server: &str) -> Self {
        let moved = Arc::new(Moved::default());
        let (finish, finishing) = mpsc::channel(1);
        let writer = Writer { store, oldest, server: server.to_owned(), days: BTreeMap::new() };
        tokio::spawn(run(writer, moved.clone(), finishing));
        Self { moved, finish }
    }

    /// A branch's journal has more. This waits for nothing.
    pub fn moved(&self, branch: &BranchId) {
        self.moved.put([branch.clone()]);
    }

    /// Writes what the journals have more, before the store is closed.
    pub async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.finish.send(done).await.is_ok() {
            // What is left is made up for by the next server.
            let _ = tokio::time::timeout(LAST, finished).await;
        }
    }
}

async fn run(mut writer: Writer, moved: Arc<Moved>, mut finishing: mpsc::Receiver<oneshot::Sender<()>>) {
    let mut next = Instant::now();
    let mut known = false;
    loop {
        let done = tokio::select! {
            done = finishing.recv() => match done {
                Some(done) => Some(done),
                None => return,
            },
            () = tokio::time::sleep_until(next), if !known => None,
            () = sign(&moved, next), if known => None,
        };
        let mut missed = BTreeSet::new();
        if !known {
            match writer.store.branches().await {
                Ok(branches) => {
                    known = true;
                    // Whole days may be missing: one at a time, so that no command waits long for its turn to write.
                    let of_bank = branches.into_iter().filter(|branch| !branch.as_str().ends_with(PRACTICE));
                    missed = writer.write(of_bank.collect(), 1).await;
                    // Most of them do not move.
                    writer.days.clear();
                }
                Err(failure) => tracing::error!(%failure, "which branches have figures cannot be read; trying again"),
            }
        }
        missed.extend(writer.write(moved.take(), TOGETHER).await);
        let pause = if missed.is_empty() && known { PAUSE } else { AGAIN };
        if !missed.is_empty() {
            moved.put(missed);
        }
        next = Instant::now() + pause;
        if let Some(done) = done {
            let _ = done.send(());
        }
    }
}

/// Waits until a journal has more, and until `next`.
async fn sign(moved: &Moved, next: Instant) {
    tokio::time::sleep_until(next).await;
    moved.sign.notified().await;
}

/// Reads a branch's whole journal again and mends its figures; returns the number of its days. Servers may be running.
pub async fn rebuild(store: &Store, branch: &BranchId, oldest: &Day) -> Result<usize, Failure> {
    table::forget(store, branch).await?;
    let (store, server) = (store.clone(), "command-line".to_owned());
    let mut writer = Writer { store: store.clone(), oldest: oldest.clone(), server, days: BTreeMap::new() };
    writer.catch_up(&BTreeSet::from([branch.clone()])).await?;
    Ok(store.days(branch).await?.len())
}

/// What writes the rows.
struct Writer {
    store: Store,
    oldest: Day,
    server: String,
    /// The days of the branches that moved lately.
    days: BTreeMap<BranchId, Kept>,
}

impl Writer {
    /// Writes what these branches' journals have more, of so many branches in a transaction. Returns those that failed.
    async fn write(&mut self, branches: BTreeSet<BranchId>, together: usize) -> BTreeSet<BranchId> {
        self.days.retain(|branch, kept| branches.contains(branch) || kept.used.elapsed() < IDLE);
        let mut missed = BTreeSet::new();
        let branches: Vec<BranchId> = branches.into_iter().collect();
        for some in branches.chunks(together) {
            let some: BTreeSet<BranchId> = some.iter().cloned().collect();
            if let Err(failure) = self.catch_up(&some).await {
                tracing::error!(%failure, "the figures of some branches could not be written; trying again");
                missed.extend(some);
            }
        }
        missed
    }

    /// Writes a day of each branch in one transaction, until there is no later one. Rows of the last day that come meanwhile are left
    /// for the next time: a busy branch would be read without end.
    async fn catch_up(&mut self, branches: &BTreeSet<BranchId>) -> Result<(), Failure> {
        let mut behind = branches.clone();
        while !behind.is_empty() {
            let mut prepared = Vec::new();
            for branch in behind.clone() {
                // One damaged day is no reason to stop the others; `verify` names it.
                match prepare(&self.store, &branch, self.days.remove(&branch), &self.oldest).await {
                    Ok(Some(one)) => {
                        if !one.more {
                            behind.remove(&branch);
                        }
                        prepared.push((branch, one));
                    }
                    Ok(None) => drop(behind.remove(&branch)),
                    Err(Failure::Damaged(why)) => {
                        tracing::warn!(%branch, %why, "the day has no figures");
                        behind.remove(&branch);
                    }
                    Err(failure) => return Err(failure),
                }
            }
            behind.extend(self.commit(prepared).await?);
        }
        Ok(())
    }

    /// Writes prepared rows. Branches are in the order of their ids, so that two servers do not wait for each other in a circle. Returns
    /// those of which another server wrote meanwhile. What a crash loses is read from the journal again.
    async fn commit(&mut self, prepared: Vec<(BranchId, Prepared)>) -> Result<Vec<BranchId>, Failure> {
        if prepared.is_empty() {
            return Ok(Vec::new());
        }
        let mut transaction = self.store.begin_losable().await?;
        let (mut written, mut beaten) = (Vec::new(), Vec::new());
        for (branch, Prepared { before, now, changes, kept, more }) in prepared {
            // Where another server was first, its rows are as good; they are read again.
            if table::advance(&mut transaction, &branch, before.as_ref(), &now).await? {
                write(&mut transaction, &branch, &changes).await?;
                if let Some(stands) = kept.now(&branch, &self.server).filter(|_| !more) {
                    branch_now::put(&mut transaction, &stands).await?;
                }
                written.push((branch, kept));
            } else {
                beaten.push(branch);
            }
        }
        transaction.commit().await?;
        self.days.extend(written);
        Ok(beaten)
    }
}

async fn write(transaction: &mut store::Transaction<'_>, branch: &BranchId, changes: &Changes) -> Result<(), Failure> {
    for visit in &changes.visits {
        table::put_visit(&mut *transaction, branch, visit).await?;
    }
    for (day, ticket, leg) in &changes.visits_gone {
        table::remove_visit(&mut *transaction, branch, day, *ticket, *leg).await?;
    }
    for quarter in &changes.quarters {
        table::put_quarter(&mut *transaction, branch, quarter).await?;
    }
    for (day, from) in &changes.quarters_gone {
        table::remove_quarter(&mut *transaction, branch, day, *from).await?;
    }
    match &changes.total {
        Some((day, Some(total))) => report_day::put(&mut *transaction, branch, day, total).await?,
        Some((day, None)) => report_day::remove(&mut *transaction, branch, day).await?,
        None => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests;
