//! The words of a message to a visitor's phone.

use crate::Locale;

/// What a called visitor's phone is told, in a language by its code: title and body.
pub fn call(code: &str, number: &str, desk: &str) -> (String, String) {
    let locale = Locale::of(code);
    (t!(locale, push.title, number = number), t!(locale, push.body, desk = desk))
}
