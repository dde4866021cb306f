//! The page on which a visitor fills in a form on their own phone. What they write is nowhere in it, and never comes to a server.

use serde::{Deserialize, Serialize};

/// What the page shows of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillPage {
    /// The form's id, as in its addresses.
    pub form: String,
    pub name: String,
    /// The language in which the form comes.
    pub language: String,
    /// From top to bottom; none where the form is a file of the bank's own.
    pub fields: Vec<FillField>,
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillField {
    /// Its name in the PDF.
    pub name: String,
    pub label: String,
    pub kind: FillKind,
}

/// What is written in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FillKind {
    Section,
    Note,
    /// On as many lines of paper.
    Text(u32),
    Amount,
    Date,
    Iban,
    /// The name of each option in the PDF, and its words.
    Choice(Vec<(String, String)>),
    /// Stays for paper.
    Signature,
}
