//! Finds services and quick answers by the visitor's own words, in any of the branch's languages and with typing errors.
//!
//! Every thing is known by phrases: its names and synonyms. A word counts the more, the fewer things it points to (inverse
//! document frequency), and a query may hold words that point to nothing. `tokens` makes words of a text, `vocabulary` finds
//! the known words that a typed one can mean, this file ranks the things. Pure; the index is made once for a catalogue.

mod arabic;
mod chinese;
mod empty;
mod tokens;
mod vocabulary;

#[cfg(test)]
pub mod table;
#[cfg(test)]
mod tests;

use tokens::{tokens, without_umlauts};
use vocabulary::{Meant, Vocabulary, rarity};
use wire::Catalogue;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A service by its id.
    Service(String),
    /// A quick answer by its id.
    Answer(String),
}

/// What counts beside a thing's words in a query: how well one of its phrases is covered by them.
const PHRASE: f32 = 1.0;
/// What is urgent, a lost card or a fraud, goes before things that fit about as well.
const URGENT: f32 = 1.3;
/// Of the best thing's score, what another one must reach to be shown beside it.
const SHOWN: f32 = 0.25;

/// A catalogue, or other things that have names, made ready for the search.
#[derive(Debug, Clone, PartialEq)]
pub struct Index<T = Found> {
    things: Vec<Thing<T>>,
    phrases: Vec<Phrase>,
    words: Vocabulary,
}

#[derive(Debug, Clone, PartialEq)]
struct Thing<T> {
    found: T,
    urgent: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Phrase {
    thing: usize,
    /// The weights of its words, summed.
    weight: f32,
}

/// The words of all phrases by which a thing is known.
fn phrases<'a>(names: impl Iterator<Item = &'a str>, synonyms: &'a [String]) -> Vec<Vec<String>> {
    let all = names.chain(synonyms.iter().map(String::as_str)).flat_map(|phrase| {
        let typed_without = without_umlauts(phrase).map(|phrase| tokens(&phrase));
        std::iter::once(tokens(phrase)).chain(typed_without)
    });
    all.filter(|words| !words.is_empty()).collect()
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { things: Vec::new(), phrases: Vec::new(), words: Vocabulary::default() }
    }
}

impl Index {
    pub fn of(catalogue: &Catalogue) -> Self {
        let services = catalogue.categories.iter().flat_map(|category| &category.services).map(|service| {
            let thing = Thing { found: Found::Service(service.id.clone()), urgent: service.urgent.is_some() };
            (thing, phrases(service.name.all(), &service.synonyms))
        });
        let answers = catalogue.answers.iter().map(|answer| {
            let thing = Thing { found: Found::Answer(answer.id.clone()), urgent: false };
            (thing, phrases(answer.title.all(), &answer.synonyms))
        });
        Self::made(services.chain(answers))
    }
}

impl<T: Clone> Index<T> {
    /// Things by the phrases for which they are known.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn of_phrases(things: impl Iterator<Item = (T, Vec<String>)>) -> Self {
        Self::made(things.map(|(found, known)| {
            let phrases = phrases(std::iter::empty(), &known);
            (Thing { found, urgent: false }, phrases)
        }))
    }

    fn made(things: impl Iterator<Item = (Thing<T>, Vec<Vec<String>>)>) -> Self {
        let (things, listed): (Vec<Thing<T>>, Vec<Vec<Vec<String>>>) = things.unzip();
        let words = Vocabulary::of(&listed);
        let phrases = listed
            .iter()
            .enumerate()
            .flat_map(|(thing, phrases)| phrases.iter().map(move |phrase| (thing, phrase)))
            .map(|(thing, phrase)| Phrase { thing, weight: phrase.iter().map(|word| words.weight_of(word)).sum() })
            .collect();
        Self { things, phrases, words }
    }

    /// The best `most` things for these words, the best one first.
    pub fn find(&self, query: &str, most: usize) -> Vec<T> {
        let mut scores = self.scores(query);
        let mut found = Vec::new();
        let mut least = 0.0;
        while found.len() < most {
            let best = scores.iter().copied().fold(0.0, f32::max);
            let Some(thing) = scores.iter().position(|score| *score >= best && *score > least) else { break };
            least = least.max(best * SHOWN);
            scores[thing] = 0.0;
            found.push(self.things[thing].found.clone());
        }
        found
    }

    /// How well each thing fits the words; 0 where none of them points to it.
    fn scores(&self, query: &str) -> Vec<f32> {
        let typed = self.words.typed(query);
        let (alike, covered) = self.in_phrases(&typed);
        // For each thing, how alike its best word is to each word of the query.
        let mut best = vec![vec![0.0_f32; typed.len()]; self.things.len()];
        for (phrase, alike) in self.phrases.iter().zip(&alike) {
            for (best, alike) in best[phrase.thing].iter_mut().zip(alike) {
                *best = best.max(*alike);
            }
        }
        let pointed_to = |place: usize| best.iter().map(|thing| thing[place]).sum();
        let weights =
            typed.iter().enumerate().map(|(place, meant)| meant.part * rarity(pointed_to(place), self.things.len()));
        let weights: Vec<f32> = weights.collect();
        let sum = |alike: &[f32]| alike.iter().zip(&weights).map(|(alike, weight)| alike * weight).sum::<f32>();
        // For each thing, the most that one of its phrases counts: what the query's words weigh that are in it, times the
        // part of it that they cover.
        let mut phrases = vec![0.0_f32; self.things.len()];
        for ((phrase, alike), covered) in self.phrases.iter().zip(&alike).zip(covered) {
            if covered > 0.0 {
                let part = (covered / phrase.weight).min(1.0);
                phrases[phrase.thing] = phrases[phrase.thing].max(sum(alike) * part);
            }
        }
        let urgency = |thing: &Thing<T>| if thing.urgent { URGENT } else { 1.0 };
        let scores = self.things.iter().zip(best).zip(phrases);
        scores.map(|((thing, best), phrase)| (sum(&best) + PHRASE * phrase) * urgency(thing)).collect()
    }

    /// For each phrase, how alike its best word is to each word of the query, and the weight of its words that are meant.
    fn in_phrases(&self, typed: &[Meant]) -> (Vec<Vec<f32>>, Vec<f32>) {
        let mut alike = vec![Vec::new(); self.phrases.len()];
        let mut covered = vec![0.0; self.phrases.len()];
        let mut meant = vec![0.0_f32; self.words.len()];
        for (place, of_typed) in typed.iter().enumerate() {
            for (word, likeness) in &of_typed.words {
                meant[*word] = meant[*word].max(*likeness);
                for phrase in self.words.phrases_with(*word) {
                    let of_phrase: &mut Vec<f32> = &mut alike[*phrase];
                    of_phrase.resize(typed.len(), 0.0);
                    of_phrase[place] = of_phrase[place].max(*likeness);
                }
            }
        }
        for (word, likeness) in meant.into_iter().enumerate().filter(|(_, likeness)| *likeness > 0.0) {
            for phrase in self.words.phrases_with(word) {
                covered[*phrase] += likeness * self.words.weight(word);
            }
        }
        (alike, covered)
    }
}
