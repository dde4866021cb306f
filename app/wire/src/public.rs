//! The pages that visitors read at home, on any telephone. The server renders them whole; they run no program.

use crate::{ComplainPage, FeedbackPage, Language, StatusPage, Text};
use serde::{Deserialize, Serialize};

/// A page for visitors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicPage {
    pub head: PublicHead,
    pub body: PublicBody,
}

/// What stands around every page for visitors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicHead {
    pub branch: String,
    pub name: Text,
    pub languages: Vec<Language>,
}

/// What a page for visitors shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum PublicBody {
    /// The visitor's link leads nowhere any more, or never did.
    LinkOver,
    Feedback(Box<FeedbackPage>),
    Complain(Box<ComplainPage>),
    Status(Box<StatusPage>),
    Interest(Box<crate::InterestPage>),
    NewInterest(Box<crate::NewInterestPage>),
    Branch(Box<crate::BranchPage>),
    Book(Box<crate::BookPage>),
    Join(Box<crate::JoinPage>),
    Here(HerePage),
    Fill(Box<crate::FillPage>),
    Appointment(Box<crate::AppointmentPage>),
}

/// Where the QR code on the wall leads a phone that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerePage {
    /// The code on the wall, as the address has it.
    pub code: Option<String>,
}
