//! Arabic as it is typed: letters that stand for one another, and what is written together with a word.

/// The shortest word that may be left when something is taken off.
const SHORTEST: usize = 3;

/// A letter in the form that stands for its variants; nothing for what is left out when typing.
pub fn letter(letter: char) -> Option<char> {
    match letter {
        // The line that stretches a word, and the hamza that stands alone.
        'ـ' | 'ء' => None,
        'ٱ' => Some('ا'),
        'ى' | 'ی' => Some('ي'),
        'ة' | 'ە' => Some('ه'),
        'ک' => Some('ك'),
        '٠'..='٩' => digit(letter, '٠'),
        '۰'..='۹' => digit(letter, '۰'),
        _ => Some(letter),
    }
}

fn digit(letter: char, zero: char) -> Option<char> {
    char::from_digit(u32::from(letter) - u32::from(zero), 10)
}

/// The word without the article, and without what can stand before it: "and", "with", "for", "as".
pub fn without_article(word: &str) -> &str {
    ["وال", "بال", "فال", "كال", "ولل", "لل", "ال"].into_iter().find_map(|article| rest(word, article)).unwrap_or(word)
}

/// The word without a small word that is written together with it, one letter long.
pub fn without_particle(word: &str) -> Option<&str> {
    ["و", "ب", "ل", "ف", "ك"].into_iter().find_map(|particle| rest(word, particle))
}

/// Whether a letter is Arabic.
pub fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d5}')
}

fn rest<'a>(word: &'a str, beginning: &str) -> Option<&'a str> {
    word.strip_prefix(beginning).filter(|rest| rest.chars().count() >= SHORTEST)
}
