//! Desks, and the kinds of them.

use super::{Id, Translations};
use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    pub id: Id,
    pub label: Spanned<String>,
    pub name: Translations,
    pub kinds: Vec<Id>,
    /// Services, most preferred first; without it the desk prefers what its kinds prefer.
    pub prefers: Option<Vec<Id>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskKind {
    pub id: Id,
    pub letter: Spanned<String>,
    pub name: Translations,
    /// What a desk of this kind prefers if the desk itself names nothing.
    #[serde(default)]
    pub prefers: Vec<Id>,
}
