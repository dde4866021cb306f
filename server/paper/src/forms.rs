//! The papers that visitors fill in by hand: the bank's own PDF, or one that is made from the fields of the set-up. Sheets of figures
//! for the bank's own people are laid out by the same rules.
//!
//! `layout` places the fields on A4 pages, `font` measures words, `pdf` writes the file. All of it is pure: the same form
//! gives the same bytes.

mod font;
mod layout;
mod pdf;

pub use layout::field::option_name;
pub use layout::sheet::{Bars, Sheet, Table};

use setup::{FieldKind, Form};
use std::borrow::Cow;
use wire::{FormCode, Text};

/// A form as a PDF, in `language` where the whole form is written in it, or else in the first of `languages`. One with an id of the
/// catalogue has a code that says which form it is.
pub fn pdf<'a>(
    form: &'a Form,
    id: Option<&str>,
    branch: &Text,
    language: &str,
    languages: &[wire::Language],
) -> Cow<'a, [u8]> {
    if let Some(own) = &form.own {
        return Cow::Borrowed(own);
    }
    let language = language_of(form, language, languages);
    let code = id.map(|id| FormCode::new(language, id, &form.version));
    let pages = layout::pages(form, code.as_ref(), branch.get(language), language);
    Cow::Owned(pdf::write(form.name.get(language), language, &pages))
}

/// A field of a form, as a page asks for it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The name of the field in the file; of an option's, see [`option_name`].
    pub name: String,
    pub kind: FieldKind,
    pub label: String,
    pub lines: u32,
    pub options: Vec<String>,
}

/// The language in which a form comes, and its fields by the names that they have in the file. Of the bank's own file nothing is known.
pub fn places(form: &Form, language: &str, languages: &[wire::Language]) -> Option<(String, Vec<Place>)> {
    if form.own.is_some() {
        return None;
    }
    let language = language_of(form, language, languages);
    let place = |(place, field): (usize, &setup::Field)| Place {
        name: layout::field::name(place + 1),
        kind: field.kind,
        label: field.label.get(language).to_owned(),
        lines: field.lines,
        options: field.options.iter().map(|option| option.get(language).to_owned()).collect(),
    };
    Some((language.to_owned(), layout::fields(form, language).iter().enumerate().map(place).collect()))
}

/// The language that is wanted, where the whole form is written in it, or else the first one.
fn language_of<'a>(form: &Form, language: &'a str, languages: &'a [wire::Language]) -> &'a str {
    let first = languages.first().map_or("it", wire::Language::as_str);
    if is_written_in(form, language) { language } else { first }
}

/// Figures as a PDF.
pub fn sheet(sheet: &Sheet) -> Vec<u8> {
    pdf::write(&sheet.title, &sheet.language, &layout::sheet::pages(sheet))
}

/// Whether every word of a form stands in this language, in letters that the font has.
fn is_written_in(form: &Form, language: &str) -> bool {
    let labels = form.fields.iter().flat_map(|field| std::iter::once(&field.label).chain(&field.options));
    std::iter::once(&form.name)
        .chain(labels)
        .all(|text| text.has(language) && font::REGULAR.can_write(text.get(language)))
}

#[cfg(test)]
mod tests;
