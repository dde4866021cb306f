//! The words that stand beside the name of a document or a form.

use crate::Locale;
use crate::case::capitalised;
use wire::{Document, Filled, Form, Need};

/// The words for the cases in which a document is needed.
pub fn need(locale: Locale, document: &Document) -> String {
    let words = match document.need {
        Need::Always => t!(locale, ready.need_always),
        Need::Conditional => t!(locale, ready.need_conditional),
        Need::Recommended => t!(locale, ready.need_recommended),
        Need::Optional => t!(locale, ready.need_optional),
    };
    match &document.when {
        Some(when) if document.need == Need::Conditional => capitalised(when.get(locale.code())),
        Some(when) => [words, ", ", when.get(locale.code())].concat(),
        None => words.to_owned(),
    }
}

/// The words for the place at which a form is filled in.
pub fn filling(locale: Locale, form: &Form) -> &'static str {
    match form.filled {
        Filled::Branch => t!(locale, ready.filled_branch),
        Filled::BranchOrHome => t!(locale, ready.filled_branch_or_home),
        Filled::WithAdviser => t!(locale, ready.filled_with_adviser),
    }
}
