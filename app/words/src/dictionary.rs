//! The words of the languages that are at hand: on the server all of them, in the browser those that the page carries
//! and those that were fetched. Each language is kept once, for as long as the program runs.

use super::key::{hash, of_path};
use super::{Locale, figure, plural};
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::sync::OnceLock;

/// The placeholders of whole numbers, which are written with the language's separators.
const FIGURES: [&str; 5] = ["count", "minutes", "hours", "low", "high"];

/// Words by the number of their key, in ascending order.
struct Dictionary(Vec<(u32, &'static str)>);

impl Dictionary {
    fn of(words: BTreeMap<String, String>) -> Self {
        // Leaked on purpose: a language is kept for good, and there are as many as there are files.
        let mut found: Vec<(u32, &'static str)> =
            words.into_iter().map(|(path, text)| (of_path(&path), &*text.leak())).collect();
        found.sort_unstable_by_key(|(number, _)| *number);
        Self(found)
    }

    fn get(&self, number: u32) -> Option<&'static str> {
        let at = self.0.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        Some(self.0[at].1)
    }
}

static AT_HAND: [OnceLock<Dictionary>; Locale::COUNT] = [const { OnceLock::new() }; Locale::COUNT];

/// The words of a locale where they are at hand.
fn dictionary(locale: Locale) -> Option<&'static Dictionary> {
    let place = &AT_HAND[locale.place()];
    #[cfg(not(target_arch = "wasm32"))]
    place.get_or_init(|| Dictionary::of(super::files::whole(locale)));
    place.get()
}

/// Whether the words of a locale can be asked for.
pub fn is_at_hand(locale: Locale) -> bool {
    dictionary(locale).is_some()
}

/// Puts the words of a locale at hand, by their dotted paths; those that are there already stay.
pub fn put(locale: Locale, words: BTreeMap<String, String>) {
    let _ = AT_HAND[locale.place()].set(Dictionary::of(words));
}

/// Words with no placeholder; nothing where they are not at hand.
pub fn plain(locale: Locale, key: u32) -> &'static str {
    dictionary(locale).and_then(|dictionary| dictionary.get(key)).unwrap_or_default()
}

/// Words with their placeholders filled in.
pub fn filled(locale: Locale, key: u32, is_plural: bool, given: &[(&str, &dyn Display)]) -> String {
    let words = if is_plural { form(locale, key, given) } else { plain(locale, key) };
    let mut said = String::with_capacity(words.len() + 16);
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("{{") {
        said.push_str(before);
        let Some((name, after)) = after.split_once("}}") else { break };
        if let Some((_, value)) = given.iter().find(|(known, _)| *known == name.trim()) {
            if FIGURES.contains(&name.trim()) {
                said.push_str(&figure::grouped(locale, &value.to_string()));
            } else {
                let _ = write!(said, "{value}");
            }
        }
        rest = after;
    }
    said.push_str(rest);
    said
}

/// The form for the number that is given as `count`.
fn form(locale: Locale, key: u32, given: &[(&str, &dyn Display)]) -> &'static str {
    let count = given.iter().find(|(name, _)| *name == "count").and_then(|(_, count)| count.to_string().parse().ok());
    let category = plural::category(locale.code(), count.unwrap_or_default());
    match plain(locale, hash(hash(key, "_"), &category)) {
        "" => plain(locale, hash(key, "_other")),
        words => words,
    }
}
