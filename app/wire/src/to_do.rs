//! What the staff have to see to, the first due first.

use crate::Text;
use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// The page of what is to be seen to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToDoOffice {
    pub list: ToDoList,
    /// The names of what the entries are about, by id: services, types of requests.
    pub names: Vec<(String, Text)>,
    pub staff: Vec<(u32, String)>,
    pub form: FilledForm,
}

/// `GET /api/v1/branches/{branch}/to-do?kind&mine&page`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ToDoList {
    pub today: String,
    /// `feedback`, `complaint`, `case`, `follow_up`, `interest`, `contact_check`; empty for all.
    pub kind: String,
    /// Only what this person sees to.
    pub mine: bool,
    /// From 0.
    pub page: u32,
    pub more: bool,
    pub counts: Vec<ToDoCount>,
    pub entries: Vec<ToDoEntry>,
}

/// How many of a kind are on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ToDoCount {
    pub kind: String,
    pub open: u32,
    /// Due today or before.
    pub due: u32,
}

/// Something to see to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ToDoEntry {
    pub kind: String,
    pub record: i64,
    /// A complaint's number, a case's code, a ticket's number.
    pub label: String,
    /// A service, a type of complaint, a type of case, by id.
    pub detail: String,
    pub due: String,
    pub pressure: Pressure,
    pub assigned: Option<u32>,
}

/// How pressing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Pressure {
    Calm,
    /// Half of the time is over.
    Half,
    /// Four fifths of the time are over.
    Urgent,
    /// Due today.
    Today,
    Over,
}
