//! Other servers that run the same branch. Their rows are read when the journal is known to have more, when an append loses
//! a race, and before the rules refuse a command. Only the missing rows are read.

use super::{Decision, Keeper};
use crate::journal::Recorded;
use crate::request::Request;
use std::time::Duration;
use store::{Failure, Position};
use tokio::sync::watch;
use tokio::time::sleep;

/// The pause before rows that could not be read are read again.
const READ_AGAIN: Duration = Duration::from_millis(250);

/// Waits until the journal is known to have more rows; for ever where no other server writes it.
pub async fn moved(elsewhere: &mut Option<watch::Receiver<Position>>) {
    if let Some(elsewhere) = elsewhere
        && elsewhere.changed().await.is_ok()
    {
        return;
    }
    std::future::pending::<()>().await;
}

impl Keeper {
    /// Reads the missing rows after another server was first, or for a key of another day, so that the batch can be decided
    /// again on top of them.
    pub(super) async fn lost_a_race(
        &mut self,
        batch: &[Request],
        decisions: &[Decision],
        attempt: u32,
    ) -> Result<(), Failure> {
        self.take_back(batch, decisions);
        // Whoever has lost twice lets the others pass: some milliseconds, not the same for each.
        if attempt > 0 {
            sleep(Duration::from_millis(u64::from(machine::random::<1>()[0]) % (2 << attempt.min(5)))).await;
        }
        if self.catch_up().await? {
            return Ok(());
        }
        let Some(working) = &mut self.working else { return Ok(()) };
        for Request { key, .. } in batch {
            if !working.recorded.contains_key(key)
                && let Some(row) = self.store.by_key(&self.id, key).await?
            {
                working.recorded.insert(key.clone(), Recorded::read(&row)?);
            }
        }
        Ok(())
    }

    /// Drops the decisions that are not in the journal, and goes back to the published state.
    fn take_back(&mut self, batch: &[Request], decisions: &[Decision]) {
        let Some(working) = &mut self.working else { return };
        (working.branch, working.seq, working.observed) =
            self.live.read_observed(|branch, seq, observed| (branch.clone(), seq, observed.clone()));
        for (request, decision) in batch.iter().zip(decisions) {
            if matches!(decision, Decision::Row(..)) {
                working.recorded.remove(&request.key);
            }
        }
    }

    /// Reads, folds and publishes the rows that other servers have added. Returns whether there were any.
    pub(super) async fn catch_up(&mut self) -> Result<bool, Failure> {
        let Some(working) = &mut self.working else { return Ok(false) };
        let rows = self.store.read_day(&self.id, &working.day, working.seq + 1).await?;
        if rows.is_empty() {
            return Ok(false);
        }
        let (day, events) = match working.extend(&rows) {
            Ok(events) => (working.day.clone(), events),
            Err(failure) => {
                self.working = None;
                return Err(failure);
            }
        };
        // Words that cannot be read now are left out; the rest of the branch goes on.
        if let Err(failure) = self.read_announced_in(&events, &day).await {
            tracing::warn!(branch = %self.id, %failure, "an announcement's words cannot be read");
        }
        if let Some(working) = &self.working {
            self.live.apply(events.iter(), working.seq);
        }
        Ok(true)
    }

    /// Moves the last known place of the journal forward.
    pub(super) async fn follow(&mut self) {
        let Some(elsewhere) = &mut self.elsewhere else { return };
        let position = elsewhere.borrow_and_update().clone();
        if self.working.as_ref().is_some_and(|working| working.day < position.day) {
            self.working = None;
        }
        let followed = match &self.working {
            None => self.ready().await,
            Some(working) if working.position() < position => self.catch_up().await.map(drop),
            Some(_) => Ok(()),
        };
        if let Err(failure) = followed {
            tracing::warn!(branch = %self.id, %failure, "what another server did cannot be read; trying again");
            sleep(READ_AGAIN).await;
            if let Some(elsewhere) = &mut self.elsewhere {
                elsewhere.mark_changed();
            }
        }
    }
}
