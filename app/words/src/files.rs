//! The locale files, whole, on the server.

use crate::Locale;
use serde_json::Value;
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Words by their dotted paths.
pub type Words = BTreeMap<String, String>;

/// All words of a locale. What its file lacks is in English, the language that most visitors have some of.
pub fn whole(locale: Locale) -> Words {
    let mut words = own(Locale::it);
    for better in [Locale::en, locale] {
        words.extend(own(better));
    }
    words
}

/// The words in a locale's own file.
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

/// What the page says that stands in for a screen without a server (`public/offline.html`), as JSON: for each language its
/// code, its direction and the words of the group `offline`.
pub fn offline() -> String {
    let group = |words: Words| -> Words {
        words.into_iter().filter_map(|(path, text)| Some((path.strip_prefix("offline.")?.to_owned(), text))).collect()
    };
    let of = |locale: Locale| serde_json::json!({ "lang": locale.code(), "dir": locale.dir(), "words": group(whole(locale)) });
    Value::Array(Locale::every().into_iter().map(of).collect()).to_string()
}
