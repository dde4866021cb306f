//! Contact data: that they were checked, and changes that are handed over to the bank's register.

use crate::Language;
use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// `POST /api/v1/branches/{branch}/contact-checks`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactCheckRequest {
    /// The ticket of the visit, by its id; absent where there was none today.
    #[serde(default)]
    pub ticket: Option<u32>,
    /// The change; absent where the data are right, and nothing more is kept.
    #[serde(default)]
    pub change: Option<ContactChangeRequest>,
}

/// A new e-mail address of a client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactChangeRequest {
    /// The language in which the client read the consent.
    pub language: String,
    /// By what the bank knows the client: a name, a number. 1 to 120 characters.
    pub client: String,
    /// The old address, which is told; empty where there was none.
    #[serde(default)]
    pub before: String,
    /// The new address, to which a code goes.
    pub after: String,
    /// An identity document was looked at.
    pub seen: bool,
    /// The client has agreed.
    pub consent: bool,
    /// The hash of the words that the client has read, as `contact-checks/wording` gives it.
    pub wording: String,
}

/// `POST /api/v1/branches/{branch}/contact-checks/{check}/step`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactStepRequest {
    /// `new_code`, `confirmed` or `delivered`.
    pub to: String,
    /// What the client read back, for `confirmed`.
    #[serde(default)]
    pub code: Option<String>,
}

/// A check or a change that was taken or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContactCheckAnswer {
    pub id: i64,
    pub state: String,
    pub version: u32,
}

/// `GET /api/v1/branches/{branch}/contact-checks/{check}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContactCheck {
    pub id: i64,
    /// The number of the visit's ticket, or the day of the visit.
    pub label: String,
    /// `checked`, `changed`, `confirmed`, `delivered` or `gone`.
    pub state: String,
    /// The day on which it was checked or changed.
    pub on: String,
    /// Empty where nothing changed, or where they were erased.
    pub client: String,
    pub before: String,
    pub after: String,
    /// The day on which they are; empty where there are none.
    pub erased_on: String,
    pub version: u32,
}

/// The page on which contact data are checked, or a change is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewContactOffice {
    pub form: FilledForm,
    /// The number of the ticket that it is about; empty where it is about none.
    pub label: String,
    /// This server can send a code to a new address.
    pub mail: bool,
    pub language: Language,
    /// The consent, in that language.
    pub words: String,
    pub languages: Vec<Language>,
    /// It was not ticked, or no document was seen.
    pub missing: bool,
}

/// The page of a check or a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactOffice {
    pub check: ContactCheck,
    /// Who checked.
    pub owner: String,
    pub form: FilledForm,
    /// It was changed by somebody else, or its state does not allow the change.
    pub refused: bool,
}
