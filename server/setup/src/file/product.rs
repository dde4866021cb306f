//! Products of the bank.

use super::{Id, Translations};
use serde::Deserialize;
use toml::Spanned;

/// A product of the bank. It stands by some services, and by all those of some categories.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub id: Id,
    #[serde(default)]
    pub services: Vec<Id>,
    #[serde(default)]
    pub categories: Vec<Id>,
    pub name: Translations,
    pub what: Translations,
    pub costs: Translations,
    pub risks: Translations,
    /// The sheet that the law asks for: an address, or a PDF beside the set-up.
    pub sheet: Spanned<String>,
}
