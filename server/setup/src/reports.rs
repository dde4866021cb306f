//! Reports that are sent by themselves: to whom, how often, and when.

use std::collections::BTreeSet;

/// How long the period of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportSpan {
    /// The day before.
    Day,
    /// The month before.
    Month,
}

/// A mailbox to which reports are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTo {
    pub id: String,
    /// The address.
    pub mail: String,
    pub span: ReportSpan,
    /// From when on it is sent, in minutes of the branch's day.
    pub at: u16,
    /// The branches that it is of; every one where none is named.
    pub branches: BTreeSet<String>,
    /// The language of the report, by its code; the branch's first one of the staff where none is named.
    pub language: Option<String>,
}

impl ReportTo {
    pub fn is_of(&self, branch: &str) -> bool {
        self.branches.is_empty() || self.branches.contains(branch)
    }
}
