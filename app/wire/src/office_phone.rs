//! The staff's telephone desk: what a CSR needs while somebody is on the telephone.

use crate::form::Form as FilledForm;
use crate::{ArticleShown, CaseStatus, Code, OfficeBookPage, StatusRefused, Text, WaitRange};
use serde::{Deserialize, Serialize};

/// `/b/{branch}/office/phone`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhoneOffice {
    /// The search for a free time, and booking it.
    pub book: OfficeBookPage,
    pub join: PhoneJoin,
    pub case: PhoneCase,
    pub guide: PhoneGuide,
}

/// Taking a place in the queue for a caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhoneJoin {
    /// Why nobody can be given a place now.
    pub off: Option<Code>,
    /// The services by id and name.
    pub services: Vec<(String, Text)>,
    /// The ways to choose from, in minutes; none where the branch gives no tickets from home.
    pub minutes: Vec<u32>,
    /// Whether the branch calls visitors back.
    pub calls_back: bool,
    /// `kind`, `travel`, `language`, `dial`.
    pub form: FilledForm,
    pub refused: Option<Code>,
    /// The place that was just taken.
    pub joined: Option<JoinedCaller>,
}

/// What a caller is told of the place that was taken for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedCaller {
    pub number: String,
    /// The word that the bank and the visitor know of this ticket.
    pub word: String,
    pub service: Text,
    pub wait: Option<WaitRange>,
    /// They are called back and need not come.
    pub call_back: bool,
    /// The visitor's own page.
    pub token: String,
}

/// The state of a request, for who says its code and PIN.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhoneCase {
    pub form: FilledForm,
    pub found: Option<CaseStatus>,
    pub refused: Option<StatusRefused>,
}

/// Quick answers and articles to read out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhoneGuide {
    /// What was looked for.
    pub words: String,
    pub found: Vec<ArticleShown>,
}
