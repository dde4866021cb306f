//! Prepares a text for the program: one line of plain words, with ticket numbers as people say them.

use crate::error::SpeechError;

/// The most characters of one request; the browser splits longer texts.
pub const TEXT_MAX: usize = 400;

/// Returns the text as the program receives it.
///
/// # Errors
/// [`SpeechError::TextEmpty`] and [`SpeechError::TextTooLong`].
pub fn spoken(text: &str) -> Result<String, SpeechError> {
    let count = text.chars().count();
    if count > TEXT_MAX {
        return Err(SpeechError::TextTooLong(count));
    }
    // espeak-ng reads words in double brackets as phonemes, and some voices obey control characters.
    let plain: String =
        text.chars().map(|char| if char.is_control() || matches!(char, '[' | ']') { ' ' } else { char }).collect();
    let words: Vec<String> = plain.split_whitespace().map(word).collect();
    let spoken = words.join(" ");
    if spoken.chars().any(char::is_alphanumeric) { Ok(spoken) } else { Err(SpeechError::TextEmpty) }
}

/// A ticket's number is spoken as its letter and a number: "A042" becomes "A, 42". Without the comma an English voice
/// reads the letter as an article; leading zeros are left out.
fn word(word: &str) -> String {
    let start = word.find(char::is_alphanumeric).unwrap_or(word.len());
    let end =
        word.rfind(char::is_alphanumeric).map_or(start, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    let (before, core, after) = (&word[..start], &word[start..end], &word[end..]);
    let mut chars = core.chars();
    match (chars.next(), chars.as_str()) {
        (Some(letter), digits) if letter.is_ascii_uppercase() && is_number(digits) => {
            let number = digits.trim_start_matches('0');
            format!("{before}{letter}, {}{after}", if number.is_empty() { "0" } else { number })
        }
        _ => word.to_owned(),
    }
}

fn is_number(digits: &str) -> bool {
    (3..=6).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_s_number_is_said_as_a_letter_and_a_number() {
        assert_eq!(spoken("Number A042, desk 3"), Ok("Number A, 42, desk 3".to_owned()));
        assert_eq!(spoken("«C100»."), Ok("«C, 100».".to_owned()));
        assert_eq!(spoken("B1000 è"), Ok("B, 1000 è".to_owned()));
        assert_eq!(
            spoken("A4 IT60X0542811101 F24 2026 è a042 A042B"),
            Ok("A4 IT60X0542811101 F24 2026 è a042 A042B".to_owned())
        );
    }

    #[test]
    fn what_would_steer_the_voice_is_not_in_the_text() {
        assert_eq!(spoken("one [[two]]\n\u{1}three"), Ok("one two three".to_owned()));
    }

    #[test]
    fn a_text_has_words_and_not_too_many() {
        assert_eq!(spoken(" … \n"), Err(SpeechError::TextEmpty));
        assert!(spoken(&"è".repeat(400)).is_ok());
        assert_eq!(spoken(&"è".repeat(401)), Err(SpeechError::TextTooLong(401)));
    }
}
