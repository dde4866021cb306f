//! What visitors were told, and how good that was.

use crate::score::{RangeScore, Score};
use crate::simple::METHODS;
use forecast::Wait;
use queue::{ServiceId, Timestamp};
use std::collections::BTreeMap;

/// What one visitor was told. All in minutes.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub date: String,
    pub ticket: String,
    pub issued: Timestamp,
    pub wait: Wait,
    pub simple: [f64; METHODS.len()],
}

/// The scores of one group of tickets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scores {
    pub forecast: Score,
    pub simple: [Score; METHODS.len()],
    /// The conformal ranges, and the same as people read them.
    pub ranges: RangeScore,
    pub rounded: RangeScore,
    /// The ranges of the simulation alone.
    pub simulated: RangeScore,
}

impl Scores {
    pub(crate) fn add(&mut self, told: &Told, waited: f64) {
        let Wait { simulated, low, high, .. } = told.wait;
        self.forecast.add(simulated.median, waited);
        for (score, simple) in self.simple.iter_mut().zip(told.simple) {
            score.add(simple, waited);
        }
        self.ranges.add((low, high), waited);
        self.simulated.add((simulated.low, simulated.high), waited);
        let estimate = told.wait.estimate();
        self.rounded.add((f64::from(estimate.low_minutes), f64::from(estimate.high_minutes)), waited);
    }
}

/// The scores by service.
pub type ByService = BTreeMap<ServiceId, Scores>;
