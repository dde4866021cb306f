//! A change of the set-up in words: what it is about, and a sentence for each thing that differs.

#[cfg(test)]
mod tests;

use super::when::{dates_words, hours_words};
use wire::{SetupChange, SetupChanged, SetupHolds};
use words::set_up::{choice_words, key_words, noun_words};
use words::{Locale, t};

/// The most names that a sentence has.
const NAMED: usize = 8;
/// The longest text that a sentence quotes, in characters.
const QUOTED: usize = 70;

/// What a change is about: "Branch: Centre · Desk: 3 (Welcome desk)".
pub fn about(locale: Locale, change: &SetupChange) -> String {
    let told = |(list, name): &(String, String)| match noun_words(locale, list) {
        Some(noun) => t!(locale, setup_change.of, noun = noun, name = name.as_str()),
        None => name.clone(),
    };
    let told: Vec<String> = change.entries.iter().map(told).collect();
    if told.is_empty() { t!(locale, setup_change.whole).to_owned() } else { told.join(" · ") }
}

/// What differs, each in a sentence.
pub fn sentences(locale: Locale, change: &SetupChange) -> Vec<String> {
    let SetupChange { what, path, key, language, holds, old, new, .. } = change;
    let label = match key_words(locale, key) {
        Some(words) => words.to_owned(),
        None if path.is_empty() => t!(locale, setup.whole_text).to_owned(),
        None => path.clone(),
    };
    match what {
        SetupChanged::Added => return vec![t!(locale, setup_change.was_added).to_owned()],
        SetupChanged::Removed => return vec![t!(locale, setup_change.was_removed).to_owned()],
        SetupChanged::Ordered => {
            return vec![t!(locale, setup_change.ordered, label = label, new = named(new))];
        }
        SetupChanged::Value => {}
    }
    match holds {
        SetupHolds::Words => vec![text_words(locale, &label, language, old, new)],
        SetupHolds::Hours => {
            let told = hours_words(locale, old, new);
            if told.is_empty() { vec![t!(locale, setup_change.differs, label = label)] } else { told }
        }
        SetupHolds::Dates => list_words(locale, &label, &dates_words(locale, old), &dates_words(locale, new)),
        SetupHolds::List => list_words(locale, &label, old, new),
        SetupHolds::Number => vec![number_words(locale, &label, key, old, new)],
        SetupHolds::Flag | SetupHolds::Choice | SetupHolds::Value => {
            let said = |values: &[String]| match values.first().map(String::as_str) {
                None => t!(locale, setup_change.usual).to_owned(),
                Some("true") if *holds == SetupHolds::Flag => t!(locale, setup_change.yes).to_owned(),
                Some("false") if *holds == SetupHolds::Flag => t!(locale, setup_change.no).to_owned(),
                Some(value) => choice_words(locale, key, value).unwrap_or(value).to_owned(),
            };
            vec![t!(locale, setup_change.value, label = label, old = said(old), new = said(new))]
        }
    }
}

/// A change in one line, where it stands under no heading.
pub fn in_a_line(locale: Locale, change: &SetupChange) -> String {
    [about(locale, change), sentences(locale, change).join("; ")].join(": ")
}

/// A number with its unit, which the words of the form have in brackets: "Target wait: 15 → 10 minutes".
fn number_words(locale: Locale, label: &str, key: &str, old: &[String], new: &[String]) -> String {
    let counted = |count: u32| {
        let unit = key.rsplit('_').next()?;
        Some(match unit {
            "minutes" => t!(locale, setup_change.minutes, count = count),
            "seconds" => t!(locale, setup_change.seconds, count = count),
            "hours" => t!(locale, setup_change.span, count = count),
            _ => return None,
        })
    };
    // The form names the unit of several.
    let unit = counted(2).and_then(|two| two.split_once(' ').map(|(_, unit)| unit.to_owned()));
    let bare = unit.as_ref().and_then(|unit| label.strip_suffix(&format!(" ({unit})")));
    // Where the label says more of the unit than its name, it stays there.
    let has_unit = bare.is_some() || !label.contains('(');
    let of = |values: &[String]| values.first().map_or_else(|| t!(locale, setup_change.usual).to_owned(), Clone::clone);
    let last = new.first().and_then(|value| value.parse().ok()).filter(|_| has_unit).and_then(counted);
    let first = old.first().filter(|_| new.is_empty() && has_unit);
    let old_words = first.and_then(|value| value.parse().ok()).and_then(counted).unwrap_or_else(|| of(old));
    let new_words = last.unwrap_or_else(|| of(new));
    t!(locale, setup_change.value, label = bare.unwrap_or(label), old = old_words, new = new_words)
}

fn text_words(locale: Locale, label: &str, language: &str, old: &[String], new: &[String]) -> String {
    let label = if language.is_empty() {
        label.to_owned()
    } else {
        t!(locale, setup_change.in_language, label = label, code = language)
    };
    let (old, new) = (old.first().map_or("", String::as_str), new.first().map_or("", String::as_str));
    let (old, new) = where_they_differ(old, new);
    let said = |text: String| if text.is_empty() { t!(locale, setup.nothing).to_owned() } else { text };
    t!(locale, setup_change.words, label = label, old = said(old), new = said(new))
}

/// Two texts, the long ones from the word in which they first differ.
fn where_they_differ(old: &str, new: &str) -> (String, String) {
    let same = old.chars().zip(new.chars()).take_while(|(one, other)| one == other).count();
    let is_long = |text: &str| text.chars().count() > QUOTED;
    let word = old.chars().take(same).collect::<String>().rfind(' ').map_or(0, |at| at + 1);
    let from = if is_long(old) || is_long(new) { word } else { 0 };
    let part = |text: &str| {
        let rest = text.get(from..).unwrap_or(text);
        let shown: String = rest.chars().take(QUOTED).collect();
        let more = if shown.len() < rest.len() { "…" } else { "" };
        let before = if from > 0 && !rest.is_empty() { "… " } else { "" };
        [before, &shown, more].concat()
    };
    (part(old), part(new))
}

fn named(names: &[String]) -> String {
    let mut shown: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    if names.len() > NAMED {
        shown.push("…");
    }
    shown.join(", ")
}

/// What came to a list and what went; of one value, what it was and is.
fn list_words(locale: Locale, label: &str, old: &[String], new: &[String]) -> Vec<String> {
    if let ([old], [new]) = (old, new) {
        return vec![t!(locale, setup_change.value, label = label, old = old.as_str(), new = new.as_str())];
    }
    let only = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|name| !others.contains(name)).cloned().collect()
    };
    let (came, went) = (only(new, old), only(old, new));
    let mut told = Vec::new();
    if !came.is_empty() {
        told.push(t!(locale, setup_change.more, label = label, names = named(&came)));
    }
    if !went.is_empty() {
        told.push(t!(locale, setup_change.less, label = label, names = named(&went)));
    }
    if told.is_empty() {
        told.push(t!(locale, setup_change.ordered, label = label, new = named(new)));
    }
    told
}
