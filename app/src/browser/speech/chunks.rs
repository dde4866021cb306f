//! A text in parts that are said one after the other.

/// Characters of a part: what the server says at once.
const LONGEST: usize = 400;

/// The text in parts of at most [`LONGEST`] characters: whole sentences where they fit, else whole words.
pub fn chunks(text: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    for piece in text.split_inclusive(['.', '?', '!', ';']).flat_map(pieces) {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        match chunks.last_mut() {
            Some(last) if length(last) + 1 + length(piece) <= LONGEST => {
                last.push(' ');
                last.push_str(piece);
            }
            _ => chunks.push(piece.to_owned()),
        }
    }
    chunks.retain(|chunk| chunk.chars().any(char::is_alphanumeric));
    chunks
}

/// A sentence, or the parts of one that is too long.
fn pieces(sentence: &str) -> Vec<String> {
    if length(sentence) <= LONGEST {
        return vec![sentence.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for word in sentence.split_whitespace() {
        let word: String = word.chars().take(LONGEST).collect();
        match pieces.last_mut() {
            Some(last) if length(last) + 1 + length(&word) <= LONGEST => {
                last.push(' ');
                last.push_str(&word);
            }
            _ => pieces.push(word),
        }
    }
    pieces
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_one_part() {
        assert_eq!(chunks("Buongiorno. Come possiamo aiutarLa?"), ["Buongiorno. Come possiamo aiutarLa?"]);
        assert!(chunks(" . ").is_empty());
    }

    #[test]
    fn a_long_text_is_parted_between_sentences_and_loses_nothing() {
        let sentence = "Così è la frase che si ripete. ";
        let text = sentence.repeat(40);
        let parts = chunks(&text);
        assert!(parts.iter().all(|part| length(part) <= LONGEST && part.ends_with('.')), "{parts:?}");
        assert!(parts.len() <= 4);
        assert_eq!(parts.join(" "), text.trim());
    }

    #[test]
    fn a_sentence_without_end_is_parted_between_words() {
        let text = "parola ".repeat(200);
        let parts = chunks(&text);
        assert!(parts.iter().all(|part| length(part) <= LONGEST));
        assert_eq!(parts.join(" "), text.trim());
    }
}
