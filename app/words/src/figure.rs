//! Large figures with the separator of thousands that a language has (Unicode's CLDR). By hand: a library for it would weigh
//! more than everything that a phone loads.

use crate::Locale;

/// A whole number as people read it: "1,234", "1.234", "1 234".
pub fn figure(locale: Locale, number: u32) -> String {
    grouped(locale, &number.to_string())
}

/// The same of the digits of a number; anything else stays as it is.
pub fn grouped(locale: Locale, digits: &str) -> String {
    let separator = match locale.code() {
        "it" | "de" | "es" | "ro" => ".",
        "fr" => "\u{202f}",
        _ => ",",
    };
    // Spanish writes four digits together.
    let least = if locale.code() == "es" { 5 } else { 4 };
    if digits.len() < least || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut said = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push_str(separator);
        }
        said.push(digit);
    }
    said
}
