//! Reports that are sent by themselves.

use super::Id;
use serde::Deserialize;
use toml::Spanned;

/// To whom reports are sent by themselves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportTo {
    pub id: Id,
    pub mail: Spanned<String>,
    pub every: ReportEvery,
    /// By the branch's clock: `07:00`.
    pub at: Option<Spanned<String>>,
    #[serde(default)]
    pub branches: Vec<Id>,
    pub language: Option<Spanned<String>>,
}

/// How often a report is sent: of the day before, or of the month before.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportEvery {
    Day,
    Month,
}
