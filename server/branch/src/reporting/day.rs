//! One day of a branch: read from its journal, and compared with its stored rows.

use super::changes::{Changes, StoredDay};
use crate::journal::Recorded;
use machine::clock::{self, has_come};
use queue::Day;
use reports::{DayFold, DayRows};
use store::branch_now::BranchNow;
use store::report::{Days, ReadUpTo, quarters, read_up_to, visits};
use store::{BranchId, Failure, Row, Store, report_day};
use tokio::time::Instant;

/// A day of a branch in memory: what was read of it, and the rows that are stored.
#[derive(Debug)]
pub struct Kept {
    at: ReadUpTo,
    fold: DayFold,
    stored: StoredDay,
    /// When its journal last had more.
    pub used: Instant,
}

/// What is to be written of a branch.
#[derive(Debug)]
pub struct Prepared {
    pub before: Option<ReadUpTo>,
    pub now: ReadUpTo,
    pub changes: Changes,
    pub kept: Kept,
    /// There is a later day.
    pub more: bool,
}

/// Reads what a branch's journal has more, of one day; `None` where it has no more. `kept` is used where it is as the store is.
pub async fn prepare(
    store: &Store,
    branch: &BranchId,
    kept: Option<Kept>,
    oldest: &Day,
) -> Result<Option<Prepared>, Failure> {
    let before = read_up_to(store, branch).await?;
    let Some((day, more)) = next(store, branch, before.as_ref()).await? else { return Ok(None) };
    let kept = kept.filter(|kept| before.as_ref() == Some(&kept.at) && kept.at.day == day);
    let (mut fold, stored) = if let Some(kept) = kept {
        (kept.fold, kept.stored)
    } else {
        let one = Days::one(&day);
        let stored = stored_day(store, branch, &day, &one).await?;
        let first = more.first().map_or(1, |row| row.seq);
        let earlier = if first > 1 { store.read_day(branch, &day, 1).await? } else { Vec::new() };
        let mut fold = DayFold::default();
        as_far_as_readable(&mut fold, earlier.iter().filter(|row| row.seq < first));
        (fold, stored)
    };
    as_far_as_readable(&mut fold, more.iter());
    let now = ReadUpTo { day: day.clone(), seq: more.last().map_or(0, |row| row.seq) };
    let mut rows = StoredDay::of(&day, &fold.rows());
    if day < *oldest {
        rows.visits.clone_from(&stored.visits);
    }
    let changes = rows.since(&day, &stored);
    let more = store.last_day(branch).await?.is_some_and(|last| last > day);
    let kept = Kept { at: now.clone(), fold, stored: rows, used: Instant::now() };
    Ok(Some(Prepared { before, now, changes, kept, more }))
}

/// The stored rows of a day.
async fn stored_day(store: &Store, branch: &BranchId, day: &Day, one: &Days) -> Result<StoredDay, Failure> {
    let visits = visits(store, branch, one, 0, u32::MAX).await?;
    let quarters = quarters(store, branch, one).await?;
    Ok(StoredDay::read(visits, quarters, report_day::of_day(store, branch, day).await?))
}

impl Kept {
    /// How the branch stands, as far as its journal was read; `None` before its day is opened.
    pub fn now(&self, branch: &BranchId, server: &str) -> Option<BranchNow> {
        let folded = self.fold.branch();
        folded.day()?;
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Some(BranchNow {
            branch: branch.to_string(),
            day: self.at.day.clone(),
            seq: self.at.seq,
            at: self.fold.last()?,
            closed: folded.is_closed(),
            stopped: folded.stopped().all,
            waiting: folded.waiting_count(),
            oldest: folded.waiting().map(|ticket| ticket.issued_at).min(),
            desks: count(folded.desks().filter(|(_, desk)| desk.csr().is_some()).count()),
            alerts: count(folded.alerts().len()),
            server: server.to_owned(),
        })
    }
}

/// Returns the rows that come next, all of one day; `None` where there are none. A day that has not come is left for later: the clock
/// was ahead once. Where the figures have been read up to such a day, the last one that has come is read from its beginning.
async fn next(store: &Store, branch: &BranchId, before: Option<&ReadUpTo>) -> Result<Option<(Day, Vec<Row>)>, Failure> {
    let now = clock::now();
    let was_ahead = before.is_some_and(|before| !has_come(&before.day, now));
    if let Some(before) = before.filter(|_| !was_ahead) {
        let rows = store.read_day(branch, &before.day, before.seq + 1).await?;
        if !rows.is_empty() {
            return Ok(Some((before.day.clone(), rows)));
        }
        if store.last_day(branch).await?.is_none_or(|last| last <= before.day) {
            return Ok(None);
        }
    }
    let mut days = store.days(branch).await?.into_iter().filter(|day| has_come(day, now));
    let day = if was_ahead { days.last() } else { days.find(|day| before.is_none_or(|before| *day > before.day)) };
    let Some(day) = day else { return Ok(None) };
    let rows = store.read_day(branch, &day, 1).await?;
    Ok(Some((day, rows)))
}

fn add<'a>(fold: &mut DayFold, rows: impl Iterator<Item = &'a Row>) -> Result<(), Failure> {
    for row in rows {
        fold.add(&row.actor, &Recorded::read(row)?.events);
    }
    Ok(())
}

/// Adds rows up to the first that is damaged, which `verify` names: one bad row is no reason for later days to have no figures.
fn as_far_as_readable<'a>(fold: &mut DayFold, rows: impl Iterator<Item = &'a Row>) {
    if let Err(failure) = add(fold, rows) {
        tracing::warn!(%failure, "figures end before a damaged row");
    }
}

/// The rows of a day, from the rows of its journal.
pub fn rows_of_day(journal: &[Row]) -> Result<DayRows, Failure> {
    let mut fold = DayFold::default();
    add(&mut fold, journal.iter())?;
    Ok(fold.rows())
}

/// How the stored figures of a day differ from its journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mismatch {
    pub visits: usize,
    pub quarters: usize,
}

/// Compares the stored figures of a day with its journal; `None` where they agree, or where the journal has not been read so far. A day
/// whose visits are all gone has its quarter hours compared alone: visits are kept for a time.
pub async fn compare(
    store: &Store,
    branch: &BranchId,
    day: &Day,
    journal: &[Row],
) -> Result<Option<Mismatch>, Failure> {
    let last = journal.last().map_or(0, |row| row.seq);
    let is_read = |up_to: &ReadUpTo| up_to.day > *day || (up_to.day == *day && up_to.seq == last);
    let up_to = read_up_to(store, branch).await?;
    let now = clock::now();
    // Figures that were read up to a day that has not come are read again.
    if !up_to.as_ref().is_some_and(|up_to| is_read(up_to) && has_come(&up_to.day, now)) {
        return Ok(None);
    }
    let one = Days::one(day);
    let stored = stored_day(store, branch, day, &one).await?;
    if read_up_to(store, branch).await? != up_to {
        // A server has written meanwhile.
        return Ok(None);
    }
    let mut rows = StoredDay::of(day, &rows_of_day(journal)?);
    if stored.visits.is_empty() {
        rows.visits.clear();
    }
    let changes = rows.since(day, &stored);
    let visits = changes.visits.len() + changes.visits_gone.len();
    let quarters = changes.quarters.len() + changes.quarters_gone.len() + usize::from(changes.total.is_some());
    Ok((visits + quarters > 0).then_some(Mismatch { visits, quarters }))
}
