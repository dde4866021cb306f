//! The shape of a set-up file (`sportello-setup/1`): the whole here, and a file a noun. What can be wrong about a value, beyond its type,
//! is for `check`.

mod alert;
mod branch;
mod case;
mod desk;
mod editing;
mod feedback;
mod form;
mod guide;
mod hours;
mod policy;
mod printer;
mod product;
mod report;
mod security;
mod service;
mod wall;

pub use alert::{AlertRule, AlertTo, AlertWhen};
pub use branch::Branch;
pub use case::{CaseStep, CaseType, Cases};
pub use desk::{Desk, DeskKind};
pub use editing::Editing;
pub use feedback::Feedback;
pub use form::{Field, Form};
pub use guide::{Answer, Choice, Question};
pub use hours::{Hours, SpecialHours};
pub use policy::{Book, Policy};
pub use printer::Printer;
pub use product::Product;
pub use report::{ReportEvery, ReportTo};
pub use security::Security;
pub use service::{Category, Document, Needed, Priority, Service};
pub use wall::{Brand, Media, Volume};

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A text in each language of the file, by its code.
pub type Translations = BTreeMap<String, String>;
/// Search words for one thing, in each language that has some.
pub type Synonyms = BTreeMap<String, Vec<String>>;
/// An id and its place in the file.
pub type Id = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub format: Spanned<String>,
    pub languages: Vec<Id>,
    pub disclaimer: Translations,
    pub priority: Spanned<Priority>,
    pub branch: Vec<Branch>,
    pub desk_kind: Vec<DeskKind>,
    pub category: Vec<Category>,
    pub document: Vec<Document>,
    pub form: Vec<Form>,
    pub service: Vec<Service>,
    /// The service for visitors who are not sure.
    pub unsure: Option<Id>,
    #[serde(default)]
    pub question: Vec<Question>,
    #[serde(default)]
    pub answer: Vec<Answer>,
    #[serde(default)]
    pub feedback: Feedback,
    #[serde(default)]
    pub case_type: Vec<CaseType>,
    #[serde(default)]
    pub cases: Cases,
    #[serde(default)]
    pub product: Vec<Product>,
    #[serde(default)]
    pub security: Security,
    #[serde(default)]
    pub alert_to: Vec<AlertTo>,
    #[serde(default)]
    pub alert_rule: Vec<AlertRule>,
    #[serde(default)]
    pub report_to: Vec<ReportTo>,
    #[serde(default)]
    pub setup: Editing,
}
