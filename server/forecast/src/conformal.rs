//! The range learns from its own errors (split conformal prediction, Romano and others, 2019): after each call it is
//! known how far the wait lay outside the simulated range, and the next range is wider by what 80 % of them needed.

use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The errors of the last so many called tickets count.
const KEPT: usize = 400;
/// With fewer errors than this the simulated range stands as it is.
const ENOUGH: usize = 40;
const COVERAGE: f64 = 0.8;
/// The range becomes at most this much narrower, as a share of its width on each side, ...
const NARROWEST: f64 = -0.4;
/// ... and at most this much wider.
const WIDEST: f64 = 20.0;
/// A simulated range narrower than this counts as this wide.
const LEAST_WIDTH_MINUTES: f64 = 1.0;

/// The simulated range of one wait, in minutes: the shortest that holds 75 % of the runs, and the median in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

impl Simulated {
    fn width(self) -> f64 {
        (self.high - self.low).max(LEAST_WIDTH_MINUTES)
    }

    /// What errors are measured in. A long wait is a sum of many services, whose spread the simulation knows well; what it
    /// does not know, how fast a visitor walks or a CSR tidies up, weighs more in a short one. The fourth root lies between
    /// the same room for every range, and room in proportion to its width: so short and long waits are covered alike.
    fn scale(self) -> f64 {
        self.width().sqrt().sqrt()
    }
}

/// How far the waits of a branch lay outside their simulated ranges, latest last.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Conformal {
    errors: VecDeque<f32>,
}

impl Conformal {
    /// Counts a ticket that was called: the range that was simulated for it, and the minutes that it then waited.
    #[allow(clippy::cast_possible_truncation, reason = "an error needs no more than seven digits")]
    pub fn learn(&mut self, simulated: Simulated, waited: f64) {
        // A visitor who finds a free desk is told 0, and teaches nothing of how uncertain waits are.
        if simulated.high <= 0.0 {
            return;
        }
        let error = (simulated.low - waited).max(waited - simulated.high) / simulated.scale();
        if !error.is_finite() {
            return;
        }
        if self.errors.len() == KEPT {
            self.errors.pop_front();
        }
        self.errors.push_back(error as f32);
    }

    /// By how many times the fourth root of its width a range grows on each side; below 0 where the simulated ranges were too wide.
    pub fn margin(&self) -> f64 {
        if self.errors.len() < ENOUGH {
            return 0.0;
        }
        let mut errors: Vec<f32> = self.errors.iter().copied().collect();
        // The smallest error that (n + 1) * 80 % of the errors do not exceed.
        let rank = (as_float(errors.len() + 1) * COVERAGE).ceil();
        let index = (0..errors.len()).find(|index| as_float(index + 1) >= rank).unwrap_or(errors.len() - 1);
        let (_, error, _) = errors.select_nth_unstable_by(index, f32::total_cmp);
        f64::from(*error)
    }

    /// The range that people are told, in minutes, before it is rounded: never below zero, and never without the median.
    pub fn range(&self, simulated: Simulated) -> (f64, f64) {
        self.range_with(self.margin(), simulated)
    }

    /// The range for a margin that was asked for once, for many tickets.
    #[allow(clippy::unused_self, reason = "a range is a conformal one only with a margin of one")]
    pub(crate) fn range_with(&self, margin: f64, simulated: Simulated) -> (f64, f64) {
        let width = simulated.width();
        let room = (margin * simulated.scale()).clamp(NARROWEST * width, WIDEST * width);
        let low = (simulated.low - room).min(simulated.median).max(0.0);
        (low, (simulated.high + room).max(simulated.median).max(low))
    }

    /// How many called tickets the margin rests on.
    pub fn observations(&self) -> usize {
        self.errors.len()
    }
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Conformal, KEPT, Simulated};

    const TEN_TO_TWENTY: Simulated = Simulated { low: 10.0, median: 15.0, high: 20.0 };

    fn after(waits: impl IntoIterator<Item = f64>) -> Conformal {
        let mut conformal = Conformal::default();
        waits.into_iter().for_each(|waited| conformal.learn(TEN_TO_TWENTY, waited));
        conformal
    }

    #[test]
    fn with_fewer_than_forty_calls_the_simulated_range_stands() {
        assert_eq!(after([90.0; 39]).range(TEN_TO_TWENTY), (10.0, 20.0));
        assert!(after([90.0; 40]).range(TEN_TO_TWENTY).1 > 80.0);
    }

    #[test]
    fn the_range_grows_to_what_eighty_percent_of_the_waits_needed() {
        // A fifth of the waits ends at 30, the others at 22: a margin of 2 of 10.
        let conformal = after((0..100).map(|n| if n % 6 == 0 { 30.0 } else { 22.0 }));
        let (low, high) = conformal.range(TEN_TO_TWENTY);
        assert!((low - 8.0).abs() < 1e-4 && (high - 22.0).abs() < 1e-4, "{low} {high}");
    }

    #[test]
    fn a_range_that_was_too_wide_becomes_narrower_and_keeps_its_median() {
        let (low, high) = after([15.0; 100]).range(TEN_TO_TWENTY);
        assert!(low > 10.0 && high < 20.0 && low <= 15.0 && high >= 15.0);
    }

    #[test]
    fn only_the_last_four_hundred_calls_count() {
        let conformal = after([90.0; 400].into_iter().chain([22.0; KEPT]));
        assert_eq!(conformal.observations(), 400);
        assert!((conformal.range(TEN_TO_TWENTY).1 - 22.0).abs() < 1e-4);
    }

    #[test]
    fn a_wait_of_nonsense_is_not_counted() {
        assert_eq!(after([f64::NAN, f64::INFINITY]).observations(), 0);
    }

    #[test]
    fn a_range_never_starts_below_zero() {
        let soon = Simulated { low: 0.0, median: 0.0, high: 1.0 };
        assert!(after([25.0; 60]).range(soon).0.abs() < 1e-9);
    }

    #[test]
    fn a_narrow_range_grows_by_more_of_its_width_than_a_wide_one() {
        let conformal = after([22.0; 60]);
        let grown = |high: f64| conformal.range(Simulated { low: 0.0, median: 0.5, high }).1 - high;
        assert!((grown(10.0) - 2.0).abs() < 1e-4 && (grown(160.0) - 4.0).abs() < 1e-4, "{}", grown(160.0));
    }
}
