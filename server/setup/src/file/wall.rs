//! What a branch's wall shows, and how loud it is.

use super::{Id, Translations};
use serde::Deserialize;
use toml::Spanned;

/// How the bank shows itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    pub name: Option<Spanned<String>>,
    /// A file beside the set-up.
    pub logo: Option<Spanned<String>>,
    pub colour: Option<Spanned<String>>,
}

/// A picture or a video for the wall, and when it is shown.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    pub id: Id,
    /// A file beside the set-up.
    pub file: Spanned<String>,
    pub alt: Translations,
    /// The first and the last day.
    pub from: Option<Spanned<String>>,
    pub until: Spanned<String>,
    /// Times of day.
    pub open: Option<Spanned<String>>,
    pub close: Option<Spanned<String>>,
    pub seconds: Option<Spanned<u32>>,
}

/// How loud the wall is at a time of day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    pub open: Spanned<String>,
    pub close: Spanned<String>,
    pub percent: Spanned<u32>,
}
