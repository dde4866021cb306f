//! Speech in the browser: texts as sound from the server, one after the other and never over one another, and a screen
//! that can be heard and walked by keys alone.
//!
//! `player` plays one sound, which `sounds` fetches into memory; `shelf` holds the fetched sounds, and `patience` the time
//! limits. `voices` knows which languages are spoken. `speaker` says texts, in the parts of `chunks`. `reader` follows a
//! screen through the document alone, so it knows no screen; `document` reads the page and moves the focus, `control` words
//! what is focused, and `keys` is what the keys mean.

mod chunks;
mod control;
mod document;
mod keys;
mod patience;
mod player;
mod reader;
mod shelf;
mod sounds;
mod speaker;
mod voices;

pub use patience::HALL;
pub use player::{Ended, Player};
pub use reader::Reader;
pub use voices::Voices;

use leptos::prelude::*;

/// The steps of the volume, and the one that every visitor begins with.
pub const VOLUME_MOST: u8 = 5;
const VOLUME_FIRST: u8 = 3;

/// Whether a visitor hears the screen, and how loud.
#[derive(Clone, Copy)]
pub struct SpeechMode {
    pub on: RwSignal<bool>,
    /// From 1 to [`VOLUME_MOST`].
    pub volume: RwSignal<u8>,
}

impl SpeechMode {
    pub fn new() -> Self {
        Self { on: RwSignal::new(false), volume: RwSignal::new(VOLUME_FIRST) }
    }

    /// Turns speech off and resets the volume for the next visitor.
    pub fn reset(self) {
        self.on.set(false);
        self.volume.set(VOLUME_FIRST);
    }

    /// Makes speech a step louder or quieter. The lowest step can still be heard.
    fn change_volume(self, louder: bool) {
        self.volume.update(|volume| {
            *volume = if louder { (*volume + 1).min(VOLUME_MOST) } else { (*volume - 1).max(1) };
        });
    }

    /// The volume as a browser has it, from 0 to 1.
    fn gain(self) -> f64 {
        f64::from(self.volume.try_get_untracked().unwrap_or(VOLUME_FIRST)) / f64::from(VOLUME_MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_volume_has_five_steps_is_never_silent_and_is_reset_for_the_next_visitor() {
        Owner::new().with(|| {
            let mode = SpeechMode::new();
            mode.on.set(true);
            let change = |louder, times| (0..times).for_each(|_| mode.change_volume(louder));
            change(true, 9);
            assert!((mode.gain() - 1.0).abs() < f64::EPSILON);
            change(false, 9);
            assert_eq!(mode.volume.get_untracked(), 1);
            mode.reset();
            assert_eq!((mode.on.get_untracked(), mode.volume.get_untracked()), (false, VOLUME_FIRST));
        });
    }
}
