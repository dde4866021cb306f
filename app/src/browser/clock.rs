//! The server's time, continued between two of its messages.
//!
//! A tablet's clock may be wrong, or may be set while a page is open; the running time of a page is always right. Before
//! the first tick, and on the server, the time is that of the page's snapshot.

use leptos::prelude::*;
use wire::Time;

/// A clock that ticks once a second in the browser and stands still on the server.
#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<Time>,
    told: StoredValue<(Time, f64)>,
}

impl Clock {
    /// A clock that shows `at` until it is told better.
    pub fn starting_at(at: Time) -> Self {
        Self { now: RwSignal::new(at), told: StoredValue::new((at, 0.0)) }
    }

    /// The present time in steps of 5 seconds, for figures in minutes, so that they are drawn less often.
    pub fn slowly(self) -> Memo<Time> {
        Memo::new(move |_| Time::from_millis(self.now.get().millis().div_euclid(5_000) * 5_000))
    }

    /// The present time to the second, for countdowns.
    pub fn now(self) -> Time {
        self.now.get()
    }

    /// Sets the clock by the server's time.
    pub fn correct(self, at: Time) {
        self.told.try_set_value((at, running_millis()));
        self.tick();
    }

    /// Moves the clock to the present time; called once a second.
    pub fn tick(self) {
        if let Some(now) = self.at(running_millis()) {
            self.now.try_set(now);
        }
    }

    /// The server's time when the page had run for so many milliseconds.
    #[allow(clippy::cast_possible_truncation)]
    pub fn at(self, running: f64) -> Option<Time> {
        let (at, told) = self.told.try_get_value()?;
        Some(Time::from_millis(at.millis() + (running - told) as i64))
    }
}

/// Milliseconds since the page was opened. No change of the device's clock moves them.
pub fn running_millis() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
