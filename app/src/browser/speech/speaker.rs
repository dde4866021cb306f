//! Says texts one after the other: each in parts, each part fetched by its address while the one before it is heard.

use super::chunks::chunks;
use super::patience::VISITOR;
use super::{Player, SpeechMode};
use crate::address;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::VecDeque;
use words::Locale;

/// The voice of one screen.
#[derive(Clone, Copy)]
pub struct Speaker {
    player: Player,
    mode: SpeechMode,
    branch: StoredValue<String>,
    says: StoredValue<Says>,
    /// Counts the parts that were begun and ended, for those who want to know that somebody is listening.
    progress: RwSignal<u32>,
}

#[derive(Default)]
struct Says {
    /// Addresses of the parts that wait.
    waiting: VecDeque<String>,
    /// Addresses of what was said since the last interruption, to be repeated.
    last: Vec<String>,
    running: bool,
}

impl Speaker {
    pub fn new(mode: SpeechMode, branch: String) -> Self {
        Self {
            player: Player::new(VISITOR),
            mode,
            branch: StoredValue::new(branch),
            says: StoredValue::new(Says::default()),
            progress: RwSignal::new(0),
        }
    }

    /// Stops what is being said, and says this text.
    pub fn say(self, locale: Locale, text: &str) {
        let parts = self.addresses(locale, text);
        if parts.is_empty() {
            return;
        }
        self.says.try_update_value(|says| {
            says.last.clone_from(&parts);
            says.waiting = parts.into();
        });
        self.player.stop();
        self.go_on();
    }

    /// Says this text after everything that waits.
    pub fn add(self, locale: Locale, text: &str) {
        let parts = self.addresses(locale, text);
        self.says.try_update_value(|says| {
            says.last.extend(parts.iter().cloned());
            says.waiting.extend(parts);
        });
        self.go_on();
    }

    /// Fetches the sound of a text that may have to be said without a connection, and keeps it.
    pub fn keep(self, locale: Locale, text: &str) {
        for address in self.addresses(locale, text) {
            self.player.keep(&address);
        }
    }

    /// Falls silent. The last text can still be repeated.
    pub fn stop(self) {
        self.says.try_update_value(|says| says.waiting.clear());
        self.player.stop();
    }

    /// Falls silent, and forgets the last text.
    pub fn forget(self) {
        self.stop();
        self.says.try_update_value(|says| says.last.clear());
    }

    /// Says the last text again from its beginning.
    pub fn repeat(self) {
        self.says.try_update_value(|says| says.waiting = says.last.clone().into());
        self.player.stop();
        self.go_on();
    }

    pub fn is_busy(self) -> bool {
        self.player.is_busy()
    }

    /// Plays on at the changed volume.
    pub fn follow_volume(self) {
        self.player.set_volume(self.mode.gain());
    }

    /// A count that changes while something is said. Tracked.
    pub fn progress(self) -> u32 {
        self.progress.get()
    }

    fn addresses(self, locale: Locale, text: &str) -> Vec<String> {
        let branch = self.branch.try_get_value().unwrap_or_default();
        chunks(text).iter().map(|part| address::speech(&branch, locale, part)).collect()
    }

    /// Starts the task that says what waits, unless it runs.
    fn go_on(self) {
        let idle = self.says.try_update_value(|says| !std::mem::replace(&mut says.running, true));
        if idle == Some(true) {
            spawn_local(async move {
                while let Some(address) = self.next() {
                    self.progress.try_update(|progress| *progress += 1);
                    self.player.prepare(&address);
                    if let Some(after) = self.after() {
                        self.player.prepare(&after);
                    }
                    // A part that does not come, however often it was asked for, is passed over: the next may.
                    self.player.play(&address, || self.mode.gain()).await;
                    self.progress.try_update(|progress| *progress += 1);
                }
            });
        }
    }

    fn next(self) -> Option<String> {
        self.says
            .try_update_value(|says| {
                let next = says.waiting.pop_front();
                says.running = next.is_some();
                next
            })
            .flatten()
    }

    /// The address of the part that is said after the one that was taken last.
    fn after(self) -> Option<String> {
        self.says.try_with_value(|says| says.waiting.front().cloned()).flatten()
    }
}
