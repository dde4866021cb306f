//! Requests that take longer than a visit: their steps, and who must act in each.

use queue::ServiceId;
use serde::{Deserialize, Serialize};
use wire::Text;

/// A kind of request.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseType {
    pub id: String,
    pub name: Text,
    /// How long it takes as a rule, in working days.
    pub days: (u32, u32),
    /// The service at which clients bring what is missing.
    pub service: ServiceId,
    /// In the order in which they follow one another; there is at least one.
    pub steps: Vec<CaseStep>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CaseStep {
    pub id: String,
    pub name: Text,
    pub who: Acts,
}

/// Who must act in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acts {
    Bank,
    Client,
    /// Somebody else, such as a notary or a public office.
    Third,
}

impl CaseType {
    /// Returns the place of a step, from 0.
    pub fn place(&self, step: &str) -> Option<usize> {
        self.steps.iter().position(|known| known.id == step)
    }
}
