//! How a branch really calls: most follow the call order, some call by arrival, some CSRs pick.

use serde::{Deserialize, Serialize};

/// Shares of the calls for which there was a choice. The rest follows the call order of the queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct CallHabits {
    /// The visitor who had waited longest was called, though another was first in the call order.
    pub by_arrival: f64,
    /// Any other visitor was called.
    pub at_random: f64,
}
