//! What visitors come for: services by category, and the documents that they need.

use super::{Id, Synonyms, Translations};
use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: Id,
    pub icon: Spanned<String>,
    pub name: Translations,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: Id,
    pub category: Id,
    pub desk_kind: Id,
    pub target_minutes: Spanned<u32>,
    pub expected_minutes: Spanned<u32>,
    pub p80_minutes: Spanned<u32>,
    pub name: Translations,
    pub how: Translations,
    pub self_service: Option<Translations>,
    #[serde(default)]
    pub synonyms: Synonyms,
    /// The quick answer that is shown before any queue.
    pub urgent: Option<Id>,
    #[serde(default)]
    pub documents: Vec<Needed>,
    #[serde(default)]
    pub forms: Vec<Id>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub id: Id,
    pub name: Translations,
    pub hint: Option<Translations>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Needed {
    pub id: Id,
    pub need: Spanned<wire::Need>,
    pub when: Option<Translations>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    pub label: Translations,
    pub help: Translations,
}
