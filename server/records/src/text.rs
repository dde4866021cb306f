//! Words that people typed, as they are kept.

/// Why typed words are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    #[error("this must be filled in")]
    Missing,
    #[error("at most {0} characters")]
    TooLong(usize),
}

/// Returns the words without white space around them and without control characters other than the end of a line. Marks
/// of writing direction and emoji are kept. `required`: empty words are a fault. The limit counts characters.
pub fn text(typed: &str, most: usize, required: bool) -> Result<String, TextFault> {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = lines.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    let kept = kept.trim();
    if kept.is_empty() && required {
        return Err(TextFault::Missing);
    }
    if kept.chars().count() > most {
        return Err(TextFault::TooLong(most));
    }
    Ok(kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_and_marks_of_direction_are_kept_and_control_characters_are_not() {
        assert_eq!(
            text(" caf\u{e9} \u{1F600}\u{200f}\u{0}\r\nok\u{7} ", 20, true).unwrap(),
            "café \u{1F600}\u{200f}\nok"
        );
    }

    #[test]
    fn the_limit_counts_characters_and_empty_words_are_missing() {
        assert_eq!(text(&"è".repeat(5), 5, false).unwrap().len(), 10);
        assert_eq!(text(&"è".repeat(6), 5, false), Err(TextFault::TooLong(5)));
        assert_eq!(text(" \n\u{0}", 5, true), Err(TextFault::Missing));
        assert_eq!(text("", 5, false).unwrap(), "");
    }
}
