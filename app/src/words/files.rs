//! The locale files, on the server: whole for rendering, and the part that a screen uses for its page.

use super::Locale;
use crate::address::Screen;
use serde_json::Value;
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The endings of the words that have a form for each kind of number.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Words by their dotted paths.
pub type Words = BTreeMap<String, String>;

/// Everything that a locale's file says; what it lacks is said in English, the language that most visitors have some of.
pub fn whole(locale: Locale) -> Words {
    let mut words = own(Locale::it);
    for better in [Locale::en, locale] {
        words.extend(own(better));
    }
    words
}

/// What stands in a locale's own file.
pub fn own(locale: Locale) -> Words {
    let mut words = Words::new();
    // The build has read the same text.
    if let Ok(tree) = serde_json::from_str(FILES[locale.place()]) {
        flatten(tree, String::new(), &mut words);
    }
    words
}

fn flatten(tree: Value, path: String, words: &mut Words) {
    match tree {
        Value::String(text) => drop(words.insert(path, text)),
        Value::Object(group) => {
            for (key, inner) in group {
                let path = if path.is_empty() { key } else { [&path, ".", &key].concat() };
                flatten(inner, path, words);
            }
        }
        _ => {}
    }
}

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

/// What the page says that stands in for a screen without a server (`public/offline.html`), as JSON: for each language its
/// code, its direction and the words of the group `offline`.
pub fn offline() -> String {
    let group = |words: Words| -> Words {
        words.into_iter().filter_map(|(path, text)| Some((path.strip_prefix("offline.")?.to_owned(), text))).collect()
    };
    let of = |locale: Locale| serde_json::json!({ "lang": locale.code(), "dir": locale.dir(), "words": group(whole(locale)) });
    Value::Array(Locale::every().into_iter().map(of).collect()).to_string()
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
        Screen::FrontDoor | Screen::SignIn => "",
    }
}
