//! The words of a message to a visitor's phone.

use crate::Locale;

/// The title and the body of the message to a called visitor's phone, in a language by its code.
pub fn call(code: &str, number: &str, desk: &str) -> (String, String) {
    let locale = Locale::of(code);
    (t!(locale, push.title, number = number), t!(locale, push.body, desk = desk))
}
