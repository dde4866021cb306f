//! Interest in products: given with a consent, passed on, done, withdrawn.

use crate::form::Form as FilledForm;
use crate::{Language, Text};
use serde::{Deserialize, Serialize};

/// `POST /api/v1/branches/{branch}/interests`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InterestRequest {
    pub product: String,
    /// The ticket of the visit, by its id; absent where there was none today.
    #[serde(default)]
    pub ticket: Option<u32>,
    /// The language in which the client read the consent.
    pub language: String,
    #[serde(default)]
    pub name: String,
    /// An address or a telephone number is needed.
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    /// The client has agreed.
    pub consent: bool,
    /// The hash of the words that the client has read, as `interests/wording` gives it.
    pub wording: String,
}

/// `GET /api/v1/branches/{branch}/interests/wording?product&lang`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConsentWording {
    pub language: String,
    pub words: String,
    /// What is kept of the words.
    pub wording: String,
}

/// `POST /api/v1/branches/{branch}/interests/{interest}/step`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InterestStepRequest {
    /// `passed`, `done` or `withdrawn`.
    pub to: String,
}

/// An interest that was taken or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InterestAnswer {
    pub id: i64,
    pub state: String,
    pub version: u32,
}

/// `GET /api/v1/branches/{branch}/interests/{interest}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Interest {
    pub id: i64,
    pub product: String,
    /// The number of the visit's ticket, or the day of the visit.
    pub label: String,
    /// `given`, `passed`, `done`, `withdrawn` or `gone`.
    pub state: String,
    pub language: String,
    pub wording: String,
    /// Empty where they were left out, or erased.
    pub name: String,
    pub email: String,
    pub phone: String,
    /// The day on which name and contact are erased.
    pub erased_on: String,
    pub version: u32,
}

/// The page on which an interest is taken: a product is chosen first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInterestOffice {
    pub form: FilledForm,
    /// The number of the ticket that it is about; empty where it is about none.
    pub label: String,
    /// All of the branch, in the set-up's order, by id.
    pub products: Vec<(String, Text)>,
    pub consent: Option<Consent>,
}

/// A consent to be read and ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub product: Text,
    pub language: Language,
    pub words: String,
    /// The languages in which it can be read.
    pub languages: Vec<Language>,
    /// It was not ticked.
    pub missing: bool,
}

/// The page of an interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestOffice {
    pub interest: Interest,
    pub product: Text,
    /// Who took it; nobody where the client sent it.
    pub owner: Option<String>,
    /// The address of the client's own page.
    pub link: String,
    pub form: FilledForm,
    /// It was changed by somebody else, or its state does not allow the change.
    pub refused: bool,
}

/// The form on which a client asks to be told more of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInterestPage {
    pub form: FilledForm,
    /// What the product is for.
    pub what: Text,
    pub consent: Consent,
}

/// The client's own page of an interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestPage {
    pub product: Text,
    /// It can still be withdrawn.
    pub stands: bool,
    /// The day on which name and contact are erased at the latest.
    pub erased_on: String,
    pub form: FilledForm,
}
