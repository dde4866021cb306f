//! The office's pages of officers: who can be booked, when, and when not.

use crate::form::Form as FilledForm;
use crate::{Language, Text};
use serde::{Deserialize, Serialize};

/// `/b/{branch}/office/officers`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficersOffice {
    pub officers: Vec<OfficerRow>,
    /// The colleagues who cannot be booked yet, by number and name.
    pub others: Vec<(u32, String)>,
}

/// An officer of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerRow {
    pub id: u32,
    pub name: String,
    pub services: Vec<Text>,
    /// Hours by weekday, 0 being Monday: `08:30-13:30`.
    pub week: Vec<(u8, String)>,
    pub absences: Vec<AbsenceRow>,
}

/// A span in which an officer is not there, by the branch's clock: `2026-12-03T08:30`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceRow {
    /// The moment of its beginning, by which it is named.
    pub at: i64,
    pub from: String,
    pub to: String,
    /// How many appointments are still booked in it: somebody calls their visitors.
    pub booked: u32,
}

/// `/b/{branch}/office/officers/{person}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerOffice {
    pub id: u32,
    pub name: String,
    /// The person can be booked now.
    pub can_be_booked: bool,
    /// `service.{id}` and `speaks.{code}` are ticked, `day{0..6}` hold hours.
    pub form: FilledForm,
    /// The services that can be booked, by id and name.
    pub services: Vec<(String, Text)>,
    pub languages: Vec<Language>,
    pub absences: Vec<AbsenceRow>,
    /// `from` and `to` of another absence.
    pub away: FilledForm,
}
