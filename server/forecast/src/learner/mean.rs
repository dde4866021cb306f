//! A mean that no single observation can spoil.

use serde::{Deserialize, Serialize};

/// An observation counts as at most so many times the present mean, and the room below.
const MOST_TIMES: f64 = 4.0;

/// A running mean that begins at a given value, which counts like some observations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mean {
    weight: f64,
    sum: f64,
}

impl Mean {
    pub(crate) fn add(&mut self, value: f64, prior: (f64, f64), room: f64) {
        let most = MOST_TIMES * self.value(prior) + room;
        self.sum += value.clamp(0.0, most);
        self.weight += 1.0;
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        self.weight *= keep;
        self.sum *= keep;
    }

    /// The mean of the observations and of `prior`: a value, and how many observations it counts for.
    pub(crate) fn value(&self, (value, weight): (f64, f64)) -> f64 {
        (self.sum + value * weight) / (self.weight + weight)
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
}
