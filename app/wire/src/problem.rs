//! Errors as RFC 9457 has them.

use crate::{Code, Time};
use serde::{Deserialize, Serialize};

/// `application/problem+json`. Programs decide by `code`, which never changes; `title` and `detail` are for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that names the kind of problem: `urn:sportello:problem:{code}`.
    pub r#type: String,
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do about it.
    pub detail: String,
    /// A stable word for the kind of problem: `branch_unknown`, `closed`, ...
    pub code: Code,
    /// What can be had in place of a time that cannot: the next ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<Time>,
    /// The field of the body that is wrong, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}
