//! The code on a form, as the staff look it up.

use crate::Text;
use serde::{Deserialize, Serialize};

/// What was looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormsOffice {
    /// What was typed or scanned; empty at first.
    pub typed: String,
    /// What it says; none where it is no code of a form.
    pub scanned: Option<ScannedForm>,
}

/// What a code says, beside the forms of today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScannedForm {
    pub form: String,
    /// Its name; none where the branch has no such form.
    pub name: Option<Text>,
    /// The language of the paper, by its code.
    pub language: String,
    /// The version of the paper, as it stands on it.
    pub version: String,
    /// The version of today, written in the same way.
    pub now: Option<String>,
}

impl ScannedForm {
    /// Whether the paper is as the branch would make it now.
    pub fn is_of_today(&self) -> bool {
        self.now.as_ref() == Some(&self.version)
    }
}
