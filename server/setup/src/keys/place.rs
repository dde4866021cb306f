//! A path of the difference, taken apart: the key, the entries that it leads through, the language.

use super::{Holds, holds};

/// An entry that a path leads through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key of its list: `branch.desk`.
    pub of: &'static str,
    /// Its id, or its place from 0 where it has none.
    pub id: String,
    /// The path of the entry itself: `branch`, `centro`, `desk`, `3`.
    pub path: Vec<String>,
}

/// Where a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub key: &'static str,
    pub holds: Holds,
    pub entries: Vec<Entry>,
    /// The language of the text; empty where it is none.
    pub language: String,
}

impl Place {
    /// Takes a path apart: `branch.centro.desk.3.kinds`, `service.cash.name.it`, `language.de.service.cash.name`. None where no set-up has
    /// such a key.
    pub fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('.').collect();
        match &parts[..] {
            ["language", code] => Some(Self::of_language(code, "language", Holds::Entries)),
            ["language", code, "format"] => Some(Self::of_language(code, "format", Holds::Value)),
            ["language", code, "language"] => Some(Self::of_language(code, "language", Holds::Value)),
            ["language", code, rest @ ..] => Self::in_language(code, rest),
            parts => Self::in_file(parts),
        }
    }

    /// The file of a language, or what stands in it that is no text.
    fn of_language(code: &str, key: &'static str, holds: Holds) -> Self {
        let path = vec!["language".to_owned(), code.to_owned()];
        let entries = vec![Entry { of: "language", id: code.to_owned(), path }];
        Self { key, holds, entries, language: String::new() }
    }

    fn in_file(parts: &[&str]) -> Option<Self> {
        let (mut key, mut entries) = (String::new(), Vec::new());
        let mut at = 0;
        while at < parts.len() {
            if !key.is_empty() {
                key.push('.');
            }
            key.push_str(parts[at]);
            at += 1;
            let Some((known, kind)) = holds(&key) else { continue };
            let entry = |of| {
                parts.get(at).map(|id| Entry {
                    of,
                    id: (*id).to_owned(),
                    path: parts[..=at].iter().copied().map(str::to_owned).collect(),
                })
            };
            let rest = parts.len() - at;
            let is_list = matches!(kind, Holds::Entries | Holds::ManyWords | Holds::ByService);
            if is_list && rest > 0 {
                entries.extend(entry(if kind == Holds::ByService { "service" } else { known }));
                at += 1;
            }
            let language = match kind {
                Holds::Words | Holds::ManyWords | Holds::SearchWords => parts.get(at).copied().unwrap_or_default(),
                _ => "",
            };
            let end = at + usize::from(!language.is_empty());
            if end >= parts.len() {
                return Some(Self { key: known, holds: kind, entries, language: language.to_owned() });
            }
        }
        None
    }

    /// A text in the file of a language, which leaves out what follows from its place.
    fn in_language(code: &str, parts: &[&str]) -> Option<Self> {
        let mut full: Vec<&str> = match parts {
            ["form", id, "options"] => vec!["form", id, "fields"],
            ["form", id, "options", field] => vec!["form", id, "fields", field, "options"],
            ["form", id, "options", field, option] => vec!["form", id, "fields", field, "options", option],
            ["service", id, "when"] => vec!["service", id, "documents"],
            ["service", id, "when", document] => vec!["service", id, "documents", document, "when"],
            parts => parts.to_vec(),
        };
        if let Some(place) = Self::in_file(&full).filter(|place| place.holds == Holds::Entries) {
            // The texts of a list as a whole.
            if place.entries.last().is_none_or(|entry| entry.path.len() < full.len()) {
                return Some(Self { holds: Holds::ManyWords, language: code.to_owned(), ..place });
            }
            full.push(match place.key {
                "branch.media" => "alt",
                "form.fields" | "question.choices" => "label",
                _ => "name",
            });
        }
        full.push(code);
        let place = Self::in_file(&full)?;
        (place.language == code).then_some(place)
    }
}
