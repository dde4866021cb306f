//! The staff's book of appointments: a day or a week of each officer with the gaps, and booking for a caller.

use crate::form::Form as FilledForm;
use crate::{Appointment, BookRefusal, FreeTime, Text};
use serde::{Deserialize, Serialize};

/// `/b/{branch}/office/book`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeBookPage {
    /// The day that is asked for: `2026-12-03`.
    pub day: String,
    /// The days before and after it, by as much as is shown.
    pub before: String,
    pub after: String,
    pub week: bool,
    pub days: Vec<BookDay>,
    /// The search for a free time, as it was sent: `service`, `part`, `speaks`.
    pub search: FilledForm,
    /// The services that can be booked, by id and name.
    pub services: Vec<(String, Text)>,
    pub found: Option<Vec<FreeTime>>,
    /// Who books.
    pub form: FilledForm,
    pub refusal: Option<BookRefusal>,
    /// The appointment that has just been booked.
    pub booked: Option<Appointment>,
}

/// A day of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookDay {
    pub day: String,
    pub officers: Vec<BookOfficer>,
}

/// The day of an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookOfficer {
    pub name: String,
    pub entries: Vec<BookEntry>,
}

/// A stretch of an officer's day, by the branch's clock: `10:15`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookEntry {
    pub from: String,
    pub to: String,
    /// The appointment; a gap has none.
    pub booked: Option<BookedEntry>,
}

/// An appointment as the staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedEntry {
    pub token: String,
    pub code: String,
    pub service: Text,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub arrival: Arrival,
}

/// Whether a visitor has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "arrival", rename_all = "snake_case")]
pub enum Arrival {
    Expected,
    /// They have a ticket.
    Arrived {
        number: String,
    },
    Served {
        number: String,
    },
    /// The time is over and they did not come.
    Missed,
}
