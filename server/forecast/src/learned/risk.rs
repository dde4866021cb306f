//! Who does not come when called, and who leaves before: both grow with the wait.

use super::hazard::passes;
use serde::{Deserialize, Serialize};

/// The probability that a called visitor does not come: 1 - exp(-(wait / A)^B), with A in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NoShows {
    /// `None` while no visitor was ever absent.
    pub scale_minutes: Option<f64>,
    pub shape: f64,
}

impl Default for NoShows {
    fn default() -> Self {
        Self { scale_minutes: None, shape: 1.0 }
    }
}

impl NoShows {
    /// The probability after a wait in minutes.
    pub fn probability(&self, wait: f64) -> f64 {
        self.scale_minutes.map_or(0.0, |scale| 1.0 - (-(wait.max(0.0) / scale).powf(self.shape)).exp())
    }
}

/// The edges, in minutes, of the spans of waiting in which people leave equally often. The last span has no end.
pub const LEAVING_EDGES: [f64; 9] = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 80.0];

/// How many of those who wait leave in a minute, by how long they have waited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Leaving {
    pub per_minute: [f64; LEAVING_EDGES.len() + 1],
}

impl Leaving {
    /// After how many minutes of waiting in all a visitor leaves who has waited `waited` minutes. `patience` is a number
    /// of the exponential distribution with mean 1. Infinite where nobody leaves.
    pub(crate) fn leaves_after(&self, waited: f64, patience: f64) -> f64 {
        passes(&LEAVING_EDGES, &self.per_minute, waited, patience)
    }
}

#[cfg(test)]
mod tests {
    use super::{Leaving, NoShows};

    #[test]
    fn nobody_is_absent_before_one_was() {
        assert!(NoShows::default().probability(500.0).abs() < 1e-12);
    }

    #[test]
    fn absence_grows_with_the_wait() {
        let no_shows = NoShows { scale_minutes: Some(100.0), shape: 1.0 };
        assert!((no_shows.probability(100.0) - 0.632).abs() < 1e-3);
        assert!(no_shows.probability(-5.0).abs() < 1e-12);
    }

    #[test]
    fn patience_is_used_up_span_by_span() {
        let mut leaving = Leaving::default();
        assert!(leaving.leaves_after(3.0, 1.0).is_infinite());
        leaving.per_minute[4] = 0.1; // 2 to 5 minutes
        leaving.per_minute[5] = 0.2; // 5 to 10 minutes
        assert!((leaving.leaves_after(0.0, 0.1) - 3.0).abs() < 1e-9);
        assert!((leaving.leaves_after(4.0, 0.5) - 7.0).abs() < 1e-9);
        assert!(leaving.leaves_after(0.0, 9.0).is_infinite());
    }
}
