//! The waits of a branch, from the runs of the simulation.

use crate::conformal::{Conformal, Simulated};
use crate::estimate::{Estimate, Wait};
use crate::learned::{Learned, milliseconds};
use crate::simulation::{Change, Newcomer, Plan, Runs};
use crate::today::Today;
use queue::{Branch, Duration, ServiceId, TicketId, Timestamp};
use std::collections::BTreeMap;

/// How often the rest of the day is played.
const RUNS: u32 = 160;

/// The predicted waits of a branch at one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forecast {
    tickets: BTreeMap<TicketId, Wait>,
    next: BTreeMap<ServiceId, Wait>,
}

impl Forecast {
    /// How much longer a ticket will wait, for people. `None` where it does not wait, or is more likely than not to wait
    /// for ever: no desk that serves it is open, or comes back, before the branch closes.
    pub fn of_ticket(&self, ticket: TicketId) -> Option<Estimate> {
        self.ticket(ticket).map(Wait::estimate)
    }

    /// How long a visitor without priority would wait who took a ticket now, for people. `None` where they are more likely
    /// than not to wait for ever.
    pub fn of_next(&self, service: &ServiceId) -> Option<Estimate> {
        self.next(service).map(Wait::estimate)
    }

    /// How much longer a ticket will wait, in minutes that are not rounded.
    pub fn ticket(&self, ticket: TicketId) -> Option<&Wait> {
        self.tickets.get(&ticket)
    }

    /// How long the next visitor for a service would wait, in minutes that are not rounded.
    pub fn next(&self, service: &ServiceId) -> Option<&Wait> {
        self.next.get(service)
    }

    /// Every ticket that waits, with its wait.
    pub fn tickets(&self) -> impl Iterator<Item = (TicketId, &Wait)> {
        self.tickets.iter().map(|(ticket, wait)| (*ticket, wait))
    }
}

/// Predicts every wait of a branch at `now`. The forecast is empty where no day is open. The same arguments give the same
/// forecast.
pub fn predict(
    branch: &Branch,
    learned: &Learned,
    conformal: &Conformal,
    today: &Today,
    now: Timestamp,
    seed: u64,
) -> Forecast {
    predict_after(&[], branch, learned, conformal, today, now, seed)
}

/// Predicts every wait of a branch as if its desks were changed now. With the same seed the visitors of the runs are the
/// same as without the changes, so that a difference is due to the desks alone.
pub fn predict_after(
    changes: &[Change],
    branch: &Branch,
    learned: &Learned,
    conformal: &Conformal,
    today: &Today,
    now: Timestamp,
    seed: u64,
) -> Forecast {
    let Some(plan) = Plan::new(branch, learned, today, now, changes) else { return Forecast::default() };
    let newcomers: Vec<Newcomer> = (0..plan.times.len()).map(|service| Newcomer { service, at: now }).collect();
    let runs = Runs::play(&plan, &newcomers, RUNS, seed);
    let margin = conformal.margin();
    let told = |waits: Vec<Option<i64>>| {
        let (simulated, not_today) = simulated(waits)?;
        let (low, high) = conformal.range_with(margin, simulated);
        Some(Wait { simulated, low, high, not_today })
    };
    let ids = plan.visitors.iter().map(|visitor| visitor.ticket);
    Forecast {
        tickets: ids.zip(runs.visitors).filter_map(|(id, waits)| Some((id, told(waits)?))).collect(),
        next: plan.services().cloned().zip(runs.newcomers).filter_map(|(id, waits)| Some((id, told(waits)?))).collect(),
    }
}

/// The quantiles of one visitor's waits, and the share of the runs without a call; `None` where that is most of them.
pub(crate) fn simulated(waits: Vec<Option<i64>>) -> Option<(Simulated, f64)> {
    let all = waits.len();
    let mut waits: Vec<i64> = waits.into_iter().flatten().collect();
    if waits.len() * 2 <= all {
        return None;
    }
    let not_called = all - waits.len();
    waits.sort_unstable();
    let quantile = |share: f64| {
        // Between two runs the quantile is interpolated.
        let place = share * as_float(waits.len() - 1);
        let below = (0..waits.len()).rev().find(|index| as_float(*index) <= place).unwrap_or(0);
        let [low, high] = [below, (below + 1).min(waits.len() - 1)].map(|index| milliseconds(Duration(waits[index])));
        (low + (high - low) * (place - as_float(below))) / 60_000.0
    };
    // Waits are skewed: the shortest range that holds 75 % of the runs is narrower than the one between two quantiles that
    // lie equally far out. The conformal step widens it to 80 %, with less noise than the runs at its edges would have.
    let ranges = (0..=10).map(|start| [start, start + 30].map(|place| quantile(as_float(place) / 40.0)));
    let [low, high] = ranges.min_by(|one, other| (one[1] - one[0]).total_cmp(&(other[1] - other[0])))?;
    Some((Simulated { low, median: quantile(0.5), high }, as_float(not_called) / as_float(all)))
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
