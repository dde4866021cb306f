//! The words that a page carries for the browser: those that its screen uses, in the languages that it shows.

use crate::address::Screen;
use std::collections::BTreeMap;
use words::Locale;
use words::files::{Words, whole};

include!(concat!(env!("OUT_DIR"), "/screens.rs"));

/// The endings of the words that have a form for each kind of number.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The keys that a screen uses; none for a page that does not run in the browser.
pub fn keys_of(screen: Screen) -> &'static [&'static str] {
    let name = name(screen);
    SCREENS.iter().find(|(screen, _)| *screen == name).map_or(&[], |(_, keys)| keys)
}

/// The words of a locale that a screen uses.
pub fn of_screen(locale: Locale, screen: Screen) -> Words {
    let keys = keys_of(screen);
    let used = |path: &String| {
        let plural = path.rsplit_once('_').filter(|(_, form)| FORMS.contains(form)).map_or("", |(name, _)| name);
        keys.binary_search(&path.as_str()).is_ok() || keys.binary_search(&plural).is_ok()
    };
    whole(locale).into_iter().filter(|(path, _)| used(path)).collect()
}

/// What a page carries: the words of its screen in some languages, by language, as JSON.
pub fn of_page(screen: Screen, locales: &[Locale]) -> String {
    let words: BTreeMap<_, _> = locales
        .iter()
        .map(|locale| (locale.code(), of_screen(*locale, screen)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    serde_json::to_string(&words).unwrap_or_default()
}

/// What the browser fetches when another language is chosen, as JSON; nothing where there is no such file.
pub fn at(screen: &str, code: &str) -> Option<String> {
    let screen = Screen::ALL.into_iter().find(|known| name(*known) == screen)?;
    let words = of_screen(Locale::known(code)?, screen);
    if words.is_empty() { None } else { serde_json::to_string(&words).ok() }
}

/// The start of the addresses of a screen's words: the language and `.json` follow.
pub fn address(screen: Screen) -> String {
    ["/words/", VERSION, "/", name(screen), "/"].concat()
}

/// A screen's name in the addresses of its words.
pub fn name(screen: Screen) -> &'static str {
    match screen {
        Screen::Kiosk => "kiosk",
        Screen::Lobby => "lobby",
        Screen::Ticket => "ticket",
        Screen::Desk => "desk",
        Screen::DeskChoice => "desk_choice",
        Screen::Manager => "manager",
        Screen::Ready | Screen::Problem => "problem",
        Screen::Public => "public",
        Screen::FrontDoor | Screen::SignIn | Screen::Account | Screen::Office | Screen::Bank => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use words::files::own;
    use words::t;

    const VISITORS: [Screen; 5] = [Screen::Kiosk, Screen::Lobby, Screen::Ticket, Screen::Public, Screen::Problem];

    /// The keys of words; the forms of a plural, as the `reference` has them, are one key.
    fn keys<'a>(words: &'a Words, reference: &Words) -> BTreeSet<&'a str> {
        let is_plural = |(key, form): &(&str, &str)| {
            FORMS.contains(form) && ["_one", "_other"].iter().all(|form| reference.contains_key(&[key, *form].concat()))
        };
        words.keys().map(|path| path.rsplit_once('_').filter(is_plural).map_or(path.as_str(), |(key, _)| key)).collect()
    }

    #[test]
    fn every_locale_has_the_words_of_what_visitors_see_and_a_complete_one_has_all() {
        let reference = own(Locale::it);
        let all = keys(&reference, &reference);
        let visitors: BTreeSet<&str> = VISITORS.iter().flat_map(|screen| keys_of(*screen)).copied().collect();
        for locale in Locale::every() {
            let own = own(locale);
            let found = keys(&own, &reference);
            let needed = if locale.is_complete() { &all } else { &visitors };
            let missing: Vec<_> = needed.difference(&found).collect();
            assert!(missing.is_empty(), "{}.json lacks {missing:?}", locale.code());
            let unknown: Vec<_> = found.difference(&all).collect();
            assert!(unknown.is_empty(), "{}.json has {unknown:?}, which it.json has not", locale.code());
        }
        assert!(Locale::it.is_complete() && Locale::en.is_complete());
    }

    #[test]
    fn a_visitor_s_page_carries_its_own_words_and_none_of_the_staff_s() {
        for screen in [Screen::Kiosk, Screen::Lobby, Screen::Ticket] {
            let words = of_screen(Locale::it, screen);
            assert!(words.contains_key("not_updating"), "{}", name(screen));
            for path in words.keys() {
                let group = path.split('.').next().unwrap_or_default();
                let of_staff = ["desk", "manager", "staff", "state", "story", "park", "pause", "front_door", "sign_in"];
                assert!(!of_staff.contains(&group), "{} carries {path}", name(screen));
            }
        }
        assert!(of_screen(Locale::it, Screen::Kiosk).contains_key("kiosk.welcome"));
        assert!(of_screen(Locale::it, Screen::Kiosk).contains_key("ahead.count_one"));
        assert!(!of_screen(Locale::it, Screen::Ticket).contains_key("kiosk.welcome"));
        assert!(of_screen(Locale::it, Screen::Desk).contains_key("desk.call_next"));
    }

    #[test]
    fn a_page_that_does_not_run_carries_no_words() {
        assert_eq!(of_page(Screen::FrontDoor, &[Locale::it]), "{}");
        assert!(of_page(Screen::Lobby, &[Locale::it, Locale::en]).contains("\"en\":{"));
    }

    #[test]
    fn words_are_found_by_screen_and_language_alone() {
        let words = at("kiosk", "en").expect("English words of the kiosk");
        let words: BTreeMap<String, String> = serde_json::from_str(&words).expect("JSON");
        assert_eq!(words["kiosk.welcome"], t!(Locale::en, kiosk.welcome));
        assert!(at("kiosk", "xx").is_none() && at("", "en").is_none() && at("nonsense", "en").is_none());
    }
}
