//! Reads a screen aloud: it reads what is new, says what is focused, and follows the keys.
//!
//! It reads the document and not the screen's state, so it reads whatever a screen shows.

use super::keys::{Action, Writing, action};
use super::speaker::Speaker;
use super::{SpeechMode, VOLUME_MOST, document as page};
use crate::browser::typing;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MutationObserver, MutationObserverInit};
use words::{Locale, t};

/// The time between a change and the look at it, so that changes that come together are read together.
const SOON: Duration = Duration::from_millis(120);

/// Reads one screen.
#[derive(Clone, Copy)]
pub struct Reader {
    mode: SpeechMode,
    locale: Signal<Locale>,
    available: Signal<bool>,
    speaker: Speaker,
    seen: StoredValue<Seen>,
}

/// What was read already.
#[derive(Default)]
struct Seen {
    /// Whether a look is due.
    looking: bool,
    /// Whether the focus has moved, or the focused control has changed.
    touched: bool,
    heading: String,
    dialog: String,
    regions: Vec<String>,
}

impl Reader {
    /// Starts to read the screen: while `mode` is on, where `available`. The keys work always.
    pub fn follow(mode: SpeechMode, locale: Signal<Locale>, branch: String, available: Signal<bool>) -> Self {
        let speaker = Speaker::new(mode, branch);
        let reader = Self { mode, locale, available, speaker, seen: StoredValue::new(Seen::default()) };
        Effect::new(move || reader.listen());
        Effect::watch(move || mode.on.get(), move |on, _, _| reader.turned(*on), false);
        Effect::watch(move || mode.volume.get(), move |_, _, _| speaker.follow_volume(), false);
        reader
    }

    /// Keeps these texts as sound for when the connection is lost; each must be the whole of what will be read.
    pub fn keep(self, texts: &[String]) {
        let locale = self.locale.get_untracked();
        for text in texts {
            self.speaker.keep(locale, text);
        }
    }

    /// A count that changes while something is said, that is, while somebody listens. Tracked.
    pub fn progress(self) -> u32 {
        self.speaker.progress()
    }

    fn listen(self) {
        window_event_listener(ev::keydown, move |event| self.key(&event));
        window_event_listener(ev::pointerdown, move |_| self.speaker.stop());
        window_event_listener(ev::focusin, move |_| self.touched());
        window_event_listener(ev::change, move |_| self.touched());
        let changed = Closure::<dyn FnMut()>::new(move || self.soon());
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_attributes(true);
        what.set_subtree(true);
        if let (Some(root), Ok(observer)) = (page::root(), MutationObserver::new(changed.as_ref().unchecked_ref())) {
            let _ = observer.observe_with_options(&root, &what);
        }
        // The observer lives as long as the page, and so does what it calls.
        changed.forget();
    }

    fn touched(self) {
        self.seen.try_update_value(|seen| seen.touched = true);
        self.soon();
    }

    fn soon(self) {
        if self.mode.on.try_get_untracked() != Some(true) {
            return;
        }
        let first = self.seen.try_update_value(|seen| !std::mem::replace(&mut seen.looking, true));
        if first == Some(true) {
            set_timeout(move || self.look(), SOON);
        }
    }

    /// Begins to read, or falls silent, after speech was turned on or off.
    fn turned(self, on: bool) {
        let locale = self.locale.get_untracked();
        self.seen.try_update_value(|seen| *seen = Seen::default());
        if on {
            self.speaker.say(locale, t!(locale, speech.on));
            self.speaker.add(locale, t!(locale, speech.how));
            self.soon();
        } else {
            self.speaker.forget();
        }
    }

    /// Reads what is new since the last look.
    fn look(self) {
        let Some(before) = self.seen.try_update_value(std::mem::take) else { return };
        if self.mode.on.try_get_untracked() != Some(true) {
            return;
        }
        let locale = self.locale.get_untracked();
        let (dialog, main) = (page::dialog(), page::main());
        let seen = Seen {
            looking: false,
            touched: false,
            heading: main.as_ref().map(page::heading).unwrap_or_default(),
            dialog: dialog.as_ref().map(page::heading).unwrap_or_default(),
            regions: page::regions(),
        };
        if let Some(dialog) = dialog.filter(|_| seen.dialog != before.dialog) {
            self.speaker.say(locale, &page::text(&dialog));
            self.tell_focus(locale, true);
        } else if let Some(main) = main.filter(|_| seen.heading != before.heading) {
            self.read(locale, &page::text(&main), before.heading.is_empty());
            // Who went on by a key before the screen was read hears where that led.
            if before.touched {
                self.tell_focus(locale, true);
            }
        } else {
            if before.touched {
                self.tell_focus(locale, false);
            }
            for text in seen.regions.iter().filter(|text| is_news(text, &before.regions)) {
                self.speaker.add(locale, text);
            }
        }
        self.seen.try_set_value(seen);
    }

    /// Reads a screen, and how to go on from it.
    fn read(self, locale: Locale, text: &str, first: bool) {
        let choices = u32::try_from(page::choices()).unwrap_or(u32::MAX);
        // The first screen is read after the word that speech is on.
        if first {
            self.speaker.add(locale, text);
        } else {
            self.speaker.say(locale, text);
        }
        self.speaker.add(locale, &t!(locale, speech.choices, count = choices));
        self.speaker.add(locale, t!(locale, speech.go_on));
    }

    fn tell_focus(self, locale: Locale, after: bool) {
        let Some(control) = page::focused().map(|element| page::control(&element)) else { return };
        let words = control.words(locale);
        if after { self.speaker.add(locale, &words) } else { self.speaker.say(locale, &words) }
    }

    fn key(self, event: &web_sys::KeyboardEvent) {
        if event.default_prevented() || typing::is_command(event) {
            return;
        }
        let action = self.action(event);
        // Louder is heard at once, on what is being said; any other key ends that.
        if !matches!(action, Some(Action::Louder | Action::Quieter)) {
            self.speaker.stop();
        }
        let Some(action) = action else { return };
        if action == Action::Choose && !page::choose() {
            return;
        }
        // Out of a dialog, the browser's own Escape leads.
        if action == Action::Back && event.key() == "Escape" && page::dialog().is_some() {
            return;
        }
        event.prevent_default();
        self.act(action);
    }

    /// Returns the action of a key; `None` where the key may be text.
    fn action(self, event: &web_sys::KeyboardEvent) -> Option<Action> {
        let key = event.key();
        let field = typing::led_to();
        let writing = match &field {
            _ if typing::is_text(event) => Writing::Here,
            Some(_) => Writing::Led,
            None => Writing::Nowhere,
        };
        // Signs are text too, unless somebody listens, whose keypad has them; so is what takes a letter back.
        let listens = self.mode.on.get_untracked();
        let deletes = key == "Backspace" && field.is_some_and(|field| !field.value().is_empty());
        if writing == Writing::Led && (deletes || (typing::writes(event) && !listens)) {
            return None;
        }
        let letter = key.len() == 1 && key.starts_with(|letter: char| letter.is_ascii_alphabetic());
        let held = event.shift_key() || event.repeat();
        action(&key, writing).filter(|_| !(letter && held))
    }

    fn act(self, action: Action) {
        match action {
            Action::Next => page::move_focus(true),
            Action::Previous => page::move_focus(false),
            Action::Back => page::back(),
            Action::Repeat if self.mode.on.get_untracked() => self.speaker.repeat(),
            Action::Louder | Action::Quieter => self.change_volume(action == Action::Louder),
            Action::Speech if self.available.get_untracked() => self.mode.on.update(|on| *on = !*on),
            Action::Choose | Action::Repeat | Action::Speech => {}
        }
    }

    fn change_volume(self, louder: bool) {
        self.mode.change_volume(louder);
        if self.mode.on.get_untracked() && !self.speaker.is_busy() {
            let locale = self.locale.get_untracked();
            let volume = self.mode.volume.get_untracked();
            self.speaker.say(locale, &t!(locale, speech.volume, volume = volume, most = VOLUME_MOST));
        }
    }
}

/// Whether a region's text was not there when it was last looked.
fn is_news(text: &str, before: &[String]) -> bool {
    !text.is_empty() && !before.iter().any(|said| said == text)
}
