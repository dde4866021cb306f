//! The product's own words, in the languages of `locales/`, and what is built from them.
//!
//! The keys are generated from the locale files when the crate is built (`build.rs`), so that a missing or
//! misspelt one does not compile.

#[allow(unused, missing_docs, clippy::all, clippy::pedantic)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use generated::i18n::Locale;

use crate::address::Screen;
use leptos_i18n::td_string;
use wire::{DeskState, Head, Language, ParkReason, PauseReason, Time, WaitRange};

impl Locale {
    /// The locale of a language code; the product's first where it has no such language.
    pub fn of(code: &str) -> Self {
        Self::every().into_iter().find(|locale| locale.code() == code).unwrap_or(Self::it)
    }

    /// All of them, the product's first one first.
    pub fn every() -> [Self; 2] {
        [Self::it, Self::en]
    }

    /// The language's code, as in `lang` attributes.
    pub fn code(self) -> &'static str {
        match self {
            Self::it => "it",
            Self::en => "en",
        }
    }

    /// The language's own name for itself.
    pub fn own_name(self) -> &'static str {
        td_string!(self, language.name)
    }
}

/// The locales of a branch's languages, in the branch's order; at least one.
pub fn of_branch(head: &Head) -> Vec<Locale> {
    among(&head.languages)
}

/// The locales of these languages, in their order; at least one.
pub fn among(languages: &[Language]) -> Vec<Locale> {
    let known: Vec<Locale> = languages
        .iter()
        .filter_map(|language| Locale::every().into_iter().find(|locale| locale.code() == language.as_str()))
        .collect();
    if known.is_empty() { vec![Locale::it] } else { known }
}

/// A page's title in the browser.
pub fn title(locale: Locale, screen: Screen) -> String {
    let name = match screen {
        Screen::FrontDoor => td_string!(locale, title.front_door),
        Screen::SignIn => td_string!(locale, title.sign_in),
        Screen::Kiosk => td_string!(locale, title.kiosk),
        Screen::Lobby => td_string!(locale, title.lobby),
        Screen::DeskChoice => td_string!(locale, title.desk_choice),
        Screen::Desk => td_string!(locale, title.desk),
        Screen::Manager => td_string!(locale, title.manager),
        Screen::Ticket => td_string!(locale, title.ticket),
        Screen::Ready => td_string!(locale, title.ready),
        Screen::Problem => td_string!(locale, title.problem),
    };
    if screen == Screen::Desk { name.to_owned() } else { [name, " · ", td_string!(locale, product)].concat() }
}

/// A wait as people are told it: "5–10 minutes", "up to 5 minutes", "right away".
pub fn wait(locale: Locale, range: Option<WaitRange>) -> String {
    let Some(WaitRange { low_minutes: low, high_minutes: high }) = range else {
        return td_string!(locale, wait.unknown).to_owned();
    };
    if high <= 1 {
        td_string!(locale, wait.now).to_owned()
    } else if low <= 1 {
        td_string!(locale, wait.up_to, high = high)
    } else if low >= high {
        td_string!(locale, wait.about, minutes = high)
    } else {
        td_string!(locale, wait.range, low = low, high = high)
    }
}

/// A stretch of time in a table: "12 min", "1 h 5 min".
pub fn minutes(locale: Locale, minutes: u32) -> String {
    if minutes < 60 {
        td_string!(locale, wait.short, minutes = minutes)
    } else {
        td_string!(locale, wait.hours, hours = minutes / 60, minutes = minutes % 60)
    }
}

/// How many people come first: "3 people ahead of you", "You are next".
pub fn ahead(locale: Locale, ahead: u32) -> String {
    if ahead == 0 { td_string!(locale, ahead.none).to_owned() } else { td_string!(locale, ahead.count, count = ahead) }
}

/// The same for the staff: "3 people ahead".
pub fn ahead_of_them(locale: Locale, ahead: u32) -> String {
    td_string!(locale, story.ahead, count = ahead)
}

/// What a desk is doing: the class of its mark, and its word.
pub fn desk_state(locale: Locale, state: DeskState) -> (&'static str, &'static str) {
    match state {
        DeskState::Closed => ("state state-closed", td_string!(locale, state.closed)),
        DeskState::Paused => ("state state-paused", td_string!(locale, state.paused)),
        DeskState::Free => ("state state-free", td_string!(locale, state.free)),
        DeskState::Calling => ("state state-calling", td_string!(locale, state.calling)),
        DeskState::Serving => ("state state-serving", td_string!(locale, state.serving)),
    }
}

/// A pause with its reason: "On a break since 10:30".
pub fn paused(locale: Locale, reason: PauseReason, since: String) -> String {
    match reason {
        PauseReason::Break => td_string!(locale, pause.rest_since, time = since),
        PauseReason::BackOffice => td_string!(locale, pause.back_office_since, time = since),
        PauseReason::Other => td_string!(locale, pause.other_since, time = since),
    }
}

/// Why a visitor was put aside.
pub fn park_reason(locale: Locale, reason: ParkReason) -> &'static str {
    match reason {
        ParkReason::FetchDocument => td_string!(locale, park.fetch_document),
        ParkReason::WaitForBank => td_string!(locale, park.wait_for_bank),
        ParkReason::Other => td_string!(locale, park.other),
    }
}

/// A day of the week by its place in it, Monday first.
pub fn weekday(locale: Locale, weekday: usize) -> &'static str {
    match weekday {
        0 => td_string!(locale, day.monday),
        1 => td_string!(locale, day.tuesday),
        2 => td_string!(locale, day.wednesday),
        3 => td_string!(locale, day.thursday),
        4 => td_string!(locale, day.friday),
        5 => td_string!(locale, day.saturday),
        _ => td_string!(locale, day.sunday),
    }
}

/// When a closed branch opens: "We open again tomorrow at 08:30."
pub fn opens(locale: Locale, head: &Head, opens_at: Time) -> String {
    let offset = head.utc_offset_minutes;
    let time = opens_at.clock(offset);
    match opens_at.local_day(offset) - head.at.local_day(offset) {
        0 => td_string!(locale, kiosk.opens_today, time = time),
        1 => td_string!(locale, kiosk.opens_tomorrow, time = time),
        _ => td_string!(locale, kiosk.opens, day = weekday(locale, opens_at.weekday(offset)), time = time),
    }
}

/// Why something that anybody may ask for was not possible, by the problem's code; the codes that only the staff
/// meet have their words in `console`, which visitors do not load.
pub fn refusal(locale: Locale, code: &str) -> &'static str {
    match code {
        "closed" => td_string!(locale, problem.closed),
        "service_unknown" => td_string!(locale, problem.service_unknown),
        "branch_unknown" => td_string!(locale, problem.branch_unknown),
        "desk_unknown" => td_string!(locale, problem.desk_unknown),
        "ticket_unknown" => td_string!(locale, problem.ticket_unknown),
        "day" => td_string!(locale, problem.day),
        "day_closed" => td_string!(locale, problem.day_closed),
        "issuing_stopped" => td_string!(locale, problem.issuing_stopped),
        "too_late" => td_string!(locale, problem.too_late),
        "service_twice" => td_string!(locale, problem.service_twice),
        "not_waiting" => td_string!(locale, problem.not_waiting),
        "delay_out_of_range" => td_string!(locale, problem.delay_out_of_range),
        "already_serving" | "not_started" | "ticket_over" => td_string!(locale, problem.wrong_stage),
        "unauthenticated" => td_string!(locale, problem.unauthenticated),
        "forbidden" => td_string!(locale, problem.forbidden),
        "busy" => td_string!(locale, problem.busy),
        "not_found" => td_string!(locale, problem.not_found),
        _ => td_string!(locale, problem.unexpected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: u32, high: u32) -> WaitRange {
        WaitRange { low_minutes: low, high_minutes: high }
    }

    #[test]
    fn a_wait_is_told_as_a_range_in_whole_minutes() {
        assert_eq!(wait(Locale::it, Some(range(5, 10))), "5–10 minuti");
        assert_eq!(wait(Locale::en, Some(range(0, 4))), "up to 4 minutes");
        assert_eq!(wait(Locale::en, Some(range(7, 7))), "about 7 minutes");
        assert_eq!(wait(Locale::it, Some(range(0, 1))), "subito");
        assert_eq!(wait(Locale::en, None), "wait not known yet");
    }

    #[test]
    fn people_ahead_are_counted_in_the_right_number() {
        assert_eq!(ahead(Locale::it, 1), "1 persona prima di Lei");
        assert_eq!(ahead(Locale::it, 2), "2 persone prima di Lei");
        assert_eq!(ahead(Locale::en, 1), "1 person ahead of you");
        assert_eq!(ahead(Locale::en, 0), "You are next");
    }

    #[test]
    fn every_locale_has_the_same_keys() {
        fn keys(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
            match value {
                serde_json::Value::Object(map) => {
                    map.iter().for_each(|(key, inner)| keys(inner, &[path, ".", key].concat(), found));
                }
                serde_json::Value::String(words) => {
                    assert!(!words.trim().is_empty(), "{path} is empty");
                    found.push(path.to_owned());
                }
                _ => panic!("{path} is neither words nor a group of words"),
            }
        }
        let read = |text: &str| {
            let mut found = Vec::new();
            keys(&serde_json::from_str(text).expect("a locale file is JSON"), "", &mut found);
            found.sort();
            found
        };
        assert_eq!(read(include_str!("../locales/it.json")), read(include_str!("../locales/en.json")));
    }

    #[test]
    fn no_sentence_is_longer_than_twenty_words() {
        for text in [include_str!("../locales/it.json"), include_str!("../locales/en.json")] {
            for line in text.lines().filter_map(|line| line.split_once("\": \"")) {
                for sentence in line.1.split_inclusive(['.', '?', ':']) {
                    assert!(sentence.split_whitespace().count() <= 20, "{sentence}");
                }
            }
        }
    }
}
