//! How durations are spread: percentiles, and the mean with its interval.

use records::kpi::mean_and_median;

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// Durations in milliseconds. Of nothing there is no value.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spread {
    pub n: u32,
    pub mean: Option<f64>,
    /// The normal 95 % interval of the mean; `None` of fewer than two.
    pub interval: Option<(f64, f64)>,
    pub median: Option<i64>,
    pub p80: Option<i64>,
    pub p90: Option<i64>,
    pub p95: Option<i64>,
}

impl Spread {
    pub fn of(durations: &[i64]) -> Self {
        let mut sorted = durations.to_vec();
        sorted.sort_unstable();
        let Some((_, median)) = mean_and_median(sorted.clone()) else { return Self::default() };
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a year are exact in a double")]
        let of_each = || sorted.iter().map(|duration| *duration as f64);
        let n = u32::try_from(sorted.len()).unwrap_or(u32::MAX);
        let count = f64::from(n);
        let mean = of_each().sum::<f64>() / count;
        let squares = of_each().map(|duration| (duration - mean).powi(2)).sum::<f64>();
        let interval = (n > 1).then(|| {
            let half = Z * (squares / (count - 1.0) / count).sqrt();
            ((mean - half).max(0.0), mean + half)
        });
        let at = |percent| percentile(&sorted, percent);
        Self { n, mean: Some(mean), interval, median: Some(median), p80: at(80), p90: at(90), p95: at(95) }
    }
}

/// The smallest value that so many in a hundred values do not exceed (the nearest rank, without interpolation), of sorted values.
pub fn percentile(sorted: &[i64], percent: u32) -> Option<i64> {
    let rank = (sorted.len() * percent as usize).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}
