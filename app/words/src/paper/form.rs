//! Words for what the server puts on paper; `language` is a code, and the product's first language stands in.

use crate::Locale;

/// At the foot of a form that the product made.
pub fn made_here(language: &str) -> &'static str {
    t!(Locale::of(language), paper.made_here)
}

/// "Page 1 of 2".
pub fn page(language: &str, page: usize, pages: usize) -> String {
    t!(Locale::of(language), paper.page, page = page, pages = pages)
}

/// How a day is written: two digits for day and month, four for the year.
pub fn day_as(language: &str) -> &'static str {
    t!(Locale::of(language), paper.day_as)
}

/// What the picture of a form's code says.
pub fn code(language: &str, code: &str) -> String {
    t!(Locale::of(language), paper.form_code, code = code)
}

/// The fields of a form of which nothing is known but its name.
#[derive(Debug, Clone, Copy)]
pub struct Plain {
    pub holder: &'static str,
    pub request: &'static str,
    pub date: &'static str,
    pub signature: &'static str,
}

pub fn plain(language: &str) -> Plain {
    let locale = Locale::of(language);
    Plain {
        holder: t!(locale, paper.holder),
        request: t!(locale, paper.request),
        date: t!(locale, paper.date),
        signature: t!(locale, paper.signature),
    }
}
