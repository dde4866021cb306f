//! The search against phrases as people write them, on the set-up that the program carries. `phrases.tsv` holds a half, a
//! language, what is meant (what else is right after a bar), and the phrase. The rules and the search words were tuned on one
//! half. The other was kept apart: its misses were seen once while the words were written, and a third of it was written
//! only when rules and words stood.

use super::{Found, Index};
use crate::sample;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use wire::{Answer, Catalogue, Category, Service};

const PHRASES: &str = include_str!("phrases.tsv");
const LANGUAGES: [&str; 8] = ["it", "en", "de", "fr", "es", "ro", "ar", "zh"];
/// Of each language, at least so many phrases.
const LEAST: usize = 30;
/// What is right: first, and among the first three, of all phrases of a half.
const FIRST: f64 = 0.85;
const AMONG_THREE: f64 = 0.95;

/// How many phrases there are, for how many the right thing is first, and among the first three.
#[derive(Default, Clone, Copy)]
struct Figures {
    all: u32,
    first: u32,
    among_three: u32,
}

impl Figures {
    fn part(count: u32, all: u32) -> f64 {
        f64::from(count) / f64::from(all.max(1))
    }

    fn words(self) -> String {
        let percent = |count| 100.0 * Self::part(count, self.all);
        format!("{:5.1} % {:5.1} % of {:3}", percent(self.first), percent(self.among_three), self.all)
    }

    fn add(&mut self, place: Option<usize>) {
        self.all += 1;
        self.first += u32::from(place == Some(0));
        self.among_three += u32::from(place.is_some_and(|place| place < 3));
    }
}

fn setup(language: &str) -> toml::Table {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/setup");
    let name = if language.is_empty() { "default.toml".to_owned() } else { format!("default.{language}.toml") };
    std::fs::read_to_string(folder.join(name)).unwrap().parse().unwrap()
}

/// The strings of a value: itself, of a list, or of a table by language.
fn strings(value: Option<&toml::Value>) -> Vec<String> {
    match value {
        Some(toml::Value::String(text)) => vec![text.clone()],
        Some(toml::Value::Array(list)) => list.iter().flat_map(|item| strings(Some(item))).collect(),
        Some(toml::Value::Table(table)) => table.values().flat_map(|item| strings(Some(item))).collect(),
        _ => Vec::new(),
    }
}

/// The search words of a thing in all languages, its names first, as the server puts them into the catalogue.
fn searched_by(kind: &str, named: &str, entry: &toml::Table, others: &[toml::Table]) -> Vec<String> {
    let id = entry["id"].as_str().unwrap();
    let own: Vec<&toml::Table> = others.iter().map(|other| other[kind][id].as_table().unwrap()).collect();
    let of = |field: &str| -> Vec<String> {
        strings(entry.get(field)).into_iter().chain(own.iter().flat_map(|other| strings(other.get(field)))).collect()
    };
    let mut words = of(named);
    words.extend(of("synonyms"));
    words
}

/// The catalogue of the program's own set-up, as far as the search needs it.
pub fn catalogue() -> Catalogue {
    let base = setup("");
    let others: Vec<toml::Table> = LANGUAGES.iter().skip(2).map(|language| setup(language)).collect();
    let entries = |kind: &str| -> Vec<toml::Table> {
        base[kind].as_array().unwrap().iter().map(|entry| entry.as_table().unwrap().clone()).collect()
    };
    let (like, answer_like) =
        (sample::catalogue().categories[0].services[0].clone(), sample::catalogue().answers[0].clone());
    let service = |entry: &toml::Table| Service {
        id: entry["id"].as_str().unwrap().to_owned(),
        name: sample::text("", ""),
        synonyms: searched_by("service", "name", entry, &others),
        urgent: entry.get("urgent").and_then(|urgent| urgent.as_str()).map(str::to_owned),
        ..like.clone()
    };
    let answer = |entry: &toml::Table| Answer {
        id: entry["id"].as_str().unwrap().to_owned(),
        title: sample::text("", ""),
        synonyms: searched_by("answer", "title", entry, &others),
        ..answer_like.clone()
    };
    let services = entries("service").iter().map(service).collect();
    let category = Category { services, ..sample::catalogue().categories.remove(0) };
    Catalogue {
        categories: vec![category],
        answers: entries("answer").iter().map(answer).collect(),
        ..sample::catalogue()
    }
}

pub fn id(found: &Found) -> &str {
    match found {
        Found::Service(id) | Found::Answer(id) => id,
    }
}

/// The halves, by the word of the first column.
const HALVES: [&str; 2] = ["tuned", "kept"];

#[test]
fn what_people_write_finds_what_they_mean() {
    let index = Index::of(&catalogue());
    let mut figures: BTreeMap<&str, [Figures; 2]> = BTreeMap::new();
    let mut totals = [Figures::default(); 2];
    let mut missed = String::new();
    for line in PHRASES.lines() {
        let [half, language, meant, phrase] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns: {line}")
        };
        let found = index.find(phrase, 5);
        let place = found.iter().position(|found| meant.split('|').any(|meant| meant == id(found)));
        let half = HALVES.iter().position(|name| *name == half).unwrap();
        figures.entry(language).or_default()[half].add(place);
        totals[half].add(place);
        if place != Some(0) {
            let ids: Vec<&str> = found.iter().map(id).collect();
            let _ =
                writeln!(missed, "{}, {language}: \"{phrase}\" means {meant}, found {}", HALVES[half], ids.join(", "));
        }
    }
    print!("{missed}");
    println!("Right thing first, among three: tuned on | kept apart");
    for language in LANGUAGES {
        let [tuned, kept] = figures.get(language).copied().unwrap_or_default();
        println!("{language}  {}  |  {}", tuned.words(), kept.words());
        assert!((tuned.all + kept.all) as usize >= LEAST, "{language}: at least {LEAST} phrases");
    }
    println!("all {}  |  {}", totals[0].words(), totals[1].words());
    for half in totals {
        assert!(Figures::part(half.first, half.all) >= FIRST, "first: {}", half.words());
        assert!(Figures::part(half.among_three, half.all) >= AMONG_THREE, "among three: {}", half.words());
    }
}
