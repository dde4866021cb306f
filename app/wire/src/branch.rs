//! What the snapshots of several screens share.

use crate::{Language, Text, Time};
use serde::{Deserialize, Serialize};

/// The top of every snapshot: which branch, and which moment of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Head {
    /// The branch's id, as in its addresses.
    pub branch: String,
    pub name: Text,
    /// The branch's languages, its first one first.
    pub languages: Vec<Language>,
    /// When the snapshot was taken.
    pub at: Time,
    /// Minutes that the branch's wall clock is ahead of UTC at that moment.
    pub utc_offset_minutes: i32,
    /// The business day in the branch's time zone: `2026-11-22`.
    pub day: String,
    /// How many commands the branch's journal holds for that day.
    pub seq: u64,
    /// Since when the building is evacuated; absent while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evacuating: Option<Time>,
    /// People learn here: nobody who waits is real, and nothing counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// Whether tickets are given out now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Opening {
    Open {
        /// The end of the present opening; absent when the branch never closes.
        closes_at: Option<Time>,
    },
    Closed {
        /// The next opening; absent when none is planned.
        opens_at: Option<Time>,
    },
}

/// A wait as people are told it: whole minutes, from `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WaitRange {
    pub low_minutes: u32,
    pub high_minutes: u32,
}

/// What a desk is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeskState {
    Closed,
    /// Open, but nobody is called to it for a while.
    Paused,
    /// Open, with no ticket.
    Free,
    /// A visitor was called and is on the way.
    Calling,
    Serving,
}

/// Why nobody is called to an open desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    Break,
    /// Work for the bank that no visitor waits for.
    BackOffice,
    Other,
}

/// Why a visitor was put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ParkReason {
    /// Gone to fetch a document: the place is kept.
    FetchDocument,
    /// The bank has to find something out first.
    WaitForBank,
    /// Nobody answered the telephone: it comes back by itself.
    NoAnswer,
    Other,
}

/// A service by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NamedService {
    pub id: String,
    pub name: Text,
}

/// A visitor who was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ParkedTicket {
    pub id: u32,
    pub number: String,
    pub service: Text,
    pub reason: ParkReason,
    /// The label of the desk that put it aside.
    pub desk: String,
    pub since: Time,
    /// When it is expected back.
    pub until: Option<Time>,
}

/// A visitor who did not come when called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AbsentTicket {
    pub id: u32,
    pub number: String,
    pub service: Text,
    pub since: Time,
}

/// How far the ticket at a desk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Called,
    Serving,
}
