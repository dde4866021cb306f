//! How a branch really calls: most follow the call order, some call by arrival, some CSRs pick.

use serde::{Deserialize, Serialize};

/// The places in the call order, after the first, whose visitors are picked more or less often than others. The last one
/// stands for all that are further behind.
pub const PICKED_PLACES: usize = 16;

/// Shares of the calls for which there was a choice. The rest follows the call order of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallHabits {
    /// The visitor who had waited longest was called, though another was first in the call order.
    pub by_arrival: f64,
    /// Any other visitor was called.
    pub at_random: f64,
    /// How often such a visitor was the second in the call order, the third and so on, against equal chances for all.
    pub picked: [f64; PICKED_PLACES],
}

impl Default for CallHabits {
    fn default() -> Self {
        Self { by_arrival: 0.0, at_random: 0.0, picked: [1.0; PICKED_PLACES] }
    }
}

impl CallHabits {
    /// How often the visitor is picked who is at a place after the first, which is place 0.
    pub(crate) fn picked_at(&self, place: usize) -> f64 {
        self.picked[place.min(PICKED_PLACES - 1)]
    }

    /// The probability that a visitor at a place after the first is picked, among so many of them.
    pub(crate) fn chance(&self, place: usize, count: usize) -> f64 {
        let all: f64 = (0..count).map(|other| self.picked_at(other)).sum();
        self.picked_at(place) / all.max(1e-9)
    }
}
