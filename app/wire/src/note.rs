//! Notes about a visit, from one desk to the next.

use crate::{StaffMember, Time};
use serde::{Deserialize, Serialize};

/// The most characters of a note.
pub const NOTE_LENGTH: usize = 500;

/// `POST .../tickets/{ticket}/notes`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoteRequest {
    /// One to 500 characters.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub note: String,
}

/// The notes about a ticket, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketNotes {
    pub notes: Vec<Note>,
    /// The number to dial, for a visitor who is called back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dial: Option<String>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Note {
    pub at: Time,
    pub by: StaffMember,
    pub note: String,
}
