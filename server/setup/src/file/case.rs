//! Requests that take longer than a visit.

use super::{Id, Translations};
use serde::Deserialize;
use toml::Spanned;

/// Requests in progress, of whatever kind.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// Who is told of each change.
    #[serde(default)]
    pub tell: Vec<Id>,
}

/// A kind of request that takes longer than a visit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseType {
    pub id: Id,
    pub name: Translations,
    /// How long it takes as a rule, in working days.
    pub from_days: Spanned<u32>,
    pub to_days: Spanned<u32>,
    /// The service at which clients bring what is missing.
    pub service: Id,
    pub steps: Vec<CaseStep>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseStep {
    pub id: Id,
    pub name: Translations,
    /// Who must act.
    pub who: Spanned<crate::case_type::Acts>,
}
