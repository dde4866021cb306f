//! The distributions that are drawn from, and the streams of random numbers.

use queue::Duration;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::f64::consts::TAU;

/// The standard normal quantile of 0.8.
const NORMAL_P80: f64 = 0.841_621;

/// What a stream of random numbers is for. Each has numbers of its own, so that a change of one leaves the others.
#[derive(Debug, Clone, Copy)]
pub enum Purpose {
    Branch,
    Arrivals,
    Desks,
    Tokens,
}

/// A stream of random numbers for one purpose on one day.
pub fn stream(seed: u64, day: &str, purpose: Purpose) -> ChaCha8Rng {
    // FNV-1a spreads the day's text over the seed.
    let mixed = day
        .bytes()
        .fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let mut random = ChaCha8Rng::seed_from_u64(mixed);
    random.set_stream(purpose as u64);
    random
}

/// A standard normal number, by Box and Muller.
pub fn normal(random: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
    radius * (TAU * random.random::<f64>()).cos()
}

/// A standard normal number above a bound (Robert 1995 where the bound is rarely passed).
pub(crate) fn normal_above(bound: f64, random: &mut ChaCha8Rng) -> f64 {
    loop {
        if bound < 0.5 {
            let drawn = normal(random);
            if drawn > bound {
                return drawn;
            }
        } else {
            let rate = f64::midpoint(bound, (bound * bound + 4.0).sqrt());
            let drawn = bound + exponential(random) / rate;
            if random.random::<f64>() < (-0.5 * (drawn - rate).powi(2)).exp() {
                return drawn;
            }
        }
    }
}

/// An exponential number of mean 1.
pub fn exponential(random: &mut ChaCha8Rng) -> f64 {
    -(1.0 - random.random::<f64>()).ln()
}

/// A lognormal span of time.
#[derive(Debug, Clone, Copy)]
pub struct Lognormal {
    mu: f64,
    sigma: f64,
}

impl Lognormal {
    /// The distribution with this mean and this 80 % quantile. Where no lognormal has both, the mean is kept and the spread
    /// is the nearest possible one.
    pub fn with_p80(mean: Duration, p80: Duration) -> Self {
        let (mean, p80) = (millis(mean).max(1.0), millis(p80).max(1.0));
        // mu + sigma^2/2 = ln mean and mu + z sigma = ln p80, with z the quantile of 0.8: the smaller root.
        let root = (NORMAL_P80.powi(2) - 2.0 * (p80 / mean).ln()).max(0.0).sqrt();
        Self::new(mean, (NORMAL_P80 - root).max(0.2))
    }

    /// The distribution with this mean in milliseconds and this standard deviation of the logarithm.
    pub fn new(mean: f64, sigma: f64) -> Self {
        Self { mu: mean.max(1.0).ln() - sigma * sigma / 2.0, sigma }
    }

    /// The value in milliseconds at a standard normal number.
    pub fn at(self, normal: f64) -> f64 {
        (self.mu + self.sigma * normal).exp()
    }

    /// The standard normal number at a value in milliseconds.
    pub(crate) fn normal_at(self, value: f64) -> f64 {
        (value.max(1e-9).ln() - self.mu) / self.sigma
    }
}

/// A span as a number of milliseconds.
#[expect(clippy::cast_precision_loss, reason = "spans of a day are far below 2^52 milliseconds")]
pub fn millis(span: Duration) -> f64 {
    span.0 as f64
}

/// A number of milliseconds as a span, rounded.
#[expect(clippy::cast_possible_truncation, reason = "the value is bounded to ten years")]
pub fn span(millis: f64) -> Duration {
    Duration(millis.clamp(-3.2e11, 3.2e11).round() as i64)
}
