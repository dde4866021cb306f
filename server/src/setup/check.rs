//! From the shape of a set-up file to what the server uses; or everything that is wrong with it, each with its line,
//! its field and a remedy. A set-up is used whole or not at all.

mod branches;
mod hours;
mod policy;
mod printers;
mod services;
mod texts;

use super::Setup;
use super::file::{File, Id, Words};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use wire::Text;

pub const FORMAT: &str = "sportello-setup/1";

/// One mistake in a set-up file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// Where it stands: `service "cash", documents`.
    pub field: String,
    /// What is wrong, and what to write instead.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: {}", self.line, self.field, self.what)
    }
}

/// The set-up in `text`, or all its mistakes. One of TOML itself or of a type hides those behind it.
pub fn check(text: &str) -> Result<Setup, Vec<Fault>> {
    let mut faults = Faults { text, found: Vec::new() };
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            let field = text[error.span().map_or(0..0, |span| line_of(text, &span))].trim().to_owned();
            faults.add(
                error.span(),
                if field.is_empty() { "file" } else { &field },
                error.message().replace('\n', ", "),
            );
            return Err(faults.found);
        }
    };
    let setup = Checker { file: &file, faults: &mut faults }.setup();
    if faults.found.is_empty() { Ok(setup) } else { Err(faults.found) }
}

/// The bytes of the line that a place begins in.
fn line_of(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    start..end
}

struct Faults<'a> {
    text: &'a str,
    found: Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, place: Option<Range<usize>>, field: &str, what: impl Into<String>) {
        let start = place.map_or(0, |place| place.start).min(self.text.len());
        let line = self.text[..start].matches('\n').count() + 1;
        self.found.push(Fault { line, field: field.to_owned(), what: what.into() });
    }
}

struct Checker<'a, 'f> {
    file: &'a File,
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
        for language in &file.languages {
            let code = language.get_ref();
            if !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.add(
                    language,
                    "languages",
                    format!("\"{code}\" is no language code; write two or three letters, as \"it\""),
                );
            }
        }
        self.ids();
        self.texts();
        self.kinds();
        let branches = self.branches();
        Setup { branches }
    }

    fn add<T>(&mut self, place: &Spanned<T>, field: &str, what: impl Into<String>) {
        self.faults.add(Some(place.span()), field, what);
    }

    /// Ids are well written, and each is there once.
    fn ids(&mut self) {
        let file = self.file;
        self.distinct("branch", file.branch.iter().map(|branch| &branch.id));
        self.distinct("desk_kind", file.desk_kind.iter().map(|kind| &kind.id));
        self.distinct("category", file.category.iter().map(|category| &category.id));
        self.distinct("document", file.document.iter().map(|document| &document.id));
        self.distinct("form", file.form.iter().map(|form| &form.id));
        self.distinct("service", file.service.iter().map(|service| &service.id));
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

    /// An id that must stand elsewhere in the file.
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

fn text(words: &Words) -> Text {
    Text(words.clone())
}

#[cfg(test)]
mod tests;
