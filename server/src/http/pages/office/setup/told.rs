//! Changes of the set-up as the pages show them: each with its key, with the names of what it is about, and with values taken apart.

#[cfg(test)]
mod tests;

use crate::http::pages::Visit;
use ::setup::{Change, Entry, Fields, Holds, Kind, Place, Takes, Written};
use branch::Handle;
use wire::{SetupChange, SetupChanged, SetupHolds, SetupTakes};

/// By what changes are told: the set-up that has the names, and the language of the page.
pub struct Told {
    fields: Fields,
    language: String,
}

impl Told {
    pub fn by(set_up: &Written, language: String) -> Self {
        Self { fields: set_up.fields(), language }
    }

    pub fn change(&self, change: Change) -> SetupChange {
        let what = match change.kind {
            Kind::Added => SetupChanged::Added,
            Kind::Removed => SetupChanged::Removed,
            Kind::Ordered => SetupChanged::Ordered,
            Kind::Hours
            | Kind::Exceptions
            | Kind::Renamed
            | Kind::Text
            | Kind::Target
            | Kind::Minutes
            | Kind::Profile
            | Kind::Value => SetupChanged::Value,
        };
        let takes = match change.takes {
            Takes::AtOnce => SetupTakes::AtOnce,
            Takes::NextDay => SetupTakes::NextDay,
            Takes::Restart => SetupTakes::Restart,
        };
        let Change { path, subject, old, new, .. } = change;
        let Some(Place { key, holds, entries, language }) = Place::of(&path) else {
            let entries = if subject.is_empty() { Vec::new() } else { vec![(String::new(), subject)] };
            let (key, language, holds) = (String::new(), String::new(), SetupHolds::Value);
            return SetupChange { what, path, key, entries, language, holds, old: one(old), new: one(new), takes };
        };
        let last = entries.len();
        let named = entries.iter().enumerate().map(|(at, entry)| {
            // What has gone is known by the name that the change kept.
            let kept = if at + 1 == last { subject.as_str() } else { "" };
            (entry.of.to_owned(), self.entry(entry, kept))
        });
        let named = named.collect();
        let of_list = |value: String| -> Vec<String> {
            let ids = value.split(", ").filter(|id| !id.is_empty());
            let within: Vec<&str> = path.split('.').collect();
            ids.map(|id| {
                self.fields.called(&[&within[..], &[id]].concat(), &self.language).unwrap_or_else(|| id.to_owned())
            })
            .collect()
        };
        let (holds, old, new) = match (what, holds) {
            (SetupChanged::Ordered, _) => (SetupHolds::List, of_list(old), of_list(new)),
            (_, Holds::Names(of)) => {
                let within = path.split('.').nth(1).unwrap_or_default();
                let names = |value: String| -> Vec<String> {
                    let ids = value.split(", ").filter(|id| !id.is_empty());
                    ids.map(|id| self.called(of, within, id)).collect()
                };
                (SetupHolds::List, names(old), names(new))
            }
            (_, Holds::SearchWords | Holds::List) => (SetupHolds::List, parts(&old, ", "), parts(&new, ", ")),
            (_, Holds::Dates) => (SetupHolds::Dates, parts(&old, ", "), parts(&new, ", ")),
            (_, Holds::SpecialHours) => (SetupHolds::Dates, parts(&old, "; "), parts(&new, "; ")),
            (_, Holds::Hours) => (SetupHolds::Hours, parts(&old, "; "), parts(&new, "; ")),
            (_, Holds::Number | Holds::ByService) => (SetupHolds::Number, one(old), one(new)),
            (_, Holds::Flag) => (SetupHolds::Flag, one(old), one(new)),
            (_, Holds::Choice(_)) => (SetupHolds::Choice, one(old), one(new)),
            (_, Holds::Words | Holds::ManyWords) => (SetupHolds::Words, one(old), one(new)),
            (_, Holds::Value | Holds::Entries) => (SetupHolds::Value, one(old), one(new)),
        };
        SetupChange { what, path, key: key.to_owned(), entries: named, language, holds, old, new, takes }
    }

    fn entry(&self, entry: &Entry, kept: &str) -> String {
        let place: Vec<&str> = match entry.of {
            // These stand elsewhere under their id.
            "service" => vec!["service", &entry.id],
            "service.documents" => vec!["document", &entry.id],
            _ => entry.path.iter().map(String::as_str).collect(),
        };
        let has_place =
            matches!(entry.of, "branch.volume" | "form.fields" | "form.fields.options" | "question.choices");
        let number = entry.id.parse().ok().filter(|_| has_place).map(|at: usize| (at + 1).to_string());
        match (self.fields.called(&place, &self.language), number) {
            (Some(name), Some(number)) => format!("{number} ({name})"),
            (Some(name), None) => name,
            (None, Some(number)) => number,
            (None, None) if kept.is_empty() => entry.id.clone(),
            (None, None) => kept.to_owned(),
        }
    }

    /// The name of an entry that a value names by its id. A printer is one of a branch.
    fn called(&self, of: &str, branch: &str, id: &str) -> String {
        let place = if of == "branch.printer" { vec!["branch", branch, "printer", id] } else { vec![of, id] };
        self.fields.called(&place, &self.language).unwrap_or_else(|| id.to_owned())
    }
}

fn one(value: String) -> Vec<String> {
    if value.is_empty() { Vec::new() } else { vec![value] }
}

fn parts(value: &str, between: &str) -> Vec<String> {
    value.split(between).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The language of the page.
pub async fn spoken(visit: &Visit, branch: &Handle) -> String {
    visit.of_person(&branch.live().setup().languages).await
}
