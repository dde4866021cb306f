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

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ServiceTimes {
    services: BTreeMap<ServiceId, Sums>,
    desks: BTreeMap<DeskId, Residuals>,
    days: Residuals,
}

/// Sums over services, each weighted by its age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Sums {
    weight: f64,
    log: f64,
    log_squares: f64,
    minutes: f64,
}

/// Sums of logarithms of pace; for days, of their squares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Residuals {
    weight: f64,
    sum: f64,
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
        let known = self.clone();
        let (mut off, mut noise, mut count) = (0.0, 0.0, 0.0);
        for visit in &day.log.visits {
            let (Some(took), true) = (service(visit), day.setup.services.contains_key(&visit.service)) else {
                continue;
            };
            let time = known.time(&visit.service, day.setup);
            let pace = visit.desk.as_ref().map_or(0.0, |desk| known.pace(desk));
            let room = MOST_DEVIATIONS * time.log_deviation.max(LEAST_DEVIATION);
            let log = (took.ln() - time.log_mean).clamp(-room, room);
            let bounded = time.log_mean + log;
            let sums = self.services.entry(visit.service.clone()).or_default();
            sums.weight += 1.0;
            sums.log += bounded;
            sums.log_squares += bounded * bounded;
            sums.minutes += bounded.exp();
            if let Some(desk) = &visit.desk {
                let desk = self.desks.entry(desk.clone()).or_default();
                desk.weight += 1.0;
                desk.sum += log;
            }
            off += log - pace;
            noise += time.log_deviation * time.log_deviation;
            count += 1.0;
        }
        if count >= DAY_SERVICES {
            let day = (off / count).clamp(-MOST_DESK_PACE, MOST_DESK_PACE);
            self.days.weight += 1.0;
            self.days.sum += day * day - noise / (count * count);
        }
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        for sums in self.services.values_mut() {
            let Sums { weight, log, log_squares, minutes } = sums;
            for sum in [weight, log, log_squares, minutes] {
                *sum *= keep;
            }
        }
        for residuals in self.desks.values_mut().chain([&mut self.days]) {
            residuals.weight *= keep;
            residuals.sum *= keep;
        }
    }

    fn time(&self, id: &ServiceId, setup: &Setup) -> ServiceTime {
        let prior = setup.services.get(id).map_or(ServiceTime::exactly(1.0), ServiceTime::from_setup);
        let Some(sums) = self.services.get(id).filter(|sums| sums.weight > 0.0) else { return prior };
        let share = sums.weight / (sums.weight + SETUP_WEIGHT);
        let blend = |learned: f64, known: f64| share * learned + (1.0 - share) * known;
        let log_mean = sums.log / sums.weight;
        let variance = (sums.log_squares / sums.weight - log_mean * log_mean).max(0.0);
        let deviation = blend(variance, prior.log_deviation * prior.log_deviation).sqrt();
        // The mean is kept exactly, whatever the shape: waits are sums of services.
        let mean = blend(sums.minutes / sums.weight, prior.mean());
        ServiceTime::with_mean(mean, deviation.clamp(DEVIATIONS.0, DEVIATIONS.1), sums.weight)
    }

    fn pace(&self, desk: &DeskId) -> f64 {
        let pace = self.desks.get(desk).map_or(0.0, |desk| desk.sum / (desk.weight + DESK_WEIGHT));
        pace.clamp(-MOST_DESK_PACE, MOST_DESK_PACE)
    }

    pub(crate) fn teach(&self, setup: &Setup, learned: &mut Learned) {
        learned.services = setup.services.keys().map(|id| (id.clone(), self.time(id, setup))).collect();
        learned.desk_pace = self.desks.keys().map(|id| (id.clone(), self.pace(id))).collect();
        let prior = learned.pace_spread * learned.pace_spread * SPREAD_WEIGHT;
        let variance = (self.days.sum + prior) / (self.days.weight + SPREAD_WEIGHT);
        learned.pace_spread = variance.max(0.0).sqrt().clamp(SPREADS.0, SPREADS.1);
    }
}
