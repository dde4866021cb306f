//! The lobby display. Number and desk, and nothing else about a visitor.

use crate::{Head, Language, Time};
use serde::{Deserialize, Serialize};

/// Everything that a lobby display shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LobbySnapshot {
    pub head: Head,
    /// The last calls, newest first: more than fit on the wall, so that a burst loses no chime.
    pub calls: Vec<LobbyCall>,
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

/// What the display's page starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LobbyPage {
    pub snapshot: LobbySnapshot,
    /// The panel's diagonal in inches (full HD); the height of the letters follows from it.
    pub panel_inches: f32,
    /// Whether the server speaks: calls are said aloud.
    #[serde(default)]
    pub speech: bool,
}
