//! Calls the lobby: chime, then the number in the visitor's language and in the branch's own; one call after the other.

use crate::address;
use crate::browser::clock::running_millis;
use crate::browser::sound::Chime;
use crate::browser::speech::{Ended, HALL, Player, Voices};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

mod queue;

pub use queue::Announcement;
use queue::Queue;

/// The pause between two looks for the next call, in milliseconds: a small part of the 300 in which a call is to be heard.
const BEAT: u32 = 50;
/// How long the words stay on the screen after they were spoken, in milliseconds.
const WORDS_STAND: f64 = 6_000.0;

/// The voice of the waiting room.
#[derive(Clone, Copy)]
pub struct Announcer {
    chime: Chime,
    player: Player,
    queue: StoredValue<Queue>,
    branch: StoredValue<String>,
    voices: Voices,
    /// The announcement that is being spoken, or was spoken last.
    said: RwSignal<Option<Announcement>>,
}

impl Announcer {
    /// Announces, in the browser, what is handed to [`Announcer::call`]; by the chime alone where no voice speaks.
    /// `wanted` says of an announcement whether it is to be made again.
    /// `loud` says how loud it is now, from 0 to 1.
    pub fn start(
        branch: String,
        voices: Voices,
        loud: impl Fn() -> f64 + 'static,
        wanted: impl Fn(&Announcement) -> bool + 'static,
    ) -> Self {
        let announcer = Self {
            chime: Chime::new(),
            player: Player::new(HALL),
            queue: StoredValue::new(Queue::default()),
            branch: StoredValue::new(branch),
            voices,
            said: RwSignal::new(None),
        };
        let asked = std::rc::Rc::new((loud, wanted));
        Effect::new(move || {
            announcer.chime.prepare("/chime.wav");
            spawn_local(announcer.run(asked.clone()));
        });
        announcer
    }

    /// Adds an announcement behind those that are being made or wait.
    pub fn call(self, announcement: Announcement) {
        self.queue.try_update_value(|queue| queue.call(announcement));
    }

    /// What is more urgent than any call: all that waits to be said is dropped.
    pub fn say_alone(self, announcement: Announcement) {
        self.queue.try_update_value(|queue| queue.say_alone(announcement));
    }

    /// Tracked: what is being said, as text.
    pub fn said(self) -> Option<Announcement> {
        self.said.get()
    }

    pub fn chime(self) -> Chime {
        self.chime
    }

    async fn run(self, asked: std::rc::Rc<(impl Fn() -> f64, impl Fn(&Announcement) -> bool)>) {
        let (loud, wanted) = &*asked;
        let mut words_until = 0.0;
        // Nothing any more when the page is gone.
        while let Some(next) = self.queue.try_update_value(|queue| queue.next(running_millis(), wanted)) {
            if let Some((announcement, first)) = next {
                self.said.try_set(Some(announcement.clone()));
                // Without a voice the chime is all that is heard of a call.
                let voiced = announcement.lines.iter().any(|(locale, _)| self.voices.speak_now(*locale));
                let quiet = self.queue.try_with_value(|queue| queue.chimes(running_millis())).unwrap_or(true);
                self.announce(&announcement, first && (quiet || !voiced), loud()).await;
                words_until = running_millis() + WORDS_STAND;
                let again = first && voiced;
                self.queue.try_update_value(|queue| queue.said(announcement, again, running_millis()));
            } else {
                if running_millis() > words_until && self.said.try_get_untracked().flatten().is_some() {
                    self.said.try_set(None);
                }
                TimeoutFuture::new(BEAT).await;
            }
        }
    }

    async fn announce(self, announcement: &Announcement, chimes: bool, volume: f64) {
        let branch = self.branch.try_get_value().unwrap_or_default();
        let spoken = announcement.lines.iter().filter(|(locale, _)| self.voices.speak_now(*locale));
        let sounds: Vec<String> = spoken.map(|(locale, words)| address::speech(&branch, *locale, words)).collect();
        // They come while the chime rings.
        for sound in &sounds {
            self.player.prepare(sound);
        }
        if chimes {
            self.chime.ring(volume).await;
        }
        for sound in sounds {
            if self.player.play(&sound, || volume).await == Ended::Blocked {
                self.chime.was_blocked();
            }
        }
    }
}
