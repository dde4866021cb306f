//! A mean that no single observation can spoil, and how much the observations vary about it.

use crate::learned::ServiceTime;
use serde::{Deserialize, Serialize};

/// An observation counts as at most so many times the present mean, and the room below.
const MOST_TIMES: f64 = 4.0;
/// The ratio of standard deviation to mean before any was measured, and how many observations that counts for.
const VARIATION: (f64, f64) = (0.5, 10.0);
const MOST_VARIATION: f64 = 1.5;

/// A running mean that begins at a given value, which counts like some observations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Mean {
    weight: f64,
    sum: f64,
    squares: f64,
}

impl Mean {
    pub(crate) fn add(&mut self, value: f64, prior: (f64, f64), room: f64) {
        let most = MOST_TIMES * self.value(prior) + room;
        let value = value.clamp(0.0, most);
        self.sum += value;
        self.squares += value * value;
        self.weight += 1.0;
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        let Self { weight, sum, squares } = self;
        for sum in [weight, sum, squares] {
            *sum *= keep;
        }
    }

    /// The mean of the observations and of `prior`: a value, and how many observations it counts for.
    pub(crate) fn value(&self, (value, weight): (f64, f64)) -> f64 {
        (self.sum + value * weight) / (self.weight + weight)
    }

    /// The lognormal distribution of the observations, with that mean.
    pub(crate) fn time(&self, prior: (f64, f64)) -> ServiceTime {
        let mean = self.sum / self.weight.max(1e-9);
        let variance = (self.squares / self.weight.max(1e-9) - mean * mean).max(0.0);
        let measured = if mean > 0.0 { variance / (mean * mean) } else { 0.0 };
        let squares = self.weight * measured + VARIATION.1 * VARIATION.0 * VARIATION.0;
        let variation = (squares / (self.weight + VARIATION.1)).sqrt().min(MOST_VARIATION);
        ServiceTime::varying(self.value(prior), variation, self.weight)
    }
}

#[cfg(test)]
mod tests {
    use super::Mean;

    #[test]
    fn one_wild_observation_moves_the_mean_a_little() {
        let mut mean = Mean::default();
        (0..50).for_each(|_| mean.add(0.5, (0.75, 10.0), 1.0));
        mean.add(540.0, (0.75, 10.0), 1.0);
        assert!((mean.value((0.75, 10.0)) - 0.58).abs() < 0.02, "{}", mean.value((0.75, 10.0)));
    }

    #[test]
    fn a_time_varies_as_its_observations_do() {
        let mut mean = Mean::default();
        (0..500).for_each(|n| mean.add(if n % 2 == 0 { 0.5 } else { 1.5 }, (1.0, 3.0), 1.0));
        let time = mean.time((1.0, 3.0));
        assert!((time.mean() - 1.0).abs() < 0.01, "{time:?}");
        assert!((time.log_deviation - 0.472).abs() < 0.01, "{time:?}");
    }
}
