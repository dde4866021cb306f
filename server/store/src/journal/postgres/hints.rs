//! Hints tell the other servers what this one has committed. A hint that is lost costs them a second, never more: their
//! poll finds the rows. Hints are sent after the commit, on a connection of their own, all that are pending in one
//! statement. (A NOTIFY inside the committing transaction would take a lock that serialises every commit of the
//! database.)

use crate::branch_id::BranchId;
use crate::database::connector::Connector;
use crate::database::postgres::PATIENCE;
use crate::journal::row::{Position, Row};
use queue::Day;
use sqlx::Error;
use sqlx::postgres::PgConnection;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

pub const CHANNEL: &str = "sportello";
/// The shortest time between two statements.
const PACE: Duration = Duration::from_millis(10);
/// The largest payload in bytes; PostgreSQL takes fewer than 8000.
const PAYLOAD_MAX: usize = 7_500;

/// The hints that are to be sent. Cheap to clone; the task ends with the last clone.
#[derive(Debug, Clone)]
pub struct Hints(Arc<Pending>);

#[derive(Debug)]
struct Pending {
    /// The name by which this server knows its own hints.
    sender: String,
    positions: Mutex<BTreeMap<BranchId, Position>>,
    more: Arc<Notify>,
}

impl Hints {
    pub fn start(connector: &Connector) -> Self {
        let sender = format!("{:016x}", u64::from_le_bytes(machine::random()));
        let more = Arc::new(Notify::new());
        let pending = Arc::new(Pending { sender, positions: Mutex::default(), more: more.clone() });
        // A hint is not worth waiting for the disk.
        let connector = connector.clone().with(&[("synchronous_commit", "off")]);
        tokio::spawn(run(connector, Arc::downgrade(&pending), more));
        Self(pending)
    }

    pub fn sender(&self) -> &str {
        &self.0.sender
    }

    /// Tells the other servers that these rows are the last of their branches.
    pub fn tell<'a>(&self, last_rows: impl Iterator<Item = &'a Row>) {
        let mut positions = self.0.positions.lock().unwrap_or_else(PoisonError::into_inner);
        for Row { branch, day, seq, .. } in last_rows {
            positions.insert(branch.clone(), Position { day: day.clone(), seq: *seq });
        }
        if !positions.is_empty() {
            self.0.more.notify_one();
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.more.notify_one();
    }
}

async fn run(connector: Connector, pending: Weak<Pending>, more: Arc<Notify>) {
    let mut connection = None;
    loop {
        more.notified().await;
        let Some(payloads) = pending.upgrade().map(|pending| pending.take()) else { return };
        match timeout(PATIENCE, send(&connector, connection.take(), payloads)).await {
            Ok(Ok(used)) => connection = Some(used),
            Ok(Err(error)) => tracing::debug!(%error, "a hint was lost"),
            Err(_) => tracing::debug!("a hint was lost: PostgreSQL did not answer"),
        }
        sleep(PACE).await;
    }
}

async fn send(
    connector: &Connector,
    connection: Option<PgConnection>,
    payloads: Vec<String>,
) -> Result<PgConnection, Error> {
    let mut connection = match connection {
        Some(connection) => connection,
        None => connector.connect().await?,
    };
    let sql = "SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload";
    sqlx::query(sql).bind(CHANNEL).bind(payloads).execute(&mut connection).await?;
    Ok(connection)
}

impl Pending {
    /// Takes the pending hints as payloads. A payload is the sender, then a line for each branch.
    fn take(&self) -> Vec<String> {
        let positions = std::mem::take(&mut *self.positions.lock().unwrap_or_else(PoisonError::into_inner));
        let mut payloads: Vec<String> = Vec::new();
        for (branch, Position { day, seq }) in positions {
            let line = format!("\n{branch} {day} {seq}");
            match payloads.last_mut() {
                Some(payload) if payload.len() + line.len() <= PAYLOAD_MAX => payload.push_str(&line),
                _ => payloads.push(format!("{}{line}", self.sender)),
            }
        }
        payloads
    }
}

/// Returns the sender of a payload and the positions in it. A line that cannot be read is left to the poll.
pub fn read(payload: &str) -> (&str, impl Iterator<Item = (&str, Position)>) {
    let (sender, lines) = payload.split_once('\n').unwrap_or((payload, ""));
    let positions = lines.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (branch, day, seq) = (words.next()?, words.next()?, words.next()?);
        Some((branch, Position { day: Day::from_written(day), seq: seq.parse().ok()? }))
    });
    (sender, positions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_branches_changed_each_payload_is_small_enough_and_each_branch_is_told() {
        let pending =
            Pending { sender: "0123456789abcdef".to_owned(), positions: Mutex::default(), more: Arc::default() };
        let day = Day::new(2026, 11, 22);
        for branch in 0..5000 {
            let position = Position { day: day.clone(), seq: branch };
            pending.positions.lock().unwrap().insert(BranchId::new(&format!("branch-{branch}")), position);
        }
        let payloads = pending.take();
        assert!(payloads.iter().all(|payload| payload.len() < 8000), "PostgreSQL would refuse them");
        let told: BTreeMap<_, _> = payloads.iter().flat_map(|payload| read(payload).1).collect();
        assert_eq!(told.len(), 5000);
        assert!((0..5000).all(|branch| told[format!("branch-{branch}").as_str()].seq == branch));
        assert!(payloads.iter().all(|payload| read(payload).0 == "0123456789abcdef"));
        assert!(pending.take().is_empty());
    }
}
