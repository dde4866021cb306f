//! The last times at which somebody looked at a branch's forecast. A branch at which nobody looks is not predicted.

use crate::feeds::Screen;
use queue::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};

/// A look counts for this time: screens are drawn again every ten seconds.
const LOOKS_MS: i64 = 15_000;

/// Who reads the branch's public page has it predicted at most so often.
const OUTSIDE_MS: i64 = 60_000;

/// The last looks, in milliseconds since 1970.
#[derive(Debug, Default)]
pub struct Looks {
    any: AtomicI64,
    kiosk: AtomicI64,
    manager: AtomicI64,
    /// The last look from the public page for which a prediction was made.
    outside: AtomicI64,
}

impl Looks {
    /// Notes a look at a screen. Returns whether the screen shows any forecast.
    pub fn note(&self, screen: &Screen, now: Timestamp) -> bool {
        if !screen.shows_waits() {
            return false;
        }
        self.any.store(now.0, Ordering::Relaxed);
        match screen {
            Screen::Kiosk => self.kiosk.store(now.0, Ordering::Relaxed),
            Screen::Manager => self.manager.store(now.0, Ordering::Relaxed),
            _ => {}
        }
        true
    }

    /// Notes that somebody reads the public page. Returns whether a prediction may be made for them: one a minute, however
    /// many read it.
    pub fn note_outside(&self, now: Timestamp) -> bool {
        let last = self.outside.load(Ordering::Relaxed);
        // After the clock has stepped back the next look counts.
        let allowed = !(0..OUTSIDE_MS).contains(&(now.0 - last));
        allowed && self.outside.compare_exchange(last, now.0, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    /// Whether somebody looks at any screen with a forecast.
    pub fn any(&self, now: Timestamp) -> bool {
        is_recent(&self.any, now)
    }

    /// Whether a kiosk shows its page.
    pub fn kiosk(&self, now: Timestamp) -> bool {
        is_recent(&self.kiosk, now)
    }

    /// Whether a manager looks.
    pub fn manager(&self, now: Timestamp) -> bool {
        is_recent(&self.manager, now)
    }
}

/// Whether a look is recent. After the clock has stepped back no look is recent until the next one.
fn is_recent(look: &AtomicI64, now: Timestamp) -> bool {
    (0..LOOKS_MS).contains(&(now.0 - look.load(Ordering::Relaxed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_counts_until_the_next_draw_would_have_come() {
        let looks = Looks::default();
        assert!(!looks.any(Timestamp(1_000_000)));
        assert!(looks.note(&Screen::Kiosk, Timestamp(1_000_000)));
        assert!(looks.any(Timestamp(1_014_000)) && looks.kiosk(Timestamp(1_014_000)));
        assert!(!looks.manager(Timestamp(1_000_000)) && !looks.any(Timestamp(1_015_000)));
    }

    #[test]
    fn however_many_read_the_public_page_they_cost_one_prediction_a_minute() {
        let looks = Looks::default();
        let allowed = |from: i64, to: i64| (from..to).filter(|now| looks.note_outside(Timestamp(*now))).count();
        assert_eq!(allowed(1_000_000, 1_060_000), 1);
        assert_eq!(allowed(1_060_000, 1_060_100), 1);
        assert!(looks.note_outside(Timestamp(500_000)), "the clock has stepped back");
    }

    #[test]
    fn a_screen_without_waits_asks_for_no_prediction() {
        let looks = Looks::default();
        assert!(!looks.note(&Screen::Lobby, Timestamp(1_000_000)));
        assert!(!looks.any(Timestamp(1_000_000)));
    }
}
