//! How many of those who have booked come.

use super::PastDay;
use crate::learned::{APPOINTMENTS_THAT_COME, Learned};
use serde::{Deserialize, Serialize};

/// What is assumed before any booking was counted counts for so many of them.
const ASSUMED_WEIGHT: f64 = 30.0;
/// On one day at most so many times as many stay away as were expected to, and the room below: a kiosk that was out of
/// order for a day says little of the visitors.
const MOST_TIMES: f64 = 4.0;
const ROOM: f64 = 1.0;

/// The bookings of a past day: 0 where they are not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PastBookings {
    /// Those that nobody had cancelled or moved to another day before their time.
    pub stood: u32,
    /// Those of them for which the visitor checked in.
    pub came: u32,
}

/// The same of all days, weighted by age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bookings {
    stood: f64,
    came: f64,
}

impl Bookings {
    pub(crate) fn add(&mut self, day: &PastDay) {
        let PastBookings { stood, came } = day.bookings;
        let stayed_away = f64::from(stood.saturating_sub(came));
        let stood = f64::from(stood);
        let most = MOST_TIMES * stood * (1.0 - self.share()) + ROOM;
        self.stood += stood;
        self.came += stood - stayed_away.min(most);
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        let Self { stood, came } = self;
        for sum in [stood, came] {
            *sum *= keep;
        }
    }

    /// The share of the booked visitors who come.
    fn share(&self) -> f64 {
        let share = (self.came + APPOINTMENTS_THAT_COME * ASSUMED_WEIGHT) / (self.stood + ASSUMED_WEIGHT);
        share.clamp(0.0, 1.0)
    }

    pub(crate) fn teach(&self, learned: &mut Learned) {
        learned.appointments_that_come = self.share();
    }
}
