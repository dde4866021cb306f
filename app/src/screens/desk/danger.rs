//! Danger at a desk: a button held for long raises it without a sign, and other desks show it when nobody has gone.

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::prelude::*;
use wire::{Alert, AlertKind, Time};

/// The button is held for so long, in milliseconds.
const HELD: f64 = 1_500.0;
/// Nobody has gone for so long, in milliseconds: the other desks are told too.
const UNANSWERED: i64 = 30_000;

/// How long a button has been held.
#[derive(Clone, Copy)]
pub struct Hold(StoredValue<f64>);

impl Hold {
    pub fn new() -> Self {
        Self(StoredValue::new(f64::MAX))
    }

    /// The button goes down.
    pub fn down(self, event: &PointerEvent) {
        self.0.set_value(event.time_stamp());
    }

    /// Whether it was held long enough when it came up. A keyboard does not hold.
    pub fn was_long(self, up: &MouseEvent) -> bool {
        let down = self.0.get_value();
        self.0.set_value(f64::MAX);
        is_long(down, up.time_stamp())
    }
}

fn is_long(down: f64, up: f64) -> bool {
    up - down >= HELD
}

/// The alerts that a desk shows now: danger elsewhere only when nobody has gone for 30 seconds.
pub fn due(alerts: &[Alert], now: Time) -> Vec<Alert> {
    let shown = |alert: &&Alert| alert.kind != AlertKind::Danger || now.millis() - alert.since.millis() >= UNANSWERED;
    alerts.iter().filter(shown).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn danger_goes_further_when_nobody_has_gone_for_thirty_seconds() {
        let since = sample::head().at;
        let alert = |kind| Alert { id: 1, kind, fault: None, place: "2".to_owned(), label: "2".to_owned(), since };
        let alerts = [alert(AlertKind::Danger), alert(AlertKind::DeskHelp)];
        let after = |seconds: i64| due(&alerts, Time::from_millis(since.millis() + seconds * 1_000)).len();
        assert_eq!([after(0), after(29), after(30)], [1, 1, 2]);
    }

    #[test]
    fn only_a_button_that_is_held_means_danger() {
        assert!(is_long(1_000.0, 2_600.0) && !is_long(1_000.0, 1_200.0));
        assert!(!is_long(f64::MAX, 2_600.0), "a key has no beginning");
    }
}
