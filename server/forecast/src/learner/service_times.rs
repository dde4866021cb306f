//! How long services take, how much quicker one desk is than another, and how much days differ.

use super::PastDay;
use crate::learned::{Learned, ServiceTime, minutes};
use queue::{DeskId, ServiceId, Setup};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use visits::{Outcome, Visit};

/// The set-up's figures count like so many observations: with 30 of them three quarters are learned.
const SETUP_WEIGHT: f64 = 10.0;
/// An observation lies at most so many deviations from what is known.
const MOST_DEVIATIONS: f64 = 3.0;
/// While little is known the deviation counts as at least this, so that a wrong set-up is left behind.
const LEAST_DEVIATION: f64 = 0.5;
const DEVIATIONS: (f64, f64) = (0.05, 1.3);
/// A desk without observations is as fast as the branch; so many observations move it half of the way.
const DESK_WEIGHT: f64 = 12.0;
/// No desk is more than twice as fast or as slow as the branch.
const MOST_DESK_PACE: f64 = 0.7;
/// A day needs so many services to say something of its pace.
const DAY_SERVICES: f64 = 10.0;
/// How much days differ in a branch of which nothing is known counts like so many days.
const SPREAD_WEIGHT: f64 = 10.0;
const SPREADS: (f64, f64) = (0.05, 0.35);
/// The pace of recent days: a day counts this much less than the one after it.
const RECENT_KEPT: f64 = 0.7;
/// Rounds in which the paces of desks and the times of services are fitted to each other. Each brings them closer.
const ROUNDS: usize = 12;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ServiceTimes {
    /// By service and desk, since a service that only slow desks deliver is no slow service.
    services: BTreeMap<ServiceId, BTreeMap<DeskId, Sums>>,
    days: Residuals,
    recent: Recent,
}

/// Sums over services, each weighted by its age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Sums {
    weight: f64,
    log: f64,
    log_squares: f64,
    minutes: f64,
}

/// Sums over days of the squares of their pace, a logarithm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Residuals {
    weight: f64,
    sum: f64,
}

/// The pace of the last days against the long run, as a logarithm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Recent {
    weight: f64,
    sum: f64,
    /// The variance of the sum by chance.
    variance: f64,
}

impl Recent {
    fn add(&mut self, pace: f64, variance: f64) {
        self.weight = RECENT_KEPT * self.weight + 1.0;
        self.sum = RECENT_KEPT * self.sum + pace;
        self.variance = RECENT_KEPT * RECENT_KEPT * self.variance + variance;
    }

    /// The pace that the next day begins with. What chance can explain is taken off (the positive part of the
    /// James-Stein estimator), so that usual days begin at 0.
    fn pace(&self) -> f64 {
        if self.weight <= 0.0 {
            return 0.0;
        }
        let explained = 2.0 * self.variance / (self.sum * self.sum).max(1e-12);
        self.sum / self.weight * (1.0 - explained).max(0.0)
    }
}

/// Service times and the paces of desks that explain each other: log(minutes) = time of the service + pace of the desk.
#[derive(Debug, Default)]
struct Fit {
    times: BTreeMap<ServiceId, ServiceTime>,
    paces: BTreeMap<DeskId, f64>,
}

impl Fit {
    fn pace(&self, desk: Option<&DeskId>) -> f64 {
        desk.and_then(|desk| self.paces.get(desk)).copied().unwrap_or(0.0)
    }
}

/// The minutes of a service that was delivered.
fn service(visit: &Visit) -> Option<f64> {
    let from = visit.started.or(visit.called)?;
    let took = minutes(visit.finished? - from);
    (visit.outcome == Outcome::Served && took > 0.0).then_some(took)
}

impl ServiceTimes {
    pub(crate) fn add(&mut self, day: &PastDay) {
        // All of a day is measured by what was known before it.
        let known = self.fit(day.setup);
        let (mut off, mut noise, mut count) = (0.0, 0.0, 0.0);
        for visit in &day.log.visits {
            let (Some(took), Some(time)) = (service(visit), known.times.get(&visit.service)) else { continue };
            let expected = time.log_mean + known.pace(visit.desk.as_ref());
            let room = MOST_DEVIATIONS * time.log_deviation.max(LEAST_DEVIATION);
            let log = (took.ln() - expected).clamp(-room, room);
            let bounded = expected + log;
            let desks = self.services.entry(visit.service.clone()).or_default();
            let sums = desks.entry(visit.desk.clone().unwrap_or_else(|| DeskId::new(""))).or_default();
            sums.weight += 1.0;
            sums.log += bounded;
            sums.log_squares += bounded * bounded;
            sums.minutes += bounded.exp();
            off += log;
            noise += time.log_deviation * time.log_deviation;
            count += 1.0;
        }
        if count >= DAY_SERVICES {
            let day = (off / count).clamp(-MOST_DESK_PACE, MOST_DESK_PACE);
            let noise = noise / (count * count);
            let beyond = day - self.recent.pace();
            self.days.weight += 1.0;
            self.days.sum += beyond * beyond - noise;
            self.recent.add(day, noise + SPREADS.0 * SPREADS.0);
        }
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        for sums in self.services.values_mut().flat_map(BTreeMap::values_mut) {
            let Sums { weight, log, log_squares, minutes } = sums;
            for sum in [weight, log, log_squares, minutes] {
                *sum *= keep;
            }
        }
        self.days.weight *= keep;
        self.days.sum *= keep;
    }

    /// Fits the times of services and the paces of desks to each other: in turns, each by what the other leaves
    /// unexplained (backfitting, Hastie and Tibshirani). A desk with few services keeps close to the branch.
    fn fit(&self, setup: &Setup) -> Fit {
        let mut means: BTreeMap<&ServiceId, f64> = BTreeMap::new();
        let mut paces: BTreeMap<&DeskId, f64> = BTreeMap::new();
        for _ in 0..ROUNDS {
            let mut desks: BTreeMap<&DeskId, (f64, f64)> = BTreeMap::new();
            for (id, cells) in &self.services {
                let pace = |desk: &DeskId| paces.get(desk).copied().unwrap_or(0.0);
                let weight: f64 = cells.values().map(|sums| sums.weight).sum();
                let left: f64 = cells.iter().map(|(desk, sums)| sums.log - sums.weight * pace(desk)).sum();
                let mean = left / weight.max(1e-9);
                means.insert(id, mean);
                for (desk, sums) in cells {
                    let (weight, left) = desks.entry(desk).or_default();
                    *weight += sums.weight;
                    *left += sums.log - sums.weight * mean;
                }
            }
            let pace =
                |(weight, left): (f64, f64)| (left / (weight + DESK_WEIGHT)).clamp(-MOST_DESK_PACE, MOST_DESK_PACE);
            paces = desks.into_iter().map(|(desk, sums)| (desk, pace(sums))).collect();
        }
        let time = |id: &ServiceId| time(self.services.get(id), &paces, setup, id);
        let times = setup.services.keys().map(|id| (id.clone(), time(id))).collect();
        Fit { times, paces: paces.into_iter().map(|(desk, pace)| (desk.clone(), pace)).collect() }
    }

    pub(crate) fn teach(&self, setup: &Setup, learned: &mut Learned) {
        let fit = self.fit(setup);
        (learned.services, learned.desk_pace) = (fit.times, fit.paces);
        learned.recent_pace = self.recent.pace();
        let prior = learned.pace_spread * learned.pace_spread * SPREAD_WEIGHT;
        let variance = (self.days.sum + prior) / (self.days.weight + SPREAD_WEIGHT);
        learned.pace_spread = variance.max(0.0).sqrt().clamp(SPREADS.0, SPREADS.1);
    }
}

/// The time of a service at a desk as fast as the branch.
fn time(
    cells: Option<&BTreeMap<DeskId, Sums>>,
    paces: &BTreeMap<&DeskId, f64>,
    setup: &Setup,
    id: &ServiceId,
) -> ServiceTime {
    let prior = setup.services.get(id).map_or(ServiceTime::exactly(1.0), ServiceTime::from_setup);
    let mut all = Sums::default();
    for (desk, sums) in cells.into_iter().flatten() {
        let pace = paces.get(desk).copied().unwrap_or(0.0);
        all.weight += sums.weight;
        all.log += sums.log - sums.weight * pace;
        all.log_squares += sums.log_squares - 2.0 * pace * sums.log + sums.weight * pace * pace;
        all.minutes += sums.minutes * (-pace).exp();
    }
    if all.weight <= 0.0 {
        return prior;
    }
    let share = all.weight / (all.weight + SETUP_WEIGHT);
    let blend = |learned: f64, known: f64| share * learned + (1.0 - share) * known;
    let log_mean = all.log / all.weight;
    let variance = (all.log_squares / all.weight - log_mean * log_mean).max(0.0);
    let deviation = blend(variance, prior.log_deviation * prior.log_deviation).sqrt();
    // The mean is kept exactly, whatever the shape: waits are sums of services.
    let mean = blend(all.minutes / all.weight, prior.mean());
    ServiceTime::with_mean(mean, deviation.clamp(DEVIATIONS.0, DEVIATIONS.1), all.weight)
}
