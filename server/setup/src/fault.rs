//! Why a set-up cannot be used: each mistake has its line, its field and a remedy.

use std::fmt;
use std::ops::Range;

/// Why a set-up cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read the set-up {file}: {source}. Give --setup the path of a file that this user may read.")]
    Unreadable { file: String, source: std::io::Error },
    #[error("the set-up {file} cannot be used:\n{}", faults.iter().map(|fault| format!("  {fault}")).collect::<Vec<_>>().join("\n"))]
    Faulty { file: String, faults: Vec<Fault> },
}

/// One mistake in a set-up file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The name of a further language's file; `None` for the set-up itself.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// The field: `service "cash", documents`.
    pub field: String,
    /// What is wrong and what to write instead.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}, ")?;
        }
        write!(f, "line {}: {}: {}", self.line, self.field, self.what)
    }
}

/// The range of the line in which a place begins.
fn line_of(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    start..end
}

/// The mistakes of one file.
pub struct Faults<'a> {
    pub file: Option<String>,
    pub text: &'a str,
    pub found: Vec<Fault>,
}

impl Faults<'_> {
    pub fn add(&mut self, place: Option<Range<usize>>, field: &str, what: impl Into<String>) {
        let start = place.map_or(0, |place| place.start).min(self.text.len());
        let line = self.text[..start].matches('\n').count() + 1;
        self.found.push(Fault { file: self.file.clone(), line, field: field.to_owned(), what: what.into() });
    }

    /// Adds a mistake of TOML itself or of a type.
    pub fn toml(&mut self, error: &toml::de::Error) {
        let field = self.text[error.span().map_or(0..0, |span| line_of(self.text, &span))].trim().to_owned();
        let field = if field.is_empty() { "file" } else { &field };
        self.add(error.span(), field, error.message().replace('\n', ", "));
    }
}
