//! Finds services and quick answers by the visitor's own words, in any of the branch's languages and with typing errors.
//!
//! Every thing is known by phrases: its names and synonyms. A query fits a phrase as well as its words fit the phrase's
//! words: the same, the beginning of it, or so many letters away (Damerau-Levenshtein, optimal string alignment). Pure; the
//! index is made once for a catalogue.

use wire::Catalogue;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A service by its id.
    Service(String),
    /// A quick answer by its id.
    Answer(String),
}

/// The words that say nothing, in the languages of the product.
const EMPTY: [&str; 60] = [
    "il", "lo", "la", "gli", "le", "un", "uno", "una", "di", "del", "della", "per", "con", "mi", "ho", "mio", "mia",
    "voglio", "vorrei", "devo", "sono", "come", "che", "the", "an", "of", "to", "my", "me", "want", "would", "like",
    "have", "need", "please", "is", "for", "how", "do", "der", "die", "das", "ein", "eine", "ich", "mein", "meine",
    "les", "des", "une", "mon", "ma", "je", "el", "los", "las", "una", "mi", "vreau", "meu",
];

/// A catalogue made ready for the search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    things: Vec<(Found, Vec<Vec<String>>)>,
}

impl Index {
    pub fn of(catalogue: &Catalogue) -> Self {
        let services = catalogue.categories.iter().flat_map(|category| &category.services).map(|service| {
            let phrases = service.name.all().chain(service.synonyms.iter().map(String::as_str));
            (Found::Service(service.id.clone()), phrases.map(words).collect())
        });
        let answers = catalogue.answers.iter().map(|answer| {
            let phrases = answer.title.all().chain(answer.synonyms.iter().map(String::as_str));
            (Found::Answer(answer.id.clone()), phrases.map(words).collect())
        });
        Self { things: services.chain(answers).collect() }
    }

    /// The best `most` things for these words, the best one first.
    pub fn find(&self, query: &str, most: usize) -> Vec<Found> {
        let query = words(query);
        if query.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u32, &Found)> =
            self.things.iter().filter_map(|(thing, phrases)| Some((fit(&query, phrases)?, thing))).collect();
        found.sort_by_key(|(misfit, _)| *misfit);
        found.into_iter().take(most).map(|(_, thing)| thing.clone()).collect()
    }
}

/// How badly the words fit the best of the phrases: 0 is the same words. Nothing where less than half of them fit.
fn fit(query: &[String], phrases: &[Vec<String>]) -> Option<u32> {
    phrases.iter().filter_map(|phrase| misfit(query, phrase)).min()
}

fn misfit(query: &[String], phrase: &[String]) -> Option<u32> {
    /// What a word that fits nothing costs; a word of the phrase that was not typed costs less.
    const UNKNOWN: u32 = 12;
    let (mut total, mut known) = (0, 0);
    for word in query {
        match phrase.iter().filter_map(|other| distance(word, other)).min() {
            Some(distance) => {
                total += distance;
                known += 1;
            }
            None => total += UNKNOWN,
        }
    }
    let untyped = phrase.len().saturating_sub(known);
    (known * 2 >= query.len() && known > 0).then(|| total + u32::try_from(untyped).unwrap_or(u32::MAX))
}

/// How far a typed word is from a known one: 0 the same, 1 the beginning of it, then by letters; nothing if too far.
fn distance(typed: &str, known: &str) -> Option<u32> {
    if typed == known {
        return Some(0);
    }
    let (typed, known): (Vec<char>, Vec<char>) = (typed.chars().collect(), known.chars().collect());
    if typed.len() >= 2 && known.starts_with(&typed) {
        return Some(1);
    }
    let most = match typed.len() {
        0..=3 => return None,
        4..=6 => 1,
        _ => 2,
    };
    // While it is being typed, a word is compared with as much of the known one as there is of it.
    let beginning = &known[..known.len().min(typed.len())];
    let letters = edits(&typed, &known, most).min(edits(&typed, beginning, most).saturating_add(1));
    (letters <= most).then(|| 2 + 2 * u32::try_from(letters).unwrap_or(u32::MAX))
}

/// Letters to put in, take out, replace or swap to make one word of the other; more than `most` is just that.
fn edits(one: &[char], other: &[char], most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, counterpart) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != counterpart);
            let mut best = replaced.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *letter == other[column - 1] && one[row - 1] == *counterpart {
                best = best.min(before[column - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last[other.len()]
}

/// The words of a text that say something, in small letters without accents; where none does, all of them.
fn words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut open = false;
    for letter in text.chars() {
        if is_word(letter) {
            all.push(letter.to_string());
        } else if letter.is_alphanumeric() {
            if !open {
                all.push(String::new());
            }
            if let Some(word) = all.last_mut() {
                word.extend(letter.to_lowercase().map(plain));
            }
        }
        open = letter.is_alphanumeric() && !is_word(letter);
    }
    let says = |word: &&String| word.chars().nth(1).is_some() || word.chars().all(is_word);
    let telling: Vec<String> =
        all.iter().filter(says).filter(|word| !EMPTY.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// Chinese is written without spaces: each character is taken for a word.
fn is_word(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// A letter without its accent.
fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'ă' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ș' | 'ş' | 'ß' => 's',
        'ț' | 'ţ' => 't',
        // The forms of the Arabic alif, and the two letters that are typed for one another.
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn found(query: &str) -> Vec<Found> {
        Index::of(&sample::catalogue()).find(query, 6)
    }

    fn first(query: &str) -> Option<Found> {
        found(query).into_iter().next()
    }

    fn service(id: &str) -> Found {
        Found::Service(id.to_owned())
    }

    #[test]
    fn a_service_is_found_by_its_name_and_by_the_visitor_s_words_in_both_languages() {
        assert_eq!(first("contanti"), Some(service("cash")));
        assert_eq!(first("I want to withdraw"), Some(service("cash")));
        assert_eq!(first("un ASSEGNO"), Some(service("cheques")));
        assert_eq!(first("opening hours"), Some(Found::Answer("hours".to_owned())));
    }

    #[test]
    fn typing_errors_are_forgiven() {
        for typed in ["contnati", "cotanti", "contantti", "contamti"] {
            assert_eq!(first(typed), Some(service("cash")), "{typed}");
        }
        assert_eq!(first("asegno"), Some(service("cheques")));
    }

    #[test]
    fn a_word_is_found_while_it_is_typed() {
        assert_eq!(first("cont"), Some(service("cash")));
        assert_eq!(first("as"), Some(service("cheques")));
    }

    #[test]
    fn accents_do_not_matter() {
        assert_eq!(words("Eredità è"), ["eredita"]);
        assert_eq!(words("À"), ["a"]);
        assert_eq!(words("Straße-Nr"), ["strase", "nr"]);
    }

    #[test]
    fn chinese_is_found_by_its_characters() {
        assert_eq!(words("我要房贷"), ["我", "要", "房", "贷"]);
        assert_eq!(misfit(&words("我要房贷"), &words("房贷")), Some(24));
    }

    #[test]
    fn nonsense_finds_nothing() {
        assert_eq!(found("xyzzy"), []);
        assert_eq!(found("   "), []);
    }

    #[test]
    fn swapped_letters_are_one_mistake() {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        assert_eq!(edits(&letters("crata"), &letters("carta"), 2), 1);
        assert_eq!(edits(&letters("mutuo"), &letters("mutuo"), 2), 0);
        assert_eq!(edits(&letters("mtuo"), &letters("mutuo"), 2), 1);
        assert_eq!(edits(&letters("a"), &letters("mutuo"), 2), 3);
    }
}
