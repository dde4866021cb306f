//! The job that erases what is due: daily in each branch's time zone, by whichever server is first.

use queue::{Day, Duration, Timestamp};
use std::sync::Arc;
use std::time;
use store::audit::BANK;
use store::private::{Periods, Today, erase_due, told};
use store::{BranchId, Failure, Store};

/// How often it is looked whether a branch's day has begun.
const EVERY: time::Duration = time::Duration::from_mins(5);
/// After a start, screens and commands come first.
const FIRST: time::Duration = time::Duration::from_secs(10);

/// Erases what is due, for as long as the server runs.
pub async fn run(store: Store, branches: Vec<Arc<setup::Branch>>, periods: Periods) {
    tokio::time::sleep(FIRST).await;
    loop {
        let mut erased = false;
        for branch in &branches {
            erased |= of_branch(&store, branch, &BranchId::new(&branch.id), &periods).await;
        }
        // What belongs to no branch has the days of the first one.
        if let Some(first) = branches.first() {
            erased |= of_branch(&store, first, &BranchId::new(BANK), &periods).await;
        }
        if erased && let Err(failure) = store.scrub().await {
            tracing::warn!(%failure, "what was erased is still in the database's log; it leaves with the next erasure");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Erases what is due in one branch. Returns whether anything was erased.
async fn of_branch(store: &Store, calendar: &setup::Branch, branch: &BranchId, periods: &Periods) -> bool {
    match erase_today(store, calendar, branch, periods, machine::clock::now()).await {
        Ok(Some(rows)) => {
            tracing::info!(%branch, erased = told(&rows), "personal data that was due has been erased");
            !rows.is_empty()
        }
        Ok(None) => false,
        Err(failure) => {
            tracing::error!(%branch, %failure, "personal data that is due could not be erased; trying again");
            false
        }
    }
}

/// Erases what is due in one branch at this time.
pub async fn erase_today(
    store: &Store,
    calendar: &setup::Branch,
    branch: &BranchId,
    periods: &Periods,
    now: Timestamp,
) -> Result<Option<Vec<(&'static str, u64)>>, Failure> {
    let day = calendar.day(now);
    let days_ago = |days: u32| -> Day { calendar.day(now - Duration::minutes(i64::from(days) * 24 * 60)) };
    erase_due(store, Today { branch, now, day: &day, days_ago }, periods).await
}
