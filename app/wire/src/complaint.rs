//! Complaints: what a visitor fills in, what they are given, and the register of the office.

use crate::Text;
use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// The page on which a visitor complains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplainPage {
    pub form: FilledForm,
    /// The services, by id.
    pub services: Vec<(String, Text)>,
    /// What was entered just now.
    pub receipt: Option<ComplaintReceipt>,
}

/// What a client is given for a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintReceipt {
    pub number: String,
    pub kind: String,
    pub received: String,
    pub due: String,
}

/// The register, by due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintsOffice {
    pub rows: Vec<ComplaintRow>,
    pub today: String,
    /// Whether only those are shown that are owed an answer.
    pub open_only: bool,
    /// The years of which there is a statement.
    pub year: i16,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintRow {
    pub id: i64,
    pub number: String,
    pub kind: String,
    pub channel: String,
    pub service: Text,
    pub received: String,
    pub due: String,
    pub why: DueWhy,
    pub state: String,
    /// Whether an answer is owed.
    pub open: bool,
    pub owner: String,
}

/// How a due date was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueWhy {
    pub from: String,
    pub days: u16,
    /// Whether business days were counted.
    pub business: bool,
    pub weekend_days: u16,
    /// The feasts that were not counted.
    pub feasts: Vec<String>,
    /// Whether the date falls on a feast.
    pub on_feast: bool,
}

/// One complaint with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintOffice {
    pub row: ComplaintRow,
    pub version: u32,
    pub words: Option<ComplaintWords>,
    pub outcome: String,
    pub answered_on: String,
    pub measures_by: String,
    pub about: String,
    pub steps: Vec<ComplaintStepMade>,
    /// What may be done with it now: `take`, `type`, `interim`, `answer`, `close`, `reopen`, `refer`, `withdraw`.
    pub may: Vec<String>,
    /// This person is complained of.
    pub complained_of: bool,
    pub form: FilledForm,
    /// Why the last step was not made.
    pub refused: Option<ComplaintRefused>,
}

/// Why a step was not made, beside what is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintRefused {
    State,
    ComplainedOf,
    NoInterim,
    InterimTwice,
    /// Somebody else changed the record.
    Stale,
}

/// What the client and the bank said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintWords {
    pub name: String,
    pub contact: String,
    pub words: String,
    pub wish: String,
    pub interim: String,
    pub answer: String,
    pub measures: String,
    pub reasons: String,
}

/// A step that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintStepMade {
    /// Day and time in the branch.
    pub at: String,
    pub who: String,
    pub step: String,
    pub due: String,
}

/// The page on which a member of staff enters a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewComplaintOffice {
    pub form: FilledForm,
    pub services: Vec<(String, Text)>,
    /// The staff of whom may be complained.
    pub staff: Vec<(u32, String)>,
    /// What was entered just now, with its id.
    pub receipt: Option<(i64, ComplaintReceipt)>,
    /// People learn here: nothing that is entered is kept.
    pub practice: bool,
}

/// `POST /api/v1/branches/{branch}/complaints`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ComplaintRequest {
    /// `banking`, `payments`, `investment` or `insurance`; `banking` where it is not known.
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub service: Option<String>,
    #[serde(default)]
    pub language: Option<String>,
    pub name: String,
    /// An address for the answer.
    pub contact: String,
    pub words: String,
    /// What the client wants.
    #[serde(default)]
    pub wish: String,
}

/// A complaint that was entered or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ComplaintAnswer {
    pub id: i64,
    pub number: String,
    /// The last day on which the bank may answer.
    pub due: String,
    pub version: u32,
}

/// `POST /api/v1/branches/{branch}/complaints/{complaint}/{step}`: the fields that the step needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ComplaintStepRequest {
    /// `type`: the new type.
    pub kind: Option<String>,
    /// `interim`: why the answer takes longer; `reopen`: why.
    pub reason: Option<String>,
    /// `interim`: when the answer comes.
    pub until: Option<String>,
    /// `answer`, `reopen`: the day of the letter; today where it is left out.
    pub on: Option<String>,
    /// `answer`: `upheld`, `partly` or `rejected`.
    pub outcome: Option<String>,
    /// `answer`: the letter's text.
    pub text: Option<String>,
    pub measures: Option<String>,
    pub measures_by: Option<String>,
    pub reasons: Option<String>,
    /// `answer`: it names where the client may turn.
    pub remedy: bool,
}
