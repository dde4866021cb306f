//! Requests in progress: what their visitor may see, and what the office does with them.

use crate::form::Form as FilledForm;
use crate::{Text, Time};
use serde::{Deserialize, Serialize};

/// The page on which a visitor looks up a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusPage {
    pub form: FilledForm,
    pub found: Option<CaseStatus>,
    pub refused: Option<StatusRefused>,
    /// The way to a list of what to have ready for the request's desk.
    pub ready: Option<String>,
}

/// Why nothing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusRefused {
    /// No such code, or not this PIN.
    Wrong,
    /// Too many wrong tries.
    Locked,
    /// Too many wrong tries from here, whatever the code.
    Stopped,
}

/// How a request is doing. It never says a name, an amount or an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseStatus {
    pub kind: Text,
    /// The steps in their order.
    pub steps: Vec<Text>,
    /// The present one, from 1.
    pub step: u32,
    /// The day since which it is.
    pub since: String,
    /// `open`, `waiting_for_client`, `ready` or `closed`.
    pub state: String,
    /// `bank`, `client` or `third`.
    pub who: String,
    /// What the client has to bring.
    pub missing: Vec<Text>,
    /// How many working days such a request takes as a rule.
    pub from_days: u32,
    pub to_days: u32,
    /// When somebody last looked after it.
    pub checked: Time,
    /// The day of that in its branch.
    #[serde(default)]
    pub checked_on: String,
}

/// `POST /api/v1/status`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusRequest {
    pub code: String,
    pub pin: String,
}

/// The staff's list of requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasesOffice {
    pub state: String,
    pub rows: Vec<CaseRow>,
}

/// A request on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    pub id: i64,
    pub code: String,
    pub kind: Text,
    pub step: Text,
    pub state: String,
    pub owner: String,
    /// The day in the branch.
    pub touched: String,
    /// Nobody has looked after it for too long.
    pub untouched: bool,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOffice {
    pub row: CaseRow,
    pub version: u32,
    pub name: String,
    pub note: String,
    /// The steps of its type by id, and the documents of the branch.
    pub steps: Vec<(String, Text)>,
    pub step: String,
    pub documents: Vec<(String, Text)>,
    pub missing: Vec<Text>,
    pub form: FilledForm,
    /// The record was changed by somebody else, or its state does not allow the change.
    pub refused: bool,
}

/// The page on which a request is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCaseOffice {
    pub form: FilledForm,
    pub kinds: Vec<(String, Text)>,
    /// What the visitor is given: code, PIN, and the address of the page.
    pub card: Option<CaseCard>,
}

/// What the visitor is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCard {
    pub id: i64,
    pub kind: Text,
    pub code: String,
    pub pin: String,
    pub address: String,
}

/// `POST /api/v1/branches/{branch}/cases/{case}/step`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CaseStepRequest {
    /// `step`, `waiting_for_client`, `resumed`, `ready` or `closed`.
    pub to: String,
    /// The step of the type, for `step`.
    pub step: Option<String>,
    /// Ids of documents, for `waiting_for_client`.
    pub missing: Vec<String>,
    /// For `closed`.
    pub resolved: bool,
}

/// `GET /api/v1/cases/{code}`: a request in progress, for a program of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SystemCase {
    pub branch: String,
    pub code: String,
    /// The type, the step and the documents that are missing, by their ids.
    pub kind: String,
    pub step: String,
    pub missing: Vec<String>,
    /// `open`, `waiting_for_client`, `ready` or `closed`.
    pub state: String,
    /// When it was last changed.
    pub touched: Time,
    pub version: u32,
}

/// The keys of the bank's programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysOffice {
    pub keys: Vec<KeyRow>,
    pub form: FilledForm,
    /// The name of the key that was just made, and the key: nobody can read it again.
    pub made: Option<(String, String)>,
}

/// A key, without what it is. Days are those of the branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRow {
    pub id: i64,
    pub name: String,
    pub made_by: String,
    pub made: String,
    /// About when it was used last.
    pub used: Option<String>,
    pub revoked: Option<String>,
}

/// A case that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseAnswer {
    pub id: i64,
    pub code: String,
    pub version: u32,
}
