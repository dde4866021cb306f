//! What a desk needs between two visitors: it tidies up, writes a note, fetches a paper, or stays away for a while without
//! saying so. Most gaps are short and some are long, so that no mean and no formula describes them: they are kept as rates.

use super::hazard::passes;
use serde::{Deserialize, Serialize};

/// The edges, in minutes since the last visitor, of the spans in which desks become ready equally often. The last span has
/// no end.
pub const GAP_EDGES: [f64; 24] = [
    0.02, 0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5, 3.0, 4.0,
    6.0, 10.0, 15.0,
];
/// Of the desks that are not ready, so many become so in a minute where nothing is in the way.
const AT_ONCE: f64 = 1e9;

/// How many of the desks that are not ready become so in a minute, by the time since their last visitor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    pub per_minute: [f64; GAP_EDGES.len() + 1],
}

/// Before any gap was measured a desk is ready at once.
impl Default for Gap {
    fn default() -> Self {
        Self { per_minute: [AT_ONCE; GAP_EDGES.len() + 1] }
    }
}

impl Gap {
    /// The minutes from one visitor to the next, for a number of the exponential distribution with mean 1.
    pub(crate) fn at(&self, chance: f64) -> f64 {
        passes(&GAP_EDGES, &self.per_minute, 0.0, chance)
    }

    /// The minutes that a desk still needs which has not been ready for `since` minutes.
    pub(crate) fn left(&self, since: f64, chance: f64) -> f64 {
        let since = since.max(0.0);
        passes(&GAP_EDGES, &self.per_minute, since, chance) - since
    }
}

#[cfg(test)]
mod tests {
    use super::{GAP_EDGES, Gap};

    #[test]
    fn before_any_gap_was_measured_a_desk_is_ready_at_once() {
        assert!(Gap::default().at(1.0) < 1e-3 && Gap::default().left(5.0, 1.0) < 1e-3);
    }

    #[test]
    fn a_desk_that_stayed_away_for_long_stays_away_longer_still() {
        // Half of the desks are ready within a minute, the others need ten more.
        let mut gap = Gap { per_minute: [2.0; GAP_EDGES.len() + 1] };
        gap.per_minute.iter_mut().zip(GAP_EDGES).filter(|(_, end)| *end > 1.0).for_each(|(rate, _)| *rate = 0.1);
        gap.per_minute[GAP_EDGES.len()] = 0.1;
        assert!((gap.at(1.0) - 0.5).abs() < 1e-9, "{}", gap.at(1.0));
        assert!((gap.left(3.0, 1.0) - 10.0).abs() < 1e-9, "{}", gap.left(3.0, 1.0));
    }
}
