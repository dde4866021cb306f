//! When a branch is open.

use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    pub days: Vec<Spanned<String>>,
    pub open: Spanned<String>,
    pub close: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialHours {
    pub dates: Vec<Spanned<String>>,
    pub open: Spanned<String>,
    pub close: Spanned<String>,
}
