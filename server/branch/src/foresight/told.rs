//! The wait that each ticket of the day was told. A ticket is told once; when it is called, the range learns from the
//! difference.

#[cfg(test)]
mod tests;

use crate::moved::{Moved, Word};
use crate::observed::Observed;
use forecast::{Conformal, Estimate, Forecast, Simulated, Wait};
use queue::{Branch, Day, Duration, ServiceId, Ticket, TicketId, TicketState, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use store::{BranchId, Store, Told, told};

/// The range learns from this many of the last calls.
const CALLS_REMEMBERED: u32 = 400;

/// What the tickets of a day were told.
#[derive(Debug)]
pub struct Ledger {
    branch: BranchId,
    day: Option<Day>,
    told: BTreeMap<TicketId, Entry>,
    /// The told tickets that have not been called.
    open: BTreeSet<TicketId>,
    conformal: Conformal,
    /// How many calls the range has learned from.
    calls: u32,
    /// The last time at which tickets were told.
    last: Option<Timestamp>,
}

#[derive(Debug, Clone)]
struct Entry {
    service: ServiceId,
    at: Timestamp,
    said: Estimate,
    simulated: Simulated,
    /// The wait that the visitor heard last: at first the wait that the ticket was told.
    word: Word,
}

impl Ledger {
    pub fn new(branch: BranchId) -> Self {
        Self {
            branch,
            day: None,
            told: BTreeMap::new(),
            open: BTreeSet::new(),
            conformal: Conformal::default(),
            calls: 0,
            last: None,
        }
    }

    /// Reads a day from the store, and lets the range learn from the last calls. What cannot be read starts empty.
    pub async fn of_day(store: &Store, branch: &BranchId, day: &Day) -> Self {
        let mut ledger = Self { day: Some(day.clone()), ..Self::new(branch.clone()) };
        match told::last_called(store, branch, CALLS_REMEMBERED).await {
            Ok(calls) => calls.iter().rev().for_each(|told| ledger.learn(told)),
            Err(failure) => tracing::warn!(%branch, %failure, "the range starts without what past calls taught"),
        }
        match told::of_day(store, branch, day).await {
            Ok(rows) => rows.into_iter().for_each(|told| ledger.restore(told)),
            Err(failure) => tracing::warn!(%branch, %failure, "what tickets were told today cannot be read"),
        }
        ledger
    }

    pub fn conformal(&self) -> &Conformal {
        &self.conformal
    }

    /// Whether any ticket that was told a wait has been called, among the calls that are remembered.
    pub fn has_calls(&self) -> bool {
        self.calls > 0
    }

    fn restore(&mut self, told: Told) {
        let simulated = simulated(&told);
        let [low_minutes, high_minutes] = [told.low_minutes, told.high_minutes];
        let said = Estimate { low_minutes, high_minutes, median_minutes: told.median.whole_minutes() };
        let word = Word { at: told.at, low_minutes, high_minutes };
        if told.called.is_none() {
            self.open.insert(told.ticket);
        }
        self.told.insert(told.ticket, Entry { service: told.service, at: told.at, said, simulated, word });
    }

    fn learn(&mut self, told: &Told) {
        if let Some(called) = told.called {
            self.calls += 1;
            self.conformal.learn(simulated(told), minutes(called - told.at));
        }
    }

    /// The rows of the tickets that were called since the last time, each with its call.
    pub fn called(&mut self, branch: &Branch, observed: &Observed) -> Vec<Told> {
        let over = |ticket: &TicketId| branch.ticket(*ticket).is_none_or(|ticket| ticket.state.is_over());
        let ended = |id: &TicketId| observed.calls.contains_key(id) || observed.changed.contains(id) || over(id);
        let ended: Vec<TicketId> = self.open.iter().copied().filter(ended).collect();
        let mut rows = Vec::new();
        for id in ended {
            self.open.remove(&id);
            // Whoever wished to be called later has no wait that could be right or wrong.
            let Some(at) = observed.calls.get(&id).filter(|_| !observed.changed.contains(&id)) else { continue };
            if let Some(row) = self.row(id, Some(*at)) {
                self.learn(&row);
                rows.push(row);
            }
        }
        rows
    }

    /// Tells the tickets that have not been told yet. A ticket that waits is told its wait in `forecast`, which was made
    /// `now`. A ticket that was called since the last time saw, at the kiosk, the next visitor's wait in the forecast `before`.
    pub fn tell(
        &mut self,
        branch: &Branch,
        observed: &Observed,
        before: &Forecast,
        forecast: &Forecast,
        now: Timestamp,
    ) -> Vec<Told> {
        let since = self.last.replace(now);
        let is_new = |ticket: &&Ticket| {
            !self.told.contains_key(&ticket.id)
                && !observed.changed.contains(&ticket.id)
                && ticket.appointment.is_none()
                // A kiosk that is alone knows no wait.
                && ticket.alone.is_none()
        };
        let news: Vec<&Ticket> = branch.tickets().filter(is_new).collect();
        let mut rows = Vec::new();
        for ticket in news {
            let told = if ticket.state == TicketState::Waiting {
                forecast.ticket(ticket.id).map(|wait| (now, wait))
            } else if since.is_some_and(|since| ticket.issued_at >= since) {
                before.next(&ticket.service).map(|wait| (ticket.issued_at, wait))
            } else {
                None
            };
            let Some((at, wait)) = told else { continue };
            self.told.insert(ticket.id, Entry::new(ticket.service.clone(), at, wait));
            let called = observed.calls.get(&ticket.id).copied();
            if called.is_none() {
                self.open.insert(ticket.id);
            }
            if let Some(row) = self.row(ticket.id, called) {
                self.learn(&row);
                rows.push(row);
            }
        }
        rows
    }

    /// Returns the tickets whose wait has moved by much since they heard of it, and notes that they have heard of it now.
    pub fn moved(&mut self, branch: &Branch, forecast: &Forecast, now: Timestamp) -> Vec<Moved> {
        let mut moved = Vec::new();
        let Some(day) = &self.day else { return moved };
        for id in &self.open {
            let Some(ticket) = branch.ticket(*id).filter(|ticket| ticket.state == TicketState::Waiting) else {
                continue;
            };
            let (Some(entry), Some(estimate)) = (self.told.get_mut(id), forecast.of_ticket(*id)) else { continue };
            if entry.word.has_moved(estimate, now) {
                entry.word = Word::new(estimate, now);
                moved.push(Moved::new(day.clone(), ticket, entry.word));
            }
        }
        moved
    }

    fn row(&self, ticket: TicketId, called: Option<Timestamp>) -> Option<Told> {
        let Entry { service, at, said, simulated, .. } = self.told.get(&ticket)?;
        let Simulated { low: q10, median, high: q90 } = *simulated;
        let [q10, median, q90] = [q10, median, q90].map(span);
        let Estimate { low_minutes, high_minutes, .. } = *said;
        let (branch, day) = (self.branch.clone(), self.day.clone()?);
        let (service, at) = (service.clone(), *at);
        Some(Told { branch, day, ticket, service, at, low_minutes, high_minutes, q10, median, q90, called })
    }
}

impl Entry {
    fn new(service: ServiceId, at: Timestamp, wait: &Wait) -> Self {
        let said = wait.estimate();
        Self { service, at, said, simulated: wait.simulated, word: Word::new(said, at) }
    }
}

fn simulated(told: &Told) -> Simulated {
    let [q10, median, q90] = [told.q10, told.median, told.q90].map(minutes);
    Simulated { low: q10, median, high: q90 }
}

/// The conversion is exact up to 24 days; no visit waits so long.
fn minutes(span: Duration) -> f64 {
    f64::from(i32::try_from(span.0).unwrap_or(i32::MAX)) / 60_000.0
}

#[allow(clippy::cast_possible_truncation, reason = "a cast from a float stops at the ends of the range")]
fn span(minutes: f64) -> Duration {
    Duration((minutes * 60_000.0).round() as i64)
}
