//! The words by which a branch's things are known, and which of them a typed word can mean: the word itself, another of its
//! forms, one that begins with it, a part of a compound, one that is a typing error away, or several typed words as one.

use super::arabic;
use super::empty::{self, is_empty};
use super::tokens::{is_han, parted_pairs, tokens};

/// More words than a search field holds are not looked at.
const MOST_WORDS: usize = 60;
/// How many words can be one word written apart, as pinyin and codes are: "ka diu le", "F 24".
const MOST_JOINED: usize = 4;
/// What a word counts that says nothing, such as an article.
const EMPTY_WORD: f32 = 0.1;
/// What a Chinese character counts beside the pairs that it stands in.
const CHARACTER: f32 = 0.4;
/// What a pair of them counts that has another one between.
const PARTED: f32 = 0.7;
/// What a number counts: mostly an amount.
const NUMBER: f32 = 0.4;

/// All known words, in alphabetical order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vocabulary(Vec<Word>);

#[derive(Debug, Clone, PartialEq)]
struct Word {
    text: String,
    /// A bit for each letter: what lacks too many letters of another word is not compared with it.
    letters: u32,
    /// What it counts in a phrase.
    weight: f32,
    /// The phrases in which it stands.
    phrases: Vec<usize>,
}

/// What a typed word can mean.
#[derive(Debug, PartialEq)]
pub struct Meant {
    /// Known words, and how alike each is to the typed one: up to 1.
    pub words: Vec<(usize, f32)>,
    /// The part that it counts, whatever it points to: less for an article.
    pub part: f32,
}

/// How much a word tells that points to so many of all things (the inverse document frequency of BM25).
#[allow(clippy::cast_precision_loss, reason = "a branch has some hundred things")]
pub fn rarity(pointed_to: f32, things: usize) -> f32 {
    (1.0 + (things as f32 - pointed_to + 0.5).max(0.0) / (pointed_to + 0.5)).ln()
}

/// The part of its rarity that a word counts, unless it says nothing.
fn part(word: &str) -> f32 {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) if is_han(only) => CHARACTER,
        (Some(_), None) => EMPTY_WORD,
        _ if word.bytes().all(|letter| letter.is_ascii_digit()) => NUMBER,
        _ => 1.0,
    }
}

impl Vocabulary {
    /// The words of the phrases of all things.
    pub fn of(things: &[Vec<Vec<String>>]) -> Self {
        let mut places: Vec<(&str, usize, usize)> = Vec::new();
        let mut count = 0;
        for (thing, phrases) in things.iter().enumerate() {
            for (place, phrase) in phrases.iter().enumerate() {
                places.extend(phrase.iter().map(|word| (word.as_str(), thing, count + place)));
            }
            count += phrases.len();
        }
        places.sort_unstable();
        places.dedup();
        let mut words =
            Self(places.chunk_by(|one, other| one.0 == other.0).map(|of_word| word(of_word, things.len())).collect());
        for empty in empty::all() {
            if let Some(known) = words.known(empty) {
                words.0[known].weight *= EMPTY_WORD;
            }
        }
        words
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn weight(&self, word: usize) -> f32 {
        self.0[word].weight
    }

    pub fn weight_of(&self, word: &str) -> f32 {
        self.known(word).map_or(0.0, |word| self.weight(word))
    }

    pub fn phrases_with(&self, word: usize) -> &[usize] {
        &self.0[word].phrases
    }

    /// What each word of a query can mean; words that mean nothing here are left out.
    pub fn typed(&self, query: &str) -> Vec<Meant> {
        let typed: Vec<String> = tokens(query).into_iter().take(MOST_WORDS).collect();
        // The last word may not be whole yet.
        let whole = query.ends_with(char::is_whitespace);
        let mut meant = Vec::new();
        let mut place = 0;
        while place < typed.len() {
            let rest = &typed[place..];
            let (words, part, taken) = if let Some((word, taken)) = self.joined(rest) {
                (vec![(word, 1.0)], 1.0, taken)
            } else {
                let begun = rest.len() == 1 && !whole;
                let empty = typed.len() > 1 && is_empty(&rest[0]);
                let part = if empty { EMPTY_WORD } else { part(&rest[0]) };
                (self.meanings(&rest[0], begun, empty), part, 1)
            };
            if !words.is_empty() {
                meant.push(Meant { words, part });
            }
            place += taken;
        }
        let parted = parted_pairs(query).into_iter().take(MOST_WORDS);
        let parted = parted
            .filter_map(|pair| Some(Meant { words: vec![(self.known(&pair)?, 1.0)], part: PARTED * part(&pair) }));
        meant.extend(parted);
        meant
    }

    fn known(&self, word: &str) -> Option<usize> {
        self.0.binary_search_by(|known| known.text.as_str().cmp(word)).ok()
    }

    /// The known word that the first words are when they are written together, and how many they are.
    fn joined(&self, typed: &[String]) -> Option<(usize, usize)> {
        (2..=MOST_JOINED.min(typed.len())).rev().find_map(|count| {
            let parts = &typed[..count];
            let apart = parts.iter().all(|part| part.chars().nth(1).is_some() && self.known(part).is_some());
            let han = parts.iter().any(|part| part.chars().any(is_han));
            let word = (!apart && !han).then(|| parts.concat()).filter(|word| word.chars().nth(2).is_some())?;
            Some((self.known(&word)?, count))
        })
    }

    /// The known words that a typed one can mean. One that is `begun` may go on; one that is `empty` is only itself.
    fn meanings(&self, typed: &str, begun: bool, empty: bool) -> Vec<(usize, f32)> {
        let letters: Vec<char> = typed.chars().collect();
        let known = self.known(typed);
        let mut found: Vec<(usize, f32)> = known.map(|word| (word, 1.0)).into_iter().collect();
        if empty || letters.iter().any(|letter| is_han(*letter)) {
            return found;
        }
        self.add_forms(&letters, begun && known.is_none(), &mut found);
        if known.is_none() {
            self.add_parts(typed, letters.len(), &mut found);
            if !found.iter().any(|(_, alike)| *alike > 0.75) {
                self.add_misspelt(typed, &letters, begun, &mut found);
            }
            if found.is_empty() {
                let bare = arabic::without_particle(typed).or_else(|| without_elision(typed));
                found = bare.map(|bare| self.meanings(bare, begun, is_empty(bare))).unwrap_or_default();
            }
        }
        found
    }

    /// Other forms of a word, which share its beginning, and words that begin with it.
    fn add_forms(&self, typed: &[char], begun: bool, found: &mut Vec<(usize, f32)>) {
        let least = if begun { 2 } else { shortest_stem(typed[0]) };
        let Some(beginning) = typed.get(..least) else { return };
        let beginning: String = beginning.iter().collect();
        let from = self.0.partition_point(|known| known.text.as_str() < beginning.as_str());
        for (place, known) in
            self.0.iter().enumerate().skip(from).take_while(|(_, known)| known.text.starts_with(&beginning))
        {
            let whole = found.first().is_some_and(|(word, _)| *word == place);
            if let Some(alike) = (!whole).then(|| form(typed, &known.text, begun)).flatten() {
                found.push((place, alike));
            }
        }
    }

    /// The words of which a compound is made, at its beginning and at its end.
    fn add_parts(&self, typed: &str, length: usize, found: &mut Vec<(usize, f32)>) {
        const LEAST: usize = 7;
        if length < LEAST {
            return;
        }
        for (place, known) in self.0.iter().enumerate() {
            let long = known.text.chars().nth(3).is_some();
            let longer = known.text.chars().nth(4).is_some();
            if long && (typed.ends_with(&known.text) || longer && typed.starts_with(&known.text)) {
                found.push((place, 0.7));
            }
        }
    }

    fn add_misspelt(&self, typed: &str, typed_letters: &[char], begun: bool, found: &mut Vec<(usize, f32)>) {
        let count = typed_letters.len();
        let most = match count {
            0..=2 => return,
            3..=6 => 1,
            _ => 2,
        };
        let mask = letters(typed);
        for (place, known) in self.0.iter().enumerate() {
            if (mask & !known.letters).count_ones() as usize > most {
                continue;
            }
            let length = known.text.chars().count();
            // A word of three letters can lack one; it is too short to have a wrong one.
            if count == 3 && !(length == 4 && known.text.starts_with(typed_letters[0])) {
                continue;
            }
            let wrong = |known: &str| strsim::osa_distance(typed, known);
            let errors = if length.abs_diff(count) <= most { wrong(&known.text) } else { most + 1 };
            let cut = begun && count > 3 && errors > most && length > count;
            let errors = if cut { wrong(&known.text.chars().take(count).collect::<String>()) + 1 } else { errors };
            if errors <= most {
                found.push((place, misspelt(typed_letters, &known.text, errors)));
            }
        }
    }
}

/// A word by the places in which it stands: thing and phrase.
#[allow(clippy::cast_precision_loss, reason = "a branch has some hundred things")]
fn word(places: &[(&str, usize, usize)], things: usize) -> Word {
    let text = places[0].0;
    let known_by = places.chunk_by(|one, other| one.1 == other.1).count();
    Word {
        text: text.to_owned(),
        letters: letters(text),
        weight: part(text) * rarity(known_by as f32, things),
        phrases: places.iter().map(|place| place.2).collect(),
    }
}

/// How alike a misspelt word is: less for a short one, and for one that begins otherwise.
fn misspelt(typed: &[char], known: &str, errors: usize) -> f32 {
    let alike: f32 = match (errors, typed.len()) {
        (1, 0..=4) => 0.6,
        (1, 5..=6) => 0.75,
        (1, _) => 0.85,
        _ => 0.6,
    };
    if known.starts_with(typed[0]) { alike } else { alike * 0.85 }
}

/// How alike two words are by their beginnings.
#[allow(clippy::cast_precision_loss, reason = "words are short")]
fn form(typed: &[char], known: &str, begun: bool) -> Option<f32> {
    let known: Vec<char> = known.chars().collect();
    let same = typed.iter().zip(&known).take_while(|(one, other)| one == other).count();
    let longest = typed.len().max(known.len());
    let part = same as f32 / longest as f32;
    let endings = (typed.len() - same).max(known.len() - same);
    let stem = same >= shortest_stem(typed[0]) && endings <= 3 && part >= 0.6;
    let begins = same == typed.len() && (begun || same >= 4);
    [stem.then_some(0.85), begins.then_some(0.5 + 0.35 * part), (same >= 7).then_some(0.5)]
        .into_iter()
        .flatten()
        .reduce(f32::max)
}

/// The letters that two forms of a word share at least; Arabic writes no short vowels.
fn shortest_stem(letter: char) -> usize {
    if arabic::is_arabic(letter) { 3 } else { 4 }
}

/// The word without an article or pronoun that is written together with it where its apostrophe was not typed: "lappli".
fn without_elision(word: &str) -> Option<&str> {
    let rest = word.strip_prefix(['l', 'd', 'j', 'm', 'n', 's', 't', 'c'])?;
    (rest.starts_with(['a', 'e', 'i', 'o', 'u', 'h', 'y']) && rest.len() >= 3).then_some(rest)
}

fn letters(word: &str) -> u32 {
    word.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % 32))
}
