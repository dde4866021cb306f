//! What the staff tell the whole waiting room.

use crate::form::Form;
use crate::{Language, Text, Time};
use serde::{Deserialize, Serialize};

/// What is announced. A desk is named by its label where people read it, and by its id where a program asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Announced {
    /// A desk closes in so many minutes.
    DeskCloses { desk: String, minutes: u32 },
    /// A desk opens now.
    DeskOpens { desk: String },
    /// The branch closes in so many minutes.
    BranchCloses { minutes: u32 },
    /// Words of the staff's own, in the languages that they were typed in.
    Typed { words: Text },
}

/// An announcement as the wall shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Announcement {
    pub id: String,
    /// Counts the announcements of the day; what is greater than the last one heard is new.
    pub seq: u64,
    pub what: Announced,
    pub at: Time,
    /// The moment from which it is not shown, so that a display without its server takes it down too.
    pub until: Time,
}

/// `POST /api/v1/branches/{branch}/announcements`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnounceRequest {
    pub what: Announced,
    /// For how long it is shown: 1 to 240.
    pub minutes: u32,
}

/// What the office's page of announcements shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnnouncementsPage {
    pub form: Form,
    /// Those that are shown now, newest first.
    pub shown: Vec<Announcement>,
    /// Minutes that the branch's wall clock is ahead of UTC.
    pub utc_offset_minutes: i32,
    /// The desks of the branch: id and label.
    pub desks: Vec<(String, String)>,
    pub languages: Vec<Language>,
}
