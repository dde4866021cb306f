//! Turns the shape of a set-up file into branches, or lists every mistake with its line, its field and a remedy. A set-up is
//! used completely or not at all.

mod alerts;
mod branches;
mod forms;
mod guide;
mod hours;
mod icons;
mod policy;
mod printers;
mod products;
mod records;
mod reports;
mod security;
mod services;
mod wall;

use crate::branch::Setup;
use crate::fault::{Fault, Faults};
use crate::file::{File, Id, Translations};
use crate::language::{self, Source, is_known};
use crate::texts;
use std::collections::BTreeSet;
use std::path::Path;
use toml::Spanned;
use wire::{Language, Text};

pub use services::version_of;

pub const FORMAT: &str = "sportello-setup/1";

/// Checks the set-up in `text` with the words of further `languages`. The error holds every mistake, but a mistake of TOML
/// itself or of a type hides those after it.
///
/// `folder` holds the set-up's file and the bank's own forms; the set-up that the program carries has none.
pub fn check(text: &str, languages: &[Source], folder: Option<&Path>) -> Result<Setup, Vec<Fault>> {
    let mut faults = Faults { file: None, text, found: Vec::new() };
    let mut file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            faults.toml(&error);
            return Err(faults.found);
        }
    };
    texts::check(&mut file, &mut faults);
    let further = languages.iter().filter_map(|source| language::add(&mut file, source, &mut faults.found)).collect();
    let setup = Checker { file: &file, further, folder, faults: &mut faults }.setup();
    if faults.found.is_empty() { Ok(setup) } else { Err(faults.found) }
}

struct Checker<'a, 'f> {
    file: &'a File,
    /// The languages that have a file of their own.
    further: Vec<Language>,
    folder: Option<&'a Path>,
    faults: &'a mut Faults<'f>,
}

impl<'a> Checker<'a, '_> {
    fn setup(mut self) -> Setup {
        let file = self.file;
        if file.format.get_ref() != FORMAT {
            let what = format!("this program reads \"{FORMAT}\", not \"{}\"", file.format.get_ref());
            self.add(&file.format, "format", what);
        }
        if file.languages.is_empty() {
            self.faults.add(
                Some(file.format.span()),
                "languages",
                "name at least one language, as in [\"it\", \"en\"]",
            );
        }
        for (place, language) in file.languages.iter().enumerate() {
            let code = language.get_ref();
            if file.languages[..place].iter().any(|other| other.get_ref() == code) {
                self.add(language, "languages", format!("\"{code}\" is there twice; remove one of them"));
            }
            if !is_known(code) {
                self.add(
                    language,
                    "languages",
                    format!("\"{code}\" is no language code; write two or three letters, as \"it\""),
                );
            }
        }
        self.ids();
        self.icons();
        self.guides();
        self.kinds();
        let branches = self.branches();
        let security = self.security();
        let (alerts, reports) = (self.alerts(), self.reports());
        Setup { branches, security, alerts, reports, editor: file.setup.editor.unwrap_or(true) }
    }

    fn add<T>(&mut self, place: &Spanned<T>, field: &str, what: impl Into<String>) {
        self.faults.add(Some(place.span()), field, what);
    }

    /// Checks that ids are well written and unique.
    fn ids(&mut self) {
        let file = self.file;
        self.distinct("branch", file.branch.iter().map(|branch| &branch.id));
        self.distinct("desk_kind", file.desk_kind.iter().map(|kind| &kind.id));
        self.distinct("category", file.category.iter().map(|category| &category.id));
        self.distinct("document", file.document.iter().map(|document| &document.id));
        self.distinct("form", file.form.iter().map(|form| &form.id));
        self.distinct("service", file.service.iter().map(|service| &service.id));
        self.distinct("question", file.question.iter().map(|question| &question.id));
        self.distinct("answer", file.answer.iter().map(|answer| &answer.id));
        for branch in &file.branch {
            self.distinct("branch.desk", branch.desk.iter().map(|desk| &desk.id));
        }
    }

    fn distinct(&mut self, field: &str, ids: impl Iterator<Item = &'a Id>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            let name = id.get_ref();
            let well_written =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
            if name.is_empty() || name.len() > 40 || !name.bytes().all(well_written) {
                let what = format!("\"{name}\" is no id; use 1 to 40 of a to z, 0 to 9, \"-\" and \"_\"");
                self.add(id, &format!("{field}.id"), what);
            }
            if !seen.insert(name) {
                self.add(id, &format!("{field}.id"), format!("\"{name}\" is there twice; give one of them another id"));
            }
        }
    }

    /// All languages, those of the file first.
    fn languages(&self) -> Vec<Language> {
        let own = self.file.languages.iter().map(|language| Language::new(language.get_ref()));
        own.chain(self.further.iter().cloned()).collect()
    }

    /// A text in the order of the languages: the first language replaces a missing one.
    fn text(&self, words: &Translations) -> Text {
        let pairs = self.languages().into_iter().map(|Language(code)| (words.get(&code).cloned(), code));
        pairs.filter_map(|(words, code)| Some((code, words?))).collect()
    }

    /// Checks that an id exists elsewhere in the file.
    fn known(&mut self, id: &Id, field: &str, kind: &str, ids: impl Iterator<Item = &'a Id>) {
        let ids: Vec<&str> = ids.map(|id| id.get_ref().as_str()).collect();
        if !ids.contains(&id.get_ref().as_str()) {
            let what = format!(
                "there is no {kind} \"{}\"; write one of {}, or add a [[{kind}]]",
                id.get_ref(),
                ids.join(", ")
            );
            self.add(id, field, what);
        }
    }
}

#[cfg(test)]
mod tests;
