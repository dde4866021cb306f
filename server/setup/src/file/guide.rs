//! The way to a service: questions that lead to one, and answers that need no desk.

use super::{Id, Synonyms, Translations};
use serde::Deserialize;
use toml::Spanned;

/// A question that leads a visitor to a service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: Id,
    pub text: Translations,
    pub choices: Vec<Choice>,
}

/// One of its answers; it leads to exactly one of the three.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub label: Translations,
    pub service: Option<Id>,
    pub question: Option<Id>,
    pub answer: Option<Id>,
}

/// What needs no desk.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub id: Id,
    pub icon: Spanned<String>,
    pub title: Translations,
    pub text: Translations,
    #[serde(default)]
    pub synonyms: Synonyms,
    /// Where to go when it did not help.
    pub service: Option<Id>,
    pub phone: Option<Spanned<String>>,
    #[serde(default)]
    pub shows_hours: bool,
}
