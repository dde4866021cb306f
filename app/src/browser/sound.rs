//! The chime of the lobby, and a sign when the browser forbids it.

use crate::browser::local::Local;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlAudioElement;

/// The length of one chime with the pause after it, in milliseconds.
const CHIME: u32 = 1_600;

/// A chime that is loaded once, so that it rings whatever becomes of the network.
#[derive(Clone, Copy)]
pub struct Chime {
    player: Local<Option<Player>>,
    blocked: RwSignal<bool>,
}

struct Player {
    audio: HtmlAudioElement,
    refused: Closure<dyn FnMut(JsValue)>,
}

impl Chime {
    /// Silent until [`Chime::prepare`] is called in the browser.
    pub fn new() -> Self {
        Self { player: Local::new(|| None), blocked: RwSignal::new(false) }
    }

    /// Whether the browser wants a person to allow sound.
    pub fn blocked(self) -> bool {
        self.blocked.get()
    }

    /// The browser has forbidden some sound.
    pub fn was_blocked(self) {
        self.blocked.try_set(true);
    }

    /// Loads the sound and tries, unheard, whether the browser lets it play.
    pub fn prepare(self, address: &str) {
        let Ok(audio) = HtmlAudioElement::new_with_src(address) else { return };
        let refused = Closure::<dyn FnMut(JsValue)>::new(move |_| self.was_blocked());
        self.player.update(|player| *player = Some(Player { audio, refused }));
        self.play(0.0);
    }

    /// Rings once; whoever waits for it does not ring over it.
    pub async fn ring(self) {
        self.play(1.0);
        TimeoutFuture::new(CHIME).await;
    }

    /// A person pressed "turn the sound on": from now on the browser allows it.
    pub fn allow(self) {
        self.blocked.set(false);
        self.play(1.0);
    }

    fn play(self, volume: f64) {
        self.player.with(|player| {
            let Some(player) = player else { return };
            player.audio.set_volume(volume);
            player.audio.set_current_time(0.0);
            if let Ok(playing) = player.audio.play() {
                let _ = playing.catch(&player.refused);
            }
        });
    }
}
