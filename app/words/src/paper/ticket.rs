//! The words of a printed ticket.

use crate::Locale;
use wire::{Document, Form};

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Words {
    locale: Locale,
    language: String,
}

impl Words {
    /// The words of a language code; the product's first language where the product does not have that one.
    pub fn of(language: &str) -> Self {
        Self { locale: Locale::of(language), language: language.to_owned() }
    }

    /// The language, by which the bank's own texts are chosen.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// "3 people ahead of you".
    pub fn ahead(&self, ahead: u32) -> String {
        crate::ahead(self.locale, ahead)
    }

    /// The line that says what the QR code is for.
    pub fn follow(&self) -> String {
        t!(self.locale, kiosk.scan).to_owned()
    }

    /// The line of a ticket without a code.
    pub fn no_code(&self) -> String {
        t!(self.locale, kiosk.no_code).to_owned()
    }

    /// The heading of the documents.
    pub fn documents(&self) -> String {
        t!(self.locale, paper.documents).to_owned()
    }

    /// The heading of the forms.
    pub fn forms(&self) -> String {
        t!(self.locale, ready.forms).to_owned()
    }

    /// The words for the cases in which a document is needed.
    pub fn need(&self, document: &Document) -> String {
        crate::need(self.locale, document)
    }

    /// The words for the place at which a form is filled in.
    pub fn filled(&self, form: &Form) -> &'static str {
        crate::filling(self.locale, form)
    }

    /// The line that says what a cross before a document means.
    pub fn have_it(&self) -> &'static str {
        t!(self.locale, paper.have_it)
    }

    /// The line that says what the ticket holds of the visitor, and for how long.
    pub fn privacy(&self) -> String {
        t!(self.locale, paper.privacy).to_owned()
    }
}
