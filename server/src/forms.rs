//! The papers that visitors fill in by hand: the bank's own PDF, or one that is made from the fields of the set-up.
//!
//! `layout` places the fields on A4 pages, `font` measures words, `pdf` writes the file. All of it is pure: the same form
//! gives the same bytes.

mod font;
mod layout;
mod pdf;

use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;
use wire::Text;

/// A form as the set-up describes it.
#[derive(Debug, Clone)]
pub struct Form {
    pub name: Text,
    /// From top to bottom; none: a plain sheet with name, request, date and signature.
    pub fields: Vec<Field>,
    /// The bank's own file, which goes before the fields.
    pub own: Option<Arc<[u8]>>,
    /// Changes with the paper.
    pub version: String,
}

/// A place to fill in, or words to read.
#[derive(Debug, Clone)]
pub struct Field {
    pub kind: Kind,
    pub label: Text,
    /// Ruled lines to write on.
    pub lines: u32,
    /// What there is to choose from.
    pub options: Vec<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A heading of what follows.
    Section,
    /// Words to read: a notice, a declaration.
    Note,
    Text,
    /// Text that needs half a line.
    Short,
    Amount,
    Date,
    Iban,
    /// Boxes to tick.
    Choice,
    Signature,
}

impl Form {
    /// The paper as a PDF, in `language` where the whole form is written in it, or else in the first of `languages`.
    pub fn paper(&self, branch: &Text, language: &str, languages: &[wire::Language]) -> Cow<'_, [u8]> {
        if let Some(own) = &self.own {
            return Cow::Borrowed(own);
        }
        let first = languages.first().map_or("it", wire::Language::as_str);
        let language = if self.speaks(language) { language } else { first };
        let pages = layout::pages(self, branch.get(language), language);
        Cow::Owned(pdf::write(self.name.get(language), language, &pages))
    }

    /// Whether every word of it stands in this language, in letters that the font has.
    fn speaks(&self, language: &str) -> bool {
        let labels = self.fields.iter().flat_map(|field| std::iter::once(&field.label).chain(&field.options));
        std::iter::once(&self.name)
            .chain(labels)
            .all(|text| text.has(language) && font::REGULAR.can_write(text.get(language)))
    }
}

#[cfg(test)]
mod tests;
