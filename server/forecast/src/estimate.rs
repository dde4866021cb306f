//! An uncertain time becomes the range that people read. All rounding is done here, so that every screen shows the same
//! figure.

use queue::{Duration, Service};

/// How far the 80 % quantile of a normal distribution lies from its mean, in standard deviations.
const Q80: f64 = 0.8416;
/// How far the 90 % quantile lies above the mean, and the 10 % quantile below it, in standard deviations.
const Q90: f64 = 1.2816;

const MINUTE: i64 = 60_000;
/// A range wider than this, in minutes, is told in steps of [`COARSE_STEP`], since its edges are not known better.
const WIDE: i64 = 10;
const COARSE_STEP: i64 = 5;

/// A wait as a range: with 80 % probability, as far as the set-up's service times hold, it is neither shorter than
/// `low_minutes` nor longer than `high_minutes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Whole minutes, rounded down.
    pub low_minutes: u32,
    /// Whole minutes, rounded up; at least `low_minutes`.
    pub high_minutes: u32,
}

/// A span with a mean and a variance.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct UncertainTime {
    /// Milliseconds, never negative.
    pub(crate) mean: i64,
    /// Square milliseconds.
    pub(crate) variance: f64,
}

impl UncertainTime {
    /// The time of a whole service, of which sigma = (p80 - mean) / 0.8416.
    pub(crate) fn of_service(service: &Service) -> Self {
        let sigma = float(service.p80.0.saturating_sub(service.expected.0)) / Q80;
        Self { mean: service.expected.0, variance: sigma * sigma }
    }

    /// The time that is left of this service after `elapsed`. At least a quarter of the mean time is left, and at least
    /// a minute, since a visit that overruns does not end at once. The variance shrinks in proportion to the time left.
    pub(crate) fn after(self, elapsed: Duration) -> Self {
        let floor = (self.mean / 4).max(MINUTE).min(self.mean);
        let left = self.mean.saturating_sub(elapsed.0.max(0)).max(floor);
        Self { mean: left, variance: self.variance * float(left) / float(self.mean.max(1)) }
    }

    /// The sum of two independent times.
    pub(crate) fn then(self, next: Self) -> Self {
        Self { mean: self.mean.saturating_add(next.mean), variance: self.variance + next.variance }
    }

    /// The range from the 10 % to the 90 % quantile, for people: whole minutes, the low edge down and the high edge
    /// up; both to multiples of five where that range is wider than ten minutes.
    pub(crate) fn estimate(self) -> Estimate {
        let spread = whole(Q90 * self.variance.sqrt());
        let mut low = (self.mean.saturating_sub(spread)).max(0) / MINUTE;
        let mut high = round_up(self.mean.saturating_add(spread), MINUTE) / MINUTE;
        if high - low > WIDE {
            low -= low % COARSE_STEP;
            high = round_up(high, COARSE_STEP);
        }
        Estimate { low_minutes: minutes(low), high_minutes: minutes(high) }
    }
}

fn round_up(value: i64, step: i64) -> i64 {
    value.saturating_add(step - 1) / step * step
}

fn minutes(minutes: i64) -> u32 {
    u32::try_from(minutes).unwrap_or(u32::MAX)
}

/// Converts milliseconds; exact up to 24 days, which no visit takes.
fn float(milliseconds: i64) -> f64 {
    f64::from(i32::try_from(milliseconds).unwrap_or(i32::MAX))
}

#[allow(clippy::cast_possible_truncation, reason = "a cast from a float stops at the ends of the range")]
fn whole(milliseconds: f64) -> i64 {
    milliseconds.round() as i64
}

#[cfg(test)]
mod tests {
    use super::{Estimate, MINUTE, UncertainTime};
    use queue::{Duration, Letter, Service};

    fn service(expected: i64, p80: i64) -> UncertainTime {
        let letter = Letter::new('A').unwrap();
        UncertainTime::of_service(&Service {
            letter,
            target: Duration(1),
            expected: Duration(expected),
            p80: Duration(p80),
        })
    }

    fn range(wait: UncertainTime) -> (u32, u32) {
        let Estimate { low_minutes, high_minutes } = wait.estimate();
        (low_minutes, high_minutes)
    }

    fn left_of(expected: i64, elapsed: i64) -> i64 {
        service(expected, expected).after(Duration(elapsed)).mean
    }

    #[test]
    fn a_wait_that_is_known_is_rounded_outwards() {
        let known = |mean| range(UncertainTime { mean, variance: 0.0 });
        assert_eq!(known(0), (0, 0));
        assert_eq!(known(1), (0, 1));
        assert_eq!(known(7 * MINUTE), (7, 7));
        assert_eq!(known(7 * MINUTE + 1), (7, 8));
    }

    #[test]
    fn the_range_goes_from_the_first_to_the_last_decile() {
        // sigma = 2 min / 0.8416 = 2.376 min; 10 -/+ 1.2816 sigma = 6.95 to 13.05.
        assert_eq!(range(service(10 * MINUTE, 12 * MINUTE)), (6, 14));
    }

    #[test]
    fn uncertainty_adds_up_by_its_square() {
        let one = service(10 * MINUTE, 12 * MINUTE);
        // 20 -/+ 3.05 * sqrt(2) = 15.69 to 24.31.
        assert_eq!(range(one.then(one)), (15, 25));
    }

    #[test]
    fn a_wide_range_is_told_in_steps_of_five_minutes() {
        let one = service(10 * MINUTE, 12 * MINUTE);
        // 30 -/+ 3.05 * sqrt(3) = 24.72 to 35.28.
        assert_eq!(range(one.then(one).then(one)), (20, 40));
    }

    #[test]
    fn a_range_of_ten_minutes_is_still_told_to_the_minute() {
        let (ten, eleven) = (service(10 * MINUTE, 12 * MINUTE), service(11 * MINUTE, 13 * MINUTE));
        // 21 -/+ 3.05 * sqrt(2) = 16.69 to 25.31.
        assert_eq!(range(ten.then(eleven)), (16, 26));
    }

    #[test]
    fn a_wait_is_never_below_zero() {
        // sigma = 4.75 min; 5 -/+ 6.09 = -1.09 to 11.09.
        assert_eq!(range(service(5 * MINUTE, 9 * MINUTE)), (0, 15));
    }

    #[test]
    fn what_is_left_of_a_service_shrinks_to_a_quarter_and_not_below_a_minute() {
        assert_eq!(left_of(10 * MINUTE, 4 * MINUTE), 6 * MINUTE);
        assert_eq!(left_of(10 * MINUTE, 60 * MINUTE), 10 * MINUTE / 4);
        assert_eq!(left_of(2 * MINUTE, 60 * MINUTE), MINUTE);
        assert_eq!(left_of(MINUTE / 2, 60 * MINUTE), MINUTE / 2);
        assert_eq!(left_of(10 * MINUTE, -MINUTE), 10 * MINUTE);
    }

    #[test]
    fn what_is_left_of_a_service_is_as_uncertain_as_it_is_long() {
        let whole = service(10 * MINUTE, 12 * MINUTE);
        let half = whole.after(Duration(5 * MINUTE));
        assert!((half.variance - whole.variance / 2.0).abs() < 1.0);
    }

    #[test]
    fn the_longest_times_overflow_nothing() {
        let longest = service(i64::MAX, i64::MAX);
        let Estimate { low_minutes, high_minutes } = longest.then(longest).after(Duration(i64::MIN)).estimate();
        assert!(low_minutes <= high_minutes);
    }
}
