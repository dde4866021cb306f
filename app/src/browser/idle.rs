//! Notices that nobody uses a screen any more. It asks "are you still there?", counts down, and then the visitor has gone.

use crate::browser::clock::running_millis;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;

/// Seconds without a touch, a key or a scroll before the question.
const ASK_AFTER: u32 = 45;
/// Seconds that the question stays on the screen.
const ANSWER_WITHIN: u32 = 30;

/// Watches one page.
#[derive(Clone, Copy)]
pub struct Idle {
    touched_at: StoredValue<f64>,
    remaining: RwSignal<Option<u32>>,
    patient: Signal<bool>,
}

impl Idle {
    /// Watches the page while `watched` is true, and calls `gone` when the question was not answered. Both times are twice as
    /// long while `patient` is true.
    pub fn watch(watched: Signal<bool>, patient: Signal<bool>, gone: impl Fn() + Clone + 'static) -> Self {
        let idle = Self { touched_at: StoredValue::new(0.0), remaining: RwSignal::new(None), patient };
        Effect::new(move || {
            idle.listen();
            let gone = gone.clone();
            if let Ok(interval) = set_interval_with_handle(move || idle.tick(watched, &gone), Duration::from_secs(1)) {
                on_cleanup(move || interval.clear());
            }
        });
        idle
    }

    /// The seconds that are left to answer the question; `None` while it is not asked.
    pub fn question(self) -> Option<u32> {
        self.remaining.get()
    }

    /// Notes that somebody used the screen.
    pub fn stay(self) {
        self.touched_at.try_set_value(running_millis());
        if self.remaining.try_get_untracked().flatten().is_some() {
            self.remaining.try_set(None);
        }
    }

    /// Notes that somebody listens. This counts as use of the screen, but does not answer the question.
    pub fn listens(self) {
        if self.remaining.try_get_untracked() == Some(None) {
            self.stay();
        }
    }

    fn listen(self) {
        self.stay();
        // A touch on the question itself is answered by its click: the question must not vanish under the finger.
        let touched = move || self.listens();
        window_event_listener(ev::pointerdown, move |_| touched());
        window_event_listener(ev::keydown, move |_| touched());
        window_event_listener(ev::wheel, move |_| touched());
        window_event_listener(ev::touchmove, move |_| touched());
        window_event_listener(ev::click, move |_| self.stay());
    }

    fn tick(self, watched: Signal<bool>, gone: &impl Fn()) {
        if watched.try_get_untracked() != Some(true) {
            self.stay();
            return;
        }
        let Some(touched_at) = self.touched_at.try_get_value() else { return };
        let patient = self.patient.try_get_untracked() == Some(true);
        let remaining = remaining(running_millis() - touched_at, patient);
        if remaining == Some(0) {
            self.stay();
            gone();
        } else if self.remaining.try_get_untracked() != Some(remaining) {
            self.remaining.try_set(remaining);
        }
    }
}

/// The seconds that are left to answer after a number of milliseconds without a touch; `None` while it is too early to ask.
fn remaining(untouched: f64, patient: bool) -> Option<u32> {
    let times = if patient { 2 } else { 1 };
    let (ask_after, answer_within) = (ASK_AFTER * times, ANSWER_WITHIN * times);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = (untouched.max(0.0) / 1_000.0) as u32;
    (seconds >= ask_after).then(|| (ask_after + answer_within).saturating_sub(seconds))
}

#[cfg(test)]
mod tests {
    use super::remaining;

    #[test]
    fn the_question_comes_after_45_seconds_and_stands_for_30() {
        assert_eq!(remaining(44_900.0, false), None);
        assert_eq!(remaining(45_000.0, false), Some(30));
        assert_eq!(remaining(74_000.0, false), Some(1));
        assert_eq!(remaining(75_000.0, false), Some(0));
        assert_eq!(remaining(999_000.0, false), Some(0));
    }
    #[test]
    fn for_a_patient_screen_both_times_are_twice_as_long() {
        assert_eq!(remaining(89_000.0, true), None);
        assert_eq!(remaining(90_000.0, true), Some(60));
        assert_eq!(remaining(150_000.0, true), Some(0));
    }
}
