//! The past days of a desk: when it opened, paused and closed. The days themselves are kept, the latest of them, because
//! pauses follow no formula: a simulated desk goes on as it did on a past day that began like this one.

use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The last so many days of a desk are kept.
pub(crate) const DAYS_KEPT: usize = 40;

/// One day of a desk, in seconds of the branch's local day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskDay {
    /// 0 is Monday.
    pub weekday: u8,
    pub opens: u32,
    pub closes: u32,
    /// Begin and end of each pause, in order. A pause begins when it was due, although its desk was still serving.
    pub pauses: Vec<(u32, u32)>,
}

/// The last days of a desk, latest last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskDays {
    pub days: VecDeque<DeskDay>,
}

impl DeskDays {
    pub(crate) fn add(&mut self, day: DeskDay) {
        if self.days.len() == DAYS_KEPT {
            self.days.pop_front();
        }
        self.days.push_back(day);
    }
}
