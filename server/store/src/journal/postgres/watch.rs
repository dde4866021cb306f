//! Hears of what other servers commit: by their hints within milliseconds, and by a poll each second that finds what no
//! hint told. Hints and poll share one connection, so the poll also finds out whether the connection is alive.

use super::hints::{CHANNEL, read};
use crate::branch_id::BranchId;
use crate::database::connector::Connector;
use crate::database::postgres::{PATIENCE, silent};
use crate::failure::Failure;
use crate::journal::row::Position;
use queue::Day;
use sqlx::postgres::{PgListener, PgNotification, PgPoolOptions};
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

/// Comes after every day.
const NO_DAY_BEFORE: &str = "~";

/// The branches that run on this server.
#[derive(Debug, Clone)]
pub struct Watch {
    followed: Arc<Followed>,
    task: AbortHandle,
}

#[derive(Debug, Default)]
struct Followed(Mutex<HashMap<BranchId, OneFollowed>>);

#[derive(Debug, Default)]
struct OneFollowed {
    position: watch::Sender<Position>,
    /// The first of the days that were given up: what happened on them, or later, is of no interest.
    until: Option<Day>,
}

impl Watch {
    /// Starts the task; it ends when the store is closed or dropped. Hints of `me` are this server's own.
    pub fn start(connector: &Connector, me: &str) -> Self {
        let followed = Arc::new(Followed::default());
        let task = tokio::spawn(run(connector.clone(), me.to_owned(), Arc::downgrade(&followed)));
        Self { followed, task: task.abort_handle() }
    }

    pub fn close(&self) {
        self.task.abort();
    }

    /// Returns how far a branch's journal is known to go. The branch is followed until the last receiver is dropped.
    pub fn follow(&self, branch: &BranchId) -> watch::Receiver<Position> {
        let mut followed = self.followed.0.lock().unwrap_or_else(PoisonError::into_inner);
        followed.entry(branch.clone()).or_default().position.subscribe()
    }

    /// Leaves the days from `until` on out, and forgets that the journal goes so far.
    pub fn follow_until(&self, branch: &BranchId, until: Option<&Day>) {
        let mut followed = self.followed.0.lock().unwrap_or_else(PoisonError::into_inner);
        let one = followed.entry(branch.clone()).or_default();
        one.until = until.cloned();
        one.position.send_if_modified(|known| {
            if until.is_some_and(|until| known.day >= *until) {
                *known = Position::default();
            }
            false
        });
    }
}

impl Followed {
    /// Returns the branches that have a receiver, each with the day before which it is followed, and forgets the others.
    fn branches(&self) -> Vec<(BranchId, String)> {
        let mut followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        followed.retain(|_, one| one.position.receiver_count() > 0);
        let until = |one: &OneFollowed| one.until.as_ref().map_or(NO_DAY_BEFORE, Day::as_str).to_owned();
        followed.iter().map(|(branch, one)| (branch.clone(), until(one))).collect()
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
            let known = followed.get(branch);
            if let Some(one) = known.filter(|one| one.until.as_ref().is_none_or(|until| position.day < *until)) {
                one.position.send_if_modified(|known| {
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

async fn run(connector: Connector, me: String, followed: Weak<Followed>) {
    let mut heard = true;
    while let Err(failure) = listen(&connector, &me, &followed, &mut heard).await {
        // One warning an outage is enough: the requests that fail are logged too.
        if std::mem::take(&mut heard) {
            tracing::warn!(%failure, "what other servers do is not heard; trying again");
        }
        sleep(PAUSE).await;
    }
}

/// Hears until the store is dropped or the connection is lost.
async fn listen(connector: &Connector, me: &str, followed: &Weak<Followed>, heard: &mut bool) -> Result<(), Failure> {
    let pool = connector.pool(PgPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE)).await?;
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
async fn poll(listener: &mut PgListener, branches: &[(BranchId, String)], followed: &Followed) -> Result<(), Failure> {
    let sql =
        "SELECT followed.branch, last.day, last.seq FROM unnest($1::text[], $2::text[]) AS followed (branch, until)
               CROSS JOIN LATERAL (
                   SELECT day, seq FROM journal WHERE journal.branch = followed.branch AND journal.day < followed.until
                   ORDER BY day DESC, seq DESC LIMIT 1
               ) AS last";
    let ids = branches.iter().map(|(branch, _)| branch.as_str()).collect::<Vec<_>>();
    let until = branches.iter().map(|(_, until)| until.as_str()).collect::<Vec<_>>();
    let rows = within(listener.fetch_all(query(sql).bind(ids).bind(until))).await?;
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
