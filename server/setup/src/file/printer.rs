//! Printers of a branch.

use super::Id;
use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printer {
    pub id: Id,
    pub address: Spanned<String>,
    pub paper_mm: Spanned<u32>,
    /// The printable width, where it is not the usual one of the paper.
    pub dots: Option<Spanned<u32>>,
    #[serde(default = "yes")]
    pub status: bool,
}

fn yes() -> bool {
    true
}
