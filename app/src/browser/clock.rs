//! The time as the server tells it, carried on between two of its messages.
//!
//! A tablet's clock may be wrong or be set while a page is open; the browser's own running time is not. Before
//! the first tick, and on the server, it is the moment of the page's snapshot.

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

    /// The present moment to within 5 seconds, for what is told in minutes: fewer changes, fewer redraws.
    pub fn slowly(self) -> Memo<Time> {
        Memo::new(move |_| Time::from_millis(self.now.get().millis().div_euclid(5_000) * 5_000))
    }

    /// The present moment to the second, for what is counted down.
    pub fn now(self) -> Time {
        self.now.get()
    }

    /// The server said that it is `at`.
    pub fn correct(self, at: Time) {
        self.told.try_set_value((at, running_millis()));
        self.tick();
    }

    /// A second has passed.
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

/// Milliseconds since the page was opened; nobody can set them.
pub fn running_millis() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
