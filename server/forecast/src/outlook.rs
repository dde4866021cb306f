//! The rest of the day: how long visitors would wait who come later, and what a change of the desks would do.

use crate::conformal::{Conformal, Simulated};
use crate::learned::Learned;
use crate::predict::{Forecast, predict_after, simulated};
use crate::simulation::{Change, Newcomer, Plan, Runs};
use crate::today::Today;
use queue::{Branch, Duration, ServiceId, TicketId, Timestamp};
use std::collections::BTreeMap;

/// How often the rest of the day is played for an outlook: it is about means, which need fewer runs than ranges.
const RUNS: u32 = 60;
/// A visitor gains or loses by a change from this many minutes on.
const MATTERS_MINUTES: f64 = 1.0;
/// An outlook has at most this many moments.
const MOST_MOMENTS: i64 = 200;

/// The wait of somebody who comes at a moment. `wait` is `None` where they would most likely not be served.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Later {
    pub at: Timestamp,
    pub wait: Option<Simulated>,
}

/// How long visitors would wait who come later today, service by service: from now on, in equal steps.
pub type Outlook = BTreeMap<ServiceId, Vec<Later>>;

/// Plays the rest of the day, with the desks changed now, for visitors who come now, a step later, and so on until the
/// branch closes. The outlook is empty where no day is open or the branch has closed.
pub fn outlook(
    changes: &[Change],
    branch: &Branch,
    learned: &Learned,
    today: &Today,
    (now, step): (Timestamp, Duration),
    seed: u64,
) -> Outlook {
    let Some(plan) = Plan::new(branch, learned, today, now, changes) else { return Outlook::new() };
    let step = step.0.max(60_000);
    let moments = (0..MOST_MOMENTS).map(|n| now + Duration(n.saturating_mul(step)));
    let open: Vec<Timestamp> = moments.take_while(|at| *at < plan.closing).collect();
    let services = 0..plan.times.len();
    let newcomers: Vec<Newcomer> =
        open.iter().flat_map(|at| services.clone().map(|service| Newcomer { service, at: *at })).collect();
    let runs = Runs::play(&plan, &newcomers, RUNS, seed);
    let mut outlook: Outlook = plan.services().map(|id| (id.clone(), Vec::new())).collect();
    let ids: Vec<&ServiceId> = plan.services().collect();
    for (newcomer, waits) in newcomers.iter().zip(runs.newcomers) {
        let wait = simulated(waits).map(|(wait, _)| wait);
        if let Some(later) = outlook.get_mut(ids[newcomer.service]) {
            later.push(Later { at: newcomer.at, wait });
        }
    }
    outlook
}

/// What a change of the desks would do to those who wait.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    pub before: Forecast,
    pub after: Forecast,
    /// By service: how many wait, and their mean waits before and after, in minutes. A visitor who is not served in most
    /// runs counts as long as it takes until the desks close.
    pub services: BTreeMap<ServiceId, MeanWaits>,
    /// The tickets whose median wait becomes shorter by a minute or more, and the mean of what they gain, in minutes.
    pub gain: Effect,
    /// The tickets whose median wait becomes longer by a minute or more, and the mean of what they lose, in minutes.
    pub lose: Effect,
}

/// The mean waits of those who wait for a service.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MeanWaits {
    pub waiting: u32,
    pub before: f64,
    pub after: f64,
}

/// How many visitors a change touches, and by how many minutes on average.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Effect {
    pub visitors: u32,
    pub minutes: f64,
}

impl Effect {
    fn of(minutes: impl Iterator<Item = f64>) -> Self {
        let (visitors, sum) = minutes.fold((0_u32, 0.0), |(visitors, sum), minutes| (visitors + 1, sum + minutes));
        Self { visitors, minutes: if visitors == 0 { 0.0 } else { sum / f64::from(visitors) } }
    }
}

/// Compares the branch as it is with the branch after changes of its desks. Both are simulated with the same visitors.
pub fn what_if(
    changes: &[Change],
    branch: &Branch,
    learned: &Learned,
    conformal: &Conformal,
    today: &Today,
    now: Timestamp,
    seed: u64,
) -> WhatIf {
    let forecast = |changes| predict_after(changes, branch, learned, conformal, today, now, seed);
    let (before, after) = (forecast(&[]), forecast(changes));
    let until_end =
        Plan::new(branch, learned, today, now, &[]).map_or(0.0, |plan| crate::learned::minutes(plan.end - now));
    let median =
        |forecast: &Forecast, ticket: TicketId| forecast.ticket(ticket).map_or(until_end, |wait| wait.simulated.median);
    let mut services: BTreeMap<ServiceId, MeanWaits> = BTreeMap::new();
    let mut gains = Vec::new();
    for ticket in branch.waiting() {
        let [was, is] = [&before, &after].map(|forecast| median(forecast, ticket.id));
        gains.push(was - is);
        let means = services.entry(ticket.service.clone()).or_default();
        let weight = 1.0 / f64::from(means.waiting + 1);
        means.waiting += 1;
        means.before += (was - means.before) * weight;
        means.after += (is - means.after) * weight;
    }
    let gain = Effect::of(gains.iter().copied().filter(|gain| *gain >= MATTERS_MINUTES));
    let lose = Effect::of(gains.iter().map(|gain| -gain).filter(|loss| *loss >= MATTERS_MINUTES));
    WhatIf { before, after, services, gain, lose }
}
