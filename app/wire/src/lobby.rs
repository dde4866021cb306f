//! The lobby display. Number and desk, and nothing else about a visitor.

use crate::announcement::Announcement;
use crate::{DeskState, Head, Language, Notice, Text, Time, WaitRange};
use serde::{Deserialize, Serialize};

/// Everything that a lobby display shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LobbySnapshot {
    pub head: Head,
    /// The last calls, newest first: more than fit on the wall, so that a burst loses no chime.
    pub calls: Vec<LobbyCall>,
    /// What the next visitor with each letter can expect; empty in the snapshot of a display that does not show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<LetterWait>,
    /// The desks with the number at each; empty in the snapshot of a display that does not show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub desks: Vec<LobbyDesk>,
    /// What the staff tell the room, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub announcements: Vec<Announcement>,
    /// The bank's own pictures and videos that are shown now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<LobbyMedia>,
    /// What the branch tells its visitors now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// The code of the minute, where visitors from elsewhere show by it that they are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<LobbyCode>,
}

/// The code of the minute. The one before it is still good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LobbyCode {
    /// Four digits.
    pub digits: String,
    /// The moment from which it is good no more, so that a display without its server takes it down too.
    pub until: Time,
}

/// A call, or a recall: then `seq` is new and the number is the old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LobbyCall {
    /// Counts the calls of the day; what is greater than the last one heard is new.
    pub seq: u64,
    pub number: String,
    /// The desk's label: `3`.
    pub desk: String,
    /// The language in which the visitor is called; not known for a ticket that is gone.
    #[serde(default)]
    pub language: Option<Language>,
    /// Nobody waits for the visitor there any more: it need not be said again.
    #[serde(default)]
    pub answered: bool,
    pub at: Time,
}

/// The wait of all services that share a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LetterWait {
    pub letter: String,
    /// Tickets with this letter's services that wait.
    pub waiting: u32,
    /// What the next visitor can expect; absent while no open desk serves the letter.
    pub wait: Option<WaitRange>,
}

/// A desk as the display above it shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LobbyDesk {
    pub id: String,
    pub label: String,
    pub state: DeskState,
    /// The number that is called or served there.
    pub number: Option<String>,
}

/// One of the bank's own pictures or videos, which stands in the set-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LobbyMedia {
    /// The name under which it is fetched: `GET /api/v1/branches/{branch}/media/{id}`.
    pub id: String,
    pub kind: MediaKind,
    /// What it shows, for who does not see it.
    pub alt: Text,
    /// How long a picture stands.
    pub seconds: u32,
    /// The moment from which it is not shown, so that a display without its server takes it down too.
    pub until: Time,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    Picture,
    /// Always without sound: nothing is louder than a call.
    Video,
}

/// What stands on a display.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LobbyLayout {
    /// The last calls.
    #[default]
    Calls,
    /// The last calls, and for each letter how many wait and how long.
    Waits,
    /// The last calls, and the bank's own pictures and videos.
    Notices,
    /// One desk and its number, for the display above it.
    Desk,
    /// The last calls in a low strip.
    Bar,
}

impl LobbyLayout {
    /// Its name in an address and in the set-up.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Waits => "waits",
            Self::Notices => "notices",
            Self::Desk => "desk",
            Self::Bar => "bar",
        }
    }

    /// Whether the display shows waits or desks, which are in a snapshot of their own.
    pub const fn shows_detail(self) -> bool {
        matches!(self, Self::Waits | Self::Desk)
    }
}

/// How a bank shows itself on the wall.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandPage {
    /// The bank's name, before the branch's.
    pub name: Option<String>,
    /// Whether there is a logo: `GET /api/v1/branches/{branch}/media/logo`.
    pub logo: bool,
    /// The bank's colour and a darker one, as `#0b5d57`; white text is legible on both.
    pub colour: Option<String>,
    pub deep: Option<String>,
}

/// How loud the wall is at a time of day, by the clock on its wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Minutes since midnight.
    pub from_minutes: u32,
    pub until_minutes: u32,
    pub percent: u32,
}

/// What the display's page starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LobbyPage {
    pub snapshot: LobbySnapshot,
    /// The panel's diagonal in inches (full HD); the height of the letters follows from it.
    pub panel_inches: f32,
    /// Whether the server speaks: calls are said aloud.
    #[serde(default)]
    pub speech: bool,
    #[serde(default)]
    pub layout: LobbyLayout,
    /// The desk above which the display hangs, by its id.
    #[serde(default)]
    pub desk: Option<String>,
    #[serde(default)]
    pub brand: BrandPage,
    /// Another display of the room speaks.
    #[serde(default)]
    pub silent: bool,
    /// Whether a QR code on the wall leads a phone to the server.
    #[serde(default)]
    pub phone_code: bool,
    /// How loud it is by time of day; at any other time as loud as it can be.
    #[serde(default)]
    pub volumes: Vec<Volume>,
}
