//! The audit as the office shows it.

use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// Lines of the audit, and the search by which they were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// `who`, `what`, `day` and `chain`, as they were asked for.
    pub form: FilledForm,
    /// Whether the lines of no branch may be asked for: in a bank of one branch.
    pub bank: bool,
    /// The words of everything that is noted, in their order.
    pub what: Vec<String>,
    /// Those who are known by name, each with what `who` says of them.
    pub people: Vec<(String, String)>,
    /// The latest first.
    pub lines: Vec<AuditLine>,
    /// The query that asks for the lines before these; `None` where there are none.
    pub earlier: Option<String>,
}

/// A line of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    pub n: u64,
    /// The day and the time on the branch's clock.
    pub at: String,
    /// The name where it is known, else the word of the audit: `staff:3`, `nobody`.
    pub who: String,
    /// The word of what was done.
    pub what: String,
    pub about: String,
    pub device: String,
    /// `None` where it was erased.
    pub address: Option<String>,
}
