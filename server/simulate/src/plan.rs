//! Which day is simulated.

use queue::{Day, Setup};

/// The day to simulate.
#[derive(Debug, Clone)]
pub struct Plan {
    pub day: Day,
    /// The set-up of that day, with its hours.
    pub setup: Setup,
    /// The day of the week: 0 for Monday to 6 for Sunday.
    pub weekday: usize,
    /// Every service takes so many times as long: 1 on a usual day.
    pub slow: f64,
}
