//! Who is told when something is wrong, and when.

use super::Id;
use serde::Deserialize;
use toml::Spanned;

/// Who is told when something is wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertTo {
    pub id: Id,
    /// A program's address.
    pub webhook: Option<Spanned<String>>,
    /// An address for letters.
    pub mail: Option<Spanned<String>>,
    /// Whether it hears of complaints whose legal time goes by.
    #[serde(default)]
    pub complaints: bool,
}

/// When somebody is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    pub id: Id,
    pub when: AlertWhen,
    /// From how many minutes, visitors or percent on.
    pub over: Option<Spanned<u32>>,
    #[serde(default)]
    pub branches: Vec<Id>,
    pub to: Vec<Id>,
    pub pause_minutes: Option<Spanned<u32>>,
    /// On the branch's clock: `20:00-08:00`.
    pub quiet: Option<Spanned<String>>,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertWhen {
    Wait,
    Queue,
    NoShows,
    Forecast,
    Device,
    Printer,
    Speech,
    Help,
    LowRating,
    Danger,
    ComplaintDue,
}
