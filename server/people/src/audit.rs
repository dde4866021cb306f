//! The audit as the program writes it. What changes nothing by itself, as a sign-in that was refused, is noted by a task that
//! commits whatever came meanwhile together: many at once cost one write to the disk. What happened in a queue is read from
//! the journal by the same task, at most once a second, so a branch's commands wait for nothing. A server that is killed
//! leaves no gap: the next one reads on from where the last one was.

mod journal;

pub use journal::{is_noted, of_row};

use journal::catch_up;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::audit::{BANK, Entry, note_alone};
use store::{BranchId, Failure, Person, Store};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::Instant;

/// Entries that wait to be noted. Who notes one more waits until there is room.
const WAITING: usize = 1024;
/// Entries in one commit at most.
const TOGETHER: usize = 256;
/// The journal is read for the audit no more often than this.
const PAUSE: Duration = Duration::from_secs(1);
/// How long after a failure the journal is read again.
const AGAIN: Duration = Duration::from_secs(10);

/// Notes what happens. Cheap to clone; the task ends with the last clone.
#[derive(Debug, Clone)]
pub struct Audit {
    inbox: mpsc::Sender<Job>,
    moved: Arc<Moved>,
}

#[derive(Debug)]
enum Job {
    Note(Entry, oneshot::Sender<Result<(), Failure>>),
    /// Read what the journals have more, now, and answer.
    Finish(oneshot::Sender<()>),
}

/// The branches whose journals have something to note. There are no more of them than branches.
#[derive(Debug, Default)]
struct Moved {
    branches: Mutex<BTreeSet<BranchId>>,
    sign: Notify,
}

impl Moved {
    fn take(&self) -> BTreeSet<BranchId> {
        std::mem::take(&mut *self.branches.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, branch: BranchId) {
        self.branches.lock().unwrap_or_else(PoisonError::into_inner).insert(branch);
    }
}

impl Audit {
    /// Starts the task.
    pub fn start(store: Store) -> Self {
        let (inbox, jobs) = mpsc::channel(WAITING);
        let moved = Arc::new(Moved::default());
        tokio::spawn(run(store, jobs, moved.clone()));
        Self { inbox, moved }
    }

    /// Notes an entry, which is on the disk when this returns.
    pub async fn note(&self, entry: Entry) -> Result<(), Failure> {
        let gone = || Failure::Other("the audit has stopped".to_owned());
        let (done, noted) = oneshot::channel();
        self.inbox.send(Job::Note(entry, done)).await.map_err(|_| gone())?;
        noted.await.map_err(|_| gone())?
    }

    /// A branch's journal has something to note. This waits for nothing.
    pub fn moved(&self, branch: &BranchId) {
        self.moved.put(branch.clone());
        self.moved.sign.notify_one();
    }

    /// Notes what the journals have more, before the store is closed.
    pub async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.inbox.send(Job::Finish(done)).await.is_ok() {
            let _ = finished.await;
        }
    }
}

/// Returns the chain that has what a person does to their own session and account: that of their first branch, or the bank's.
pub fn chain_of(person: &Person) -> BranchId {
    person.roles.branches().into_iter().next().cloned().unwrap_or_else(|| BranchId::new(BANK))
}

async fn run(store: Store, mut inbox: mpsc::Receiver<Job>, moved: Arc<Moved>) {
    let mut jobs = Vec::new();
    let mut next = Instant::now();
    loop {
        tokio::select! {
            received = inbox.recv_many(&mut jobs, TOGETHER) => {
                if received == 0 {
                    return;
                }
                commit(&store, &moved, std::mem::take(&mut jobs)).await;
            }
            () = sign(&moved, next) => {
                let pause = if read_journals(&store, &moved).await { PAUSE } else { AGAIN };
                next = Instant::now() + pause;
            }
        }
    }
}

/// Waits until a journal has something to note, and until `next`.
async fn sign(moved: &Moved, next: Instant) {
    tokio::time::sleep_until(next).await;
    moved.sign.notified().await;
}

/// Reads the journals of the branches that moved. Returns false where one could not be read; it is read again.
async fn read_journals(store: &Store, moved: &Moved) -> bool {
    let mut read = true;
    let mut branches = moved.take();
    while let Some(branch) = branches.pop_first() {
        if let Err(failure) = catch_up(store, &branch).await {
            tracing::error!(%branch, %failure, "what happened could not be noted in the audit; trying again");
            moved.put(branch);
            moved.sign.notify_one();
            read = false;
        }
    }
    read
}

/// Notes entries together.
async fn commit(store: &Store, moved: &Moved, jobs: Vec<Job>) {
    let (mut entries, mut waiting, mut finished) = (Vec::new(), Vec::new(), Vec::new());
    for job in jobs {
        match job {
            Job::Note(entry, done) => {
                entries.push(entry);
                waiting.push(done);
            }
            Job::Finish(done) => finished.push(done),
        }
    }
    // Chains are added to in the order of their branches; within a chain in the order in which things happened.
    let mut noted: Vec<_> = entries.into_iter().zip(waiting).collect();
    noted.sort_by(|(a, _), (b, _)| a.branch.cmp(&b.branch));
    let (entries, waiting): (Vec<Entry>, Vec<_>) = noted.into_iter().unzip();
    if !entries.is_empty() {
        let answer = note_alone(store, &entries).await;
        if let Err(failure) = &answer {
            tracing::error!(%failure, "what happened could not be noted in the audit");
        }
        for done in waiting {
            let _ = done.send(answer.clone());
        }
    }
    if !finished.is_empty() {
        read_journals(store, moved).await;
        for done in finished {
            let _ = done.send(());
        }
    }
}
