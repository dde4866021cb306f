//! What the staff tell the whole waiting room. What was chosen is an outcome like any other; what was typed is free text, so
//! it is kept elsewhere, by the announcement's id, where it can be erased.

use crate::{DeskId, Timestamp};
use serde::{Deserialize, Serialize};

/// More announcements than these at one time are read by nobody.
pub const ANNOUNCEMENTS_MOST: usize = 4;

/// What is announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Said {
    /// A desk closes in so many minutes.
    DeskCloses { desk: DeskId, minutes: u32 },
    /// A desk opens now.
    DeskOpens { desk: DeskId },
    /// The branch closes in so many minutes.
    BranchCloses { minutes: u32 },
    /// Words of the staff's own.
    Typed,
}

/// An announcement of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Announcement {
    pub id: crate::AnnouncementId,
    /// The ordinal of the announcement in the day: 1 for the first.
    pub seq: u64,
    pub said: Said,
    pub at: Timestamp,
    /// From then on it is not shown.
    pub until: Timestamp,
}
