//! Calling a visitor's attention on their phone: title, vibration, sound. Not every phone can, and none must.

use crate::browser::family;
use crate::browser::sound::Chime;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wire::{RemoteStage, TicketStatus};
use words::{Locale, t};

/// The pause between two announcements of the wait to a screen reader.
const TOLD_EVERY: Duration = Duration::from_secs(30);

/// The chime of the phone, silent until a touch arms it: browsers allow no sound before.
#[derive(Clone, Copy)]
pub struct Attention {
    chime: Chime,
}

impl Attention {
    pub fn new() -> Self {
        Self { chime: Chime::new() }
    }

    /// Loads the sound. Browsers allow it only where this is called while a touch is being handled.
    pub fn arm(self) {
        self.chime.prepare("/chime.wav");
    }

    /// Vibrates, and rings if the chime was armed.
    pub fn call(self) {
        spawn_local(self.chime.ring(1.0));
        vibrate();
    }

    /// Changes the page's title and alerts the visitor whenever the ticket is called, or its visitor should leave.
    pub fn follow(self, locale: Locale, status: Memo<TicketStatus>, alarm: fn(Locale, &TicketStatus) -> String) {
        Effect::new(move || {
            if status.with(is_urgent) {
                document().set_title(&status.with(|status| alarm(locale, status)));
                self.call();
            } else {
                document().set_title(&[t!(locale, title.ticket), " · ", t!(locale, product)].concat());
            }
        });
    }

    /// Alerts the visitor whenever another ticket of the family is called.
    pub fn follow_others(self, family: family::Family) {
        Effect::watch(
            move || family.others.with(|others| others.iter().filter_map(called).collect::<Vec<_>>()),
            move |now, before, _| {
                let news = now.iter().any(|call| before.is_none_or(|before| !before.contains(call)));
                if news {
                    self.call();
                }
            },
            true,
        );
    }
}

/// The visitor is called, or should leave for the branch.
fn is_urgent(status: &TicketStatus) -> bool {
    match status {
        TicketStatus::Called { .. } => true,
        TicketStatus::Waiting { remote: Some(remote), .. } => remote.stage == RemoteStage::Leave,
        _ => false,
    }
}

/// Identifies one call of a ticket: its token, and how many calls it has had.
fn called(other: &family::Other) -> Option<(String, u32)> {
    match other.snapshot.status {
        TicketStatus::Called { calls, .. } => Some((other.token.clone(), calls)),
        _ => None,
    }
}

/// The text for the screen reader of a waiting visitor. It changes at most every half minute.
pub fn polite(
    locale: Locale,
    status: Memo<TicketStatus>,
    told: fn(Locale, &TicketStatus) -> String,
) -> RwSignal<String> {
    let polite = RwSignal::new(String::new());
    Effect::new(move || {
        let tell = move || {
            if let Some(words) = status.try_with_untracked(|status| told(locale, status)) {
                polite.try_set(words);
            }
        };
        if let Ok(interval) = set_interval_with_handle(tell, TOLD_EVERY) {
            on_cleanup(move || interval.clear());
        }
    });
    polite
}

fn vibrate() {
    let navigator = window().navigator();
    if js_sys::Reflect::has(&navigator, &"vibrate".into()).unwrap_or(false) {
        let pattern: js_sys::Array = [300, 150, 300, 150, 600].into_iter().map(wasm_bindgen::JsValue::from).collect();
        navigator.vibrate_with_pattern(&pattern);
    }
}
