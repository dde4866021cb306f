//! Hears of what other servers commit: by their hints within milliseconds, and by a poll each second that finds what no
//! hint told. Hints and poll share one connection, so the poll also finds out whether the connection is alive.

use super::hints::{CHANNEL, read};
use crate::branch_id::BranchId;
use crate::database::postgres::{PATIENCE, silent};
use crate::failure::Failure;
use crate::journal::row::Position;
use queue::Day;
use sqlx::postgres::{PgConnectOptions, PgListener, PgNotification, PgPoolOptions};
use sqlx::{Executor, Row as _, query};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

/// How often the poll asks how far the journal goes.
const POLL: Duration = Duration::from_secs(1);
/// Branches in one statement of the poll. Hints are heard between two statements.
const POLL_TOGETHER: usize = 500;
/// The pause before a lost connection is made again.
const PAUSE: Duration = Duration::from_millis(300);

/// The branches that run on this server.
#[derive(Debug, Clone)]
pub struct Watch {
    followed: Arc<Followed>,
    task: AbortHandle,
}

#[derive(Debug, Default)]
struct Followed(Mutex<HashMap<BranchId, watch::Sender<Position>>>);

impl Watch {
    /// Starts the task; it ends when the store is closed or dropped. Hints of `me` are this server's own.
    pub fn start(options: &PgConnectOptions, me: &str) -> Self {
        let followed = Arc::new(Followed::default());
        let task = tokio::spawn(run(options.clone(), me.to_owned(), Arc::downgrade(&followed)));
        Self { followed, task: task.abort_handle() }
    }

    pub fn close(&self) {
        self.task.abort();
    }

    /// Returns how far a branch's journal is known to go. The branch is followed until the last receiver is dropped.
    pub fn follow(&self, branch: &BranchId) -> watch::Receiver<Position> {
        let mut followed = self.followed.0.lock().unwrap_or_else(PoisonError::into_inner);
        followed.entry(branch.clone()).or_default().subscribe()
    }
}

impl Followed {
    /// Returns the branches that have a receiver, and forgets the others.
    fn branches(&self) -> Vec<BranchId> {
        let mut followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        followed.retain(|_, position| position.receiver_count() > 0);
        followed.keys().cloned().collect()
    }

    fn hear(&self, hint: &PgNotification, me: &str) {
        let (sender, positions) = read(hint.payload());
        if sender != me {
            self.tell(positions);
        }
    }

    fn tell<'a>(&self, positions: impl Iterator<Item = (&'a str, Position)>) {
        let followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (branch, position) in positions {
            if let Some(known) = followed.get(branch) {
                known.send_if_modified(|known| {
                    let further = position > *known;
                    if further {
                        *known = position;
                    }
                    further
                });
            }
        }
    }
}

async fn run(options: PgConnectOptions, me: String, followed: Weak<Followed>) {
    let mut heard = true;
    while let Err(failure) = listen(&options, &me, &followed, &mut heard).await {
        // One warning an outage is enough: the requests that fail are logged too.
        if std::mem::take(&mut heard) {
            tracing::warn!(%failure, "what other servers do is not heard; trying again");
        }
        sleep(PAUSE).await;
    }
}

/// Hears until the store is dropped or the connection is lost.
async fn listen(
    options: &PgConnectOptions,
    me: &str,
    followed: &Weak<Followed>,
    heard: &mut bool,
) -> Result<(), Failure> {
    let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).connect_with(options.clone()).await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.eager_reconnect(false);
    within(listener.listen(CHANNEL)).await?;
    let mut polls = interval(POLL);
    polls.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            hint = listener.try_recv() => {
                let hint = hint?.ok_or_else(|| Failure::Other("the connection was lost".to_owned()))?;
                if let Some(followed) = followed.upgrade() {
                    followed.hear(&hint, me);
                }
            }
            _ = polls.tick() => {
                let Some(followed) = followed.upgrade() else { return Ok(()) };
                for branches in followed.branches().chunks(POLL_TOGETHER) {
                    poll(&mut listener, branches, &followed).await?;
                    // Hints that have arrived meanwhile do not wait for the rest of the poll.
                    while let Some(hint) = listener.next_buffered() {
                        followed.hear(&hint, me);
                    }
                }
                *heard = true;
            }
        }
    }
}

/// Asks how far the journals of these branches go.
async fn poll(listener: &mut PgListener, branches: &[BranchId], followed: &Followed) -> Result<(), Failure> {
    let sql = "SELECT followed.branch, last.day, last.seq FROM unnest($1::text[]) AS followed (branch)
               CROSS JOIN LATERAL (
                   SELECT day, seq FROM journal WHERE journal.branch = followed.branch
                   ORDER BY day DESC, seq DESC LIMIT 1
               ) AS last";
    let rows =
        within(listener.fetch_all(query(sql).bind(branches.iter().map(BranchId::as_str).collect::<Vec<_>>()))).await?;
    let mut positions = Vec::with_capacity(rows.len());
    for row in &rows {
        let seq = u64::try_from(row.try_get::<i64, _>(2)?).unwrap_or(0);
        let position = Position { day: Day::from_written(row.try_get(1)?), seq };
        positions.push((row.try_get::<&str, _>(0)?, position));
    }
    followed.tell(positions.into_iter());
    Ok(())
}

async fn within<T>(statement: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, Failure> {
    Ok(timeout(PATIENCE, statement).await.map_err(|_| silent())??)
}
