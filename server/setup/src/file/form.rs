//! Forms, and what is filled in on them.

use super::{Id, Translations};
use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub id: Id,
    pub name: Translations,
    pub filled: wire::Filled,
    #[serde(default)]
    pub fields: Vec<Field>,
    /// The bank's own file, by its path beside the set-up.
    pub pdf: Option<Spanned<String>>,
}

/// A place of a form to fill in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub kind: Spanned<crate::form::FieldKind>,
    pub label: Translations,
    pub lines: Option<Spanned<u32>>,
    #[serde(default)]
    pub options: Vec<Translations>,
}
