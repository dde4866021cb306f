//! A keyboard at a screen: which keys write, where text is meant, and the field to which typing is led.
//!
//! A shortcut of one key asks here first, so that it never fires where a visitor or a member of staff is writing.

use leptos::ev;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

/// Fields for text; boxes and buttons are none.
const FIELDS: &str = "textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox'], [role='searchbox'], \
                      input:not([type='checkbox'], [type='radio'], [type='button'], [type='submit'], [type='reset'], [type='range'])";
/// The field to which a screen leads what is typed elsewhere on it.
const LED_TO: &str = "[data-typing]";

/// A text from a scanner has so many signs, of which so many differ: what is pressed for speech is a few, again and again.
const LEAST: usize = 8;
const DIFFERENT: usize = 4;
const MOST: usize = 300;
/// After so many milliseconds without a key, another begins a new text.
const LEFT_AFTER: f64 = 5_000.0;
/// After two different signs, keys that follow each other within so many milliseconds are a scanner's, and no shortcuts.
const SCANNED_WITHIN: f64 = 100.0;

/// Whether a key was pressed together with one that makes a command of it; `AltGr` does not, it writes.
pub fn is_command(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.alt_key() || event.meta_key()) && !event.get_modifier_state("AltGraph")
}

/// Whether text is being written: in a field, or by an input method that composes.
pub fn is_text(event: &KeyboardEvent) -> bool {
    event.is_composing() || matches!(event.key().as_str(), "Process" | "Dead" | "Unidentified") || in_field(event)
}

/// Whether an event happened in a field for text.
pub fn in_field(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.matches(FIELDS) == Ok(true))
}

/// Whether a key writes a character, or begins one.
pub fn writes(event: &KeyboardEvent) -> bool {
    let key = event.key();
    let one = key.chars().nth(1).is_none() && !key.is_empty();
    !is_command(event) && (one || matches!(key.as_str(), "Process" | "Dead" | "Unidentified"))
}

/// The field to which this screen leads what is typed, unless a dialog lies on top.
pub fn led_to() -> Option<HtmlInputElement> {
    if document().query_selector("dialog[open]").ok().flatten().is_some() {
        return None;
    }
    document().query_selector(LED_TO).ok().flatten()?.dyn_into().ok()
}

/// Leads what is typed anywhere on the screen to its field, for as long as the owner lives. The focus moves before the key
/// has its effect, so the browser writes the character into the field.
pub fn lead() {
    Effect::new(|| {
        let listening = window_event_listener(ev::keydown, |event| {
            let Some(field) = led_to().filter(|_| !event.default_prevented() && !in_field(&event)) else { return };
            let deletes = event.key() == "Backspace" && !field.value().is_empty() && !is_command(&event);
            if deletes || (writes(&event) && !is_own(&event)) {
                focus(&field);
            }
        });
        on_cleanup(move || listening.remove());
    });
}

/// Hands over what is typed where no field is, at Enter, for as long as the owner lives: a scanner types. What somebody began and
/// left is forgotten. It hears of each key before the shortcuts do.
pub fn scanned(read: impl Fn(String) + Copy + 'static) {
    Effect::new(move || {
        let begun = RefCell::new((0.0, String::new()));
        before_others(move |event| {
            let (key, writes) = (event.key(), writes(event));
            if in_field(event) || !(writes || key == "Enter") {
                return;
            }
            let (mut last, mut typed) = begun.take();
            let pause = event.time_stamp() - last;
            if pause > LEFT_AFTER {
                typed.clear();
            }
            if different(&typed) >= 2 && pause < SCANNED_WITHIN {
                event.stop_immediate_propagation();
            }
            last = event.time_stamp();
            if key == "Enter" && typed.len() >= LEAST && different(&typed) >= DIFFERENT {
                event.prevent_default();
                return read(typed);
            }
            if key == "Enter" {
                typed.clear();
            } else if typed.len() < MOST {
                typed.push_str(&key);
            }
            begun.replace((last, typed));
        });
    });
}

/// How many different letters and digits there are in a text.
fn different(typed: &str) -> usize {
    let mut signs: Vec<u8> = typed.bytes().filter(u8::is_ascii_alphanumeric).collect();
    signs.sort_unstable();
    signs.dedup();
    signs.len()
}

/// Listens to keys on their way down to where the focus is, for as long as the owner lives.
fn before_others(heard: impl Fn(&KeyboardEvent) + 'static) {
    let heard = StoredValue::new_local(Closure::<dyn Fn(KeyboardEvent)>::new(move |event| heard(&event)));
    heard.with_value(|heard| {
        let _ = window().add_event_listener_with_callback_and_bool("keydown", heard.as_ref().unchecked_ref(), true);
    });
    on_cleanup(move || {
        heard.try_with_value(|heard| {
            let _ =
                window().remove_event_listener_with_callback_and_bool("keydown", heard.as_ref().unchecked_ref(), true);
        });
    });
}

/// The space bar chooses what is focused, where that can be chosen.
fn is_own(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    event.key() == " " && element.is_some_and(|element| element.matches("a[href], button, input, summary") == Ok(true))
}

/// Focuses the field, ready to write at its end.
pub fn focus(field: &HtmlInputElement) {
    let end = field.value().encode_utf16().count().try_into().unwrap_or(u32::MAX);
    let _ = field.focus();
    let _ = field.set_selection_range(end, end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pressed_for_speech_is_no_code() {
        for (typed, signs) in [("ssrrss++++", 2), ("", 0), ("SPORTELLO.USUAL.IT.CASH", 12), ("https://a/a/x", 6)] {
            assert_eq!(different(typed), signs, "{typed}");
        }
    }
}
