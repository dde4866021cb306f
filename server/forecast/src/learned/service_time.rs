//! How long a service takes: a lognormal distribution.

use crate::random::{normal_probability, normal_quantile};
use queue::{Duration, Service};
use serde::{Deserialize, Serialize};

/// The 80 % quantile of the standard normal distribution.
const Q80: f64 = 0.841_621;
pub(crate) const MILLISECONDS_PER_MINUTE: f64 = 60_000.0;
/// A service that overran all that is known of it takes a little longer still, in minutes.
const LEAST_LEFT_MINUTES: f64 = 0.02;
/// No service is expected to go on for longer than so many times its mean.
const MOST_LEFT: f64 = 4.0;

/// The service time in minutes is exp(`log_mean` + `log_deviation` * N(0, 1)).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ServiceTime {
    pub log_mean: f64,
    pub log_deviation: f64,
    /// How many services it was learned from; old ones count less.
    pub observations: f64,
}

impl ServiceTime {
    /// The distribution with this mean and this 80 % quantile. Where no lognormal has both, it has the mean and is as
    /// wide as it can be.
    pub(crate) fn from_setup(service: &Service) -> Self {
        let [mean, p80] = [service.expected, service.p80].map(minutes);
        let ratio = (p80.max(1e-9) / mean.max(1e-9)).max(1.0).ln();
        let log_deviation = Q80 - (Q80 * Q80 - 2.0 * ratio).max(0.0).sqrt();
        Self::with_mean(mean, log_deviation, 0.0)
    }

    pub(crate) fn with_mean(mean: f64, log_deviation: f64, observations: f64) -> Self {
        Self { log_mean: mean.max(1e-6).ln() - log_deviation * log_deviation / 2.0, log_deviation, observations }
    }

    /// A time with this mean and this ratio of standard deviation to mean.
    pub fn varying(mean: f64, variation: f64, observations: f64) -> Self {
        Self::with_mean(mean, (1.0 + variation * variation).ln().sqrt(), observations)
    }

    pub(crate) fn exactly(minutes: f64) -> Self {
        Self::with_mean(minutes, 0.0, 0.0)
    }

    /// The mean service time in minutes.
    pub fn mean(&self) -> f64 {
        (self.log_mean + self.log_deviation * self.log_deviation / 2.0).exp()
    }

    /// The time that belongs to a standard normal number.
    pub(crate) fn at(&self, normal: f64) -> f64 {
        (self.log_mean + self.log_deviation * normal).exp()
    }

    /// What is left of a service after `elapsed` minutes, for a number between 0 and 1. `factor` is the pace of the desk
    /// and the day.
    pub(crate) fn left(&self, elapsed: f64, factor: f64, uniform: f64) -> f64 {
        let mean = self.mean() * factor;
        // A visit that overruns does not end at once: a quarter of its mean is left, or a minute.
        let overrun = (mean / 4.0).max(1.0).min(mean);
        if self.log_deviation < 1e-3 {
            return (mean - elapsed.max(0.0)).max(overrun);
        }
        if elapsed <= 0.0 {
            return self.at(normal_quantile(uniform)) * factor;
        }
        let passed = normal_probability(((elapsed / factor).ln() - self.log_mean) / self.log_deviation);
        if passed > 0.999 {
            return overrun * 2.0 * uniform + LEAST_LEFT_MINUTES;
        }
        let whole = self.at(normal_quantile(passed + (1.0 - passed) * uniform)) * factor;
        (whole - elapsed).clamp(LEAST_LEFT_MINUTES.min(mean), MOST_LEFT * mean)
    }
}

/// Exact up to 24 days, which no visit takes.
pub(crate) fn milliseconds(span: Duration) -> f64 {
    f64::from(i32::try_from(span.0).unwrap_or(if span.0 < 0 { i32::MIN } else { i32::MAX }))
}

pub(crate) fn minutes(span: Duration) -> f64 {
    milliseconds(span) / MILLISECONDS_PER_MINUTE
}

#[cfg(test)]
mod tests {
    use super::ServiceTime;
    use queue::{Duration, Letter, Service};

    fn service(expected: i64, p80: i64) -> ServiceTime {
        let letter = Letter::new('A').unwrap();
        let [expected, p80] = [expected, p80].map(Duration::minutes);
        ServiceTime::from_setup(&Service { letter, target: Duration(1), expected, p80 })
    }

    #[test]
    fn the_set_up_s_mean_and_p80_are_kept() {
        let time = service(10, 12);
        assert!((time.mean() - 10.0).abs() < 1e-9);
        assert!((time.at(0.841_621) - 12.0).abs() < 1e-3, "{}", time.at(0.841_621));
    }

    #[test]
    fn a_p80_that_no_lognormal_has_keeps_the_mean() {
        let time = service(10, 60);
        assert!((time.mean() - 10.0).abs() < 1e-9 && time.log_deviation < 1.0);
    }

    #[test]
    fn a_known_time_shrinks_to_a_quarter_and_not_below_a_minute() {
        let left = |expected, elapsed| service(expected, expected).left(elapsed, 1.0, 0.5);
        for (expected, elapsed, minutes) in [(10, 4.0, 6.0), (10, 60.0, 2.5), (2, 60.0, 1.0), (10, -1.0, 10.0)] {
            assert!((left(expected, elapsed) - minutes).abs() < 1e-9, "{expected} after {elapsed}");
        }
    }

    #[test]
    fn what_is_left_after_the_median_is_what_the_upper_half_takes() {
        let time = service(10, 13);
        let median = time.log_mean.exp();
        // Half of the upper half takes longer than the 75 % quantile.
        let left = time.left(median, 1.0, 0.5);
        assert!((left - (time.at(0.674_49) - median)).abs() < 1e-2, "{left}");
    }

    #[test]
    fn a_service_that_overran_everything_ends_within_its_mean() {
        for uniform in [0.001, 0.5, 0.999] {
            let left = service(10, 13).left(540.0, 1.0, uniform);
            assert!(left > 0.0 && left < 10.0, "{left}");
        }
    }

    #[test]
    fn a_slow_desk_takes_longer() {
        assert!((service(10, 10).left(0.0, 1.5, 0.5) - 15.0).abs() < 1e-9);
    }
}
