//! Figures of what visitors said, as FORECAST.md defines them. Each carries its count; counts are added before they are
//! divided, so percentages are never averaged. A figure of nobody is no figure.

use serde::{Deserialize, Serialize};

/// Below this many answers CSAT and NPS are not shown: they would tell of single visitors.
pub const SHOWN_FROM: u32 = 10;

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A figure in percent, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub n: u32,
    /// `None` of nobody.
    pub value: Option<f64>,
    pub interval: Option<(f64, f64)>,
}

impl Figure {
    /// Returns the figure, without its value where too few answered for it to be shown.
    #[must_use]
    pub fn shown(self) -> Self {
        if self.n < SHOWN_FROM { Self { value: None, interval: None, ..self } } else { self }
    }
}

/// The effort that visitors had (CES 2.0): a mean of 1 to 7.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Effort {
    pub n: u32,
    pub mean: Option<f64>,
    /// How many in a hundred said 5 to 7.
    pub easy: Option<f64>,
    /// The normal 95 % interval of the mean, within 1 to 7.
    pub interval: Option<(f64, f64)>,
}

/// Returns the Wilson interval of `k` of `n`, in percent.
pub fn wilson(k: u32, n: u32) -> Option<(f64, f64)> {
    if n == 0 {
        return None;
    }
    let (k, n) = (f64::from(k), f64::from(n));
    let p = k / n;
    let scale = 1.0 + Z * Z / n;
    let middle = (p + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some((100.0 * (middle - half).max(0.0), 100.0 * (middle + half).min(1.0)))
}

/// Returns `k` of `n` in percent, with the Wilson interval.
pub fn share(k: u32, n: u32) -> Figure {
    Figure { n, value: percent(k, n), interval: wilson(k, n) }
}

/// Returns CSAT of these counts: `ratings[0]` visitors said 1, `ratings[4]` said 5.
pub fn csat(ratings: [u32; 5]) -> Figure {
    share(ratings[3] + ratings[4], ratings.iter().sum())
}

/// Returns NPS of these counts: `ratings[0]` visitors said 0, `ratings[10]` said 10. The interval is the adjusted Wald one.
pub fn nps(ratings: [u32; 11]) -> Figure {
    let n: u32 = ratings.iter().sum();
    if n == 0 {
        return Figure { n, value: None, interval: None };
    }
    let promoters = f64::from(ratings[9] + ratings[10]);
    let detractors = f64::from(ratings[..7].iter().sum::<u32>());
    let value = 100.0 * (promoters - detractors) / f64::from(n);
    let adjusted = f64::from(n) + 3.0;
    let (up, down) = ((promoters + 0.75) / adjusted, (detractors + 0.75) / adjusted);
    let mean = up - down;
    let half = Z * ((up + down - mean * mean) / adjusted).sqrt();
    let interval = (100.0 * (mean - half).max(-1.0), 100.0 * (mean + half).min(1.0));
    Figure { n, value: Some(value), interval: Some(interval) }
}

/// Returns CES of these counts: `ratings[0]` visitors said 1, `ratings[6]` said 7.
pub fn ces(ratings: [u32; 7]) -> Effort {
    let n: u32 = ratings.iter().sum();
    if n == 0 {
        return Effort { n, mean: None, easy: None, interval: None };
    }
    let count = f64::from(n);
    let each = || ratings.iter().zip(1_u32..).map(|(count, rating)| (f64::from(*count), f64::from(rating)));
    let mean = each().map(|(count, rating)| count * rating).sum::<f64>() / count;
    let spread = each().map(|(count, rating)| count * (rating - mean).powi(2)).sum::<f64>();
    let interval = (n > 1).then(|| {
        let half = Z * (spread / (count - 1.0) / count).sqrt();
        ((mean - half).max(1.0), (mean + half).min(7.0))
    });
    Effort { n, mean: Some(mean), easy: percent(ratings[4..].iter().sum(), n), interval }
}

fn percent(k: u32, n: u32) -> Option<f64> {
    (n > 0).then(|| 100.0 * f64::from(k) / f64::from(n))
}

/// Returns the mean and the median of whole numbers, such as milliseconds until a case was resolved.
pub fn mean_and_median(mut values: Vec<i64>) -> Option<(i64, i64)> {
    values.sort_unstable();
    let count = i64::try_from(values.len()).ok().filter(|count| *count > 0)?;
    let middle = values.len() / 2;
    let median = if values.len() % 2 == 1 { values[middle] } else { i64::midpoint(values[middle - 1], values[middle]) };
    Some((values.iter().sum::<i64>() / count, median))
}
