//! Makes words of a text: one form for all the ways in which a letter can be written, and no spaces needed for Chinese.

use super::{arabic, chinese};
use crate::unicode::decomposed;
use words::case::lower;

/// The words of a text in the order in which they stand. Of Chinese, each character and each pair of neighbours is one.
pub fn tokens(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut all = Vec::new();
    // A run is letters and digits of one kind of writing.
    let mut run = String::new();
    for letter in text.chars().chain([' ']) {
        let ends =
            !letter.is_alphanumeric() || run.chars().next_back().is_some_and(|last| is_han(last) != is_han(letter));
        if ends && !run.is_empty() {
            add(&run, &mut all);
            run.clear();
        }
        if letter.is_alphanumeric() {
            run.push(letter);
        }
    }
    all
}

fn add(run: &str, all: &mut Vec<String>) {
    let letters: Vec<char> = run.chars().collect();
    if !is_han(letters[0]) {
        all.push(arabic::without_article(run).to_owned());
        return;
    }
    all.extend(letters.iter().map(char::to_string));
    all.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
}

/// The pairs of Chinese characters in a text that have one other between them: "取钱" of "取点钱".
pub fn parted_pairs(text: &str) -> Vec<String> {
    let letters: Vec<char> = plain(text).chars().collect();
    let parted = letters.windows(3).filter(|three| three.iter().all(|letter| is_han(*letter)));
    parted.map(|three| [three[0], three[2]].iter().collect()).collect()
}

/// Whether a character is Chinese, written without spaces.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The text in small letters without marks, each letter in the one form that stands for all its variants.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in lower(&decomposed(text)).chars() {
        match letter {
            letter if is_mark(letter) => {}
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' => plain.push('d'),
            'ı' => plain.push('i'),
            // Apostrophes and the signs that hide in a pasted text part no word but these.
            '\u{200b}'..='\u{200f}' | '\u{ad}' => {}
            letter => plain.extend(arabic::letter(letter).map(chinese::simplified)),
        }
    }
    plain
}

/// Accents, and the signs over and under Arabic letters.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
}

/// A text as Germans type it who have no umlauts, where it has any: "ueberweisung".
pub fn without_umlauts(text: &str) -> Option<String> {
    let mut typed = String::new();
    for letter in text.chars() {
        match letter {
            'ä' | 'Ä' => typed.push_str("ae"),
            'ö' | 'Ö' => typed.push_str("oe"),
            'ü' | 'Ü' => typed.push_str("ue"),
            _ => typed.push(letter),
        }
    }
    (typed != text).then_some(typed)
}
