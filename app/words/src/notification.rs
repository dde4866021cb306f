//! The words of a message to a visitor's phone.

use crate::{Locale, sentence};
use wire::WaitRange;

/// The title and the body of the message to a called visitor's phone, in a language by its code.
pub fn call(code: &str, number: &str, desk: &str) -> (String, String) {
    let locale = Locale::of(code);
    (t!(locale, push.title, number = number), t!(locale, push.body, desk = desk))
}

/// The title and the body of the message that tells a visitor who is away to leave now, in a language by its code.
pub fn come_in(code: &str, number: &str, minutes: u32) -> (String, String) {
    let locale = Locale::of(code);
    (t!(locale, push.come_title, number = number), t!(locale, push.come_body, minutes = minutes))
}

/// The title and the body of the message that a visitor's wait has moved by much, in a language by its code.
pub fn moved(code: &str, number: &str, wait: WaitRange) -> (String, String) {
    let locale = Locale::of(code);
    let wait = sentence::wait(locale, Some(wait));
    (t!(locale, push.moved_title, number = number), t!(locale, push.moved_body, wait = wait))
}
