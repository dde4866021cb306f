//! The chime of the lobby, and whether the browser forbids it.

use crate::browser::local::Local;
use gloo_timers::future::TimeoutFuture;
use js_sys::futures::JsFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlAudioElement;

/// The length of one chime with the pause after it, in milliseconds.
const CHIME: u32 = 1_600;

/// A chime that is loaded once, so that it rings without a network too.
#[derive(Clone, Copy)]
pub struct Chime {
    audio: Local<Option<HtmlAudioElement>>,
    blocked: RwSignal<bool>,
}

impl Chime {
    /// Silent until [`Chime::prepare`] is called in the browser.
    pub fn new() -> Self {
        Self { audio: Local::new(|| None), blocked: RwSignal::new(false) }
    }

    /// Whether the browser wants a person to allow sound.
    pub fn blocked(self) -> bool {
        self.blocked.get()
    }

    /// Notes that the browser has forbidden a sound.
    pub fn was_blocked(self) {
        self.blocked.try_set(true);
    }

    /// Loads the sound, and plays it without volume to find out whether the browser allows sound.
    pub fn prepare(self, address: &str) {
        let Ok(audio) = HtmlAudioElement::new_with_src(address) else { return };
        self.audio.update(|slot| *slot = Some(audio));
        self.play(0.0);
    }

    /// Rings once, at a volume from 0 to 1; whoever waits for it does not ring over it.
    pub async fn ring(self, volume: f64) {
        self.play(volume);
        TimeoutFuture::new(CHIME).await;
    }

    /// Rings after a person pressed "turn the sound on". From then on the browser allows sound.
    pub fn allow(self) {
        self.blocked.set(false);
        self.play(1.0);
    }

    fn play(self, volume: f64) {
        let playing = self.audio.with(|audio| {
            let audio = audio.as_ref()?;
            audio.set_volume(volume);
            audio.set_current_time(0.0);
            audio.play().ok()
        });
        let Some(playing) = playing.flatten() else { return };
        spawn_local(async move {
            if JsFuture::from(playing).await.is_err() {
                self.was_blocked();
            }
        });
    }
}
