//! What visitors are asked after their visit.

use super::Id;
use serde::Deserialize;

/// What visitors are asked after their visit.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Services after which nobody is asked to recommend the branch.
    #[serde(default)]
    pub no_recommendation_after: Vec<Id>,
}
