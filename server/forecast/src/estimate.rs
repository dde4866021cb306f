//! A wait becomes the range that people read. All rounding is done here, so that every screen shows the same figure.

use crate::conformal::Simulated;

/// A range wider than this, in minutes, is told in steps of [`COARSE_STEP`], since its edges are not known better.
const WIDE: i64 = 10;
const COARSE_STEP: i64 = 5;
/// Beyond a day nothing is told to the minute, and no conversion overflows.
const LONGEST_MINUTES: f64 = 1e6;
/// Edges this close to a whole minute are that minute: the sum of whole minutes is one, whatever was added up.
const EXACT: f64 = 1e-6;

/// A wait as a range for people, in whole minutes: 8 of 10 waits lie in it, as far as the branch's past tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Rounded down.
    pub low_minutes: u32,
    /// Rounded up; at least `low_minutes`.
    pub high_minutes: u32,
    /// Half of the waits are shorter; rounded to the nearest minute, and inside the range.
    pub median_minutes: u32,
}

/// The wait of one visitor from now, in minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wait {
    /// What the simulation gave. A called ticket teaches [`Conformal`](crate::Conformal) with it.
    pub simulated: Simulated,
    /// The conformal range.
    pub low: f64,
    pub high: f64,
    /// The share of the runs in which the visitor is not called before the desks close.
    pub not_today: f64,
}

impl Wait {
    /// The range for people: whole minutes, the low edge down and the high edge up; both to multiples of five where that
    /// range is wider than ten minutes.
    pub fn estimate(&self) -> Estimate {
        let mut low = minutes((self.low + EXACT).floor());
        let mut high = minutes((self.high - EXACT).ceil()).max(low);
        if high - low > WIDE {
            low -= low % COARSE_STEP;
            high = (high + COARSE_STEP - 1) / COARSE_STEP * COARSE_STEP;
        }
        let median = minutes(self.simulated.median.round()).clamp(low, high);
        let [low_minutes, high_minutes, median_minutes] =
            [low, high, median].map(|minutes| u32::try_from(minutes).unwrap_or(u32::MAX));
        Estimate { low_minutes, high_minutes, median_minutes }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the minutes are clamped first")]
fn minutes(minutes: f64) -> i64 {
    minutes.clamp(0.0, LONGEST_MINUTES) as i64
}

#[cfg(test)]
mod tests {
    use super::{Estimate, Simulated, Wait};

    fn range(low: f64, median: f64, high: f64) -> (u32, u32, u32) {
        let simulated = Simulated { low, median, high };
        let Estimate { low_minutes, high_minutes, median_minutes } =
            Wait { simulated, low, high, not_today: 0.0 }.estimate();
        (low_minutes, median_minutes, high_minutes)
    }

    #[test]
    fn a_wait_that_is_known_is_rounded_outwards() {
        assert_eq!(range(0.0, 0.0, 0.0), (0, 0, 0));
        assert_eq!(range(0.1, 0.1, 0.1), (0, 0, 1));
        assert_eq!(range(7.0, 7.0, 7.0), (7, 7, 7));
        assert_eq!(range(7.1, 7.1, 7.1), (7, 7, 8));
    }

    #[test]
    fn a_wide_range_is_told_in_steps_of_five_minutes() {
        assert_eq!(range(24.7, 30.0, 35.3), (20, 30, 40));
    }

    #[test]
    fn a_range_of_ten_minutes_is_still_told_to_the_minute() {
        assert_eq!(range(16.7, 21.4, 25.3), (16, 21, 26));
    }

    #[test]
    fn the_median_lies_in_the_range() {
        assert_eq!(range(5.0, 9.0, 6.0), (5, 6, 6));
    }

    #[test]
    fn the_longest_times_overflow_nothing() {
        assert_eq!(range(0.0, 1e300, f64::INFINITY).2, 1_000_000);
        assert_eq!(range(f64::NAN, f64::NAN, f64::NAN), (0, 0, 0));
    }
}
