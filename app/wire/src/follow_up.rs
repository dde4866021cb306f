//! Follow-ups: what a CSR promised to see to after a visit.

use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// `POST /api/v1/branches/{branch}/follow-ups`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowUpRequest {
    /// The ticket of the visit, by its id; absent where there was none today.
    #[serde(default)]
    pub ticket: Option<u32>,
    /// The day by which it is done.
    pub due: String,
    /// What is to be done, 1 to 500 characters.
    pub note: String,
}

/// `POST /api/v1/branches/{branch}/follow-ups/{follow_up}/step`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowUpStepRequest {
    /// `done` or `moved`.
    pub to: String,
    /// The other day, for `moved`.
    #[serde(default)]
    pub due: Option<String>,
}

/// A follow-up that was begun or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FollowUpAnswer {
    pub id: i64,
    pub state: String,
    pub version: u32,
}

/// `GET /api/v1/branches/{branch}/follow-ups/{follow_up}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FollowUp {
    pub id: i64,
    /// The number of the visit's ticket, or the day of the visit.
    pub label: String,
    /// The service of the visit, by its id; empty where there was no ticket.
    pub service: String,
    pub due: String,
    /// `open`, `done` or `gone`.
    pub state: String,
    /// Empty where the words were erased.
    pub note: String,
    /// The day on which they are.
    pub erased_on: String,
    pub version: u32,
}

/// The page on which a follow-up is begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFollowUpOffice {
    pub form: FilledForm,
    /// The number of the ticket that it is about; empty where it is about none.
    pub label: String,
}

/// The page of a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpOffice {
    pub follow_up: FollowUp,
    pub service: crate::Text,
    /// Who promised it.
    pub owner: String,
    pub form: FilledForm,
    /// It was changed by somebody else, or its state does not allow the change.
    pub refused: bool,
}
