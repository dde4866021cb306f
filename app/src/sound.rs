//! The chime of the lobby: one after another, never over one another, and a sign when the browser forbids it.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlAudioElement;

/// How long one chime takes, with the pause after it, in milliseconds.
const CHIME: u64 = 1_600;
/// No more chimes than this wait for their turn: a burst after a long silence must not ring for minutes.
const LONGEST_QUEUE: u32 = 6;

/// A chime and those that wait to be heard.
#[derive(Clone, Copy)]
pub struct Chime {
    player: StoredValue<Option<Player>, LocalStorage>,
    blocked: RwSignal<bool>,
}

struct Player {
    audio: HtmlAudioElement,
    refused: Closure<dyn FnMut(JsValue)>,
    waiting: u32,
    busy: bool,
}

impl Chime {
    /// Silent until [`Chime::prepare`] is called in the browser.
    pub fn new() -> Self {
        Self { player: StoredValue::new_local(None), blocked: RwSignal::new(false) }
    }

    /// Whether the browser wants a person to allow sound.
    pub fn blocked(self) -> bool {
        self.blocked.get()
    }

    /// Loads the sound and tries, unheard, whether the browser lets it play.
    pub fn prepare(self, address: &str) {
        let Ok(audio) = HtmlAudioElement::new_with_src(address) else { return };
        let refused = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            self.blocked.try_set(true);
        });
        audio.set_volume(0.0);
        self.player.set_value(Some(Player { audio, refused, waiting: 0, busy: false }));
        self.play();
    }

    /// Rings once, after those that ring or wait already.
    pub fn ring(self) {
        let free = self.player.try_update_value(|player| {
            player.as_mut().is_some_and(|player| {
                player.waiting = (player.waiting + 1).min(LONGEST_QUEUE);
                !player.busy
            })
        });
        if free == Some(true) {
            self.ring_next();
        }
    }

    /// A person pressed "turn the sound on": from now on the browser allows it.
    pub fn allow(self) {
        self.blocked.set(false);
        self.ring();
    }

    fn ring_next(self) {
        let ready = self.player.try_update_value(|player| {
            player.as_mut().is_some_and(|player| {
                player.busy = player.waiting > 0;
                player.waiting = player.waiting.saturating_sub(1);
                player.audio.set_volume(1.0);
                player.busy
            })
        });
        if ready == Some(true) {
            self.play();
            set_timeout(move || self.ring_next(), Duration::from_millis(CHIME));
        }
    }

    fn play(self) {
        self.player.try_with_value(|player| {
            let Some(player) = player else { return };
            player.audio.set_current_time(0.0);
            if let Ok(playing) = player.audio.play() {
                let _ = playing.catch(&player.refused);
            }
        });
    }
}
