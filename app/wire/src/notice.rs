//! What a manager tells the visitors of a branch, from a start to an end.

use crate::form::Form;
use crate::{Language, Text, Time};
use serde::{Deserialize, Serialize};

/// A notice as visitors see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Notice {
    pub id: i64,
    pub words: Text,
    /// The moment from which it is not shown, so that a screen without its server takes it down too.
    pub until: Time,
}

/// How far a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    Scheduled,
    Live,
    Over,
    Withdrawn,
}

/// A notice as the staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoticeRow {
    pub id: i64,
    /// What a change names in `If-Match`.
    pub version: u32,
    pub state: NoticeState,
    pub from: Time,
    pub until: Time,
    /// Both as the branch's clock shows them: `2026-12-24T13:00`.
    pub from_wall: String,
    pub until_wall: String,
    pub words: Text,
}

/// `GET /api/v1/branches/{branch}/notices`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoticeList {
    /// Those that are shown or planned, and the last ones that are over: the last to end first.
    pub notices: Vec<NoticeRow>,
}

/// `POST /api/v1/branches/{branch}/notices` and `.../notices/{record}/change`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeRequest {
    /// By the branch's clock, `2026-12-24T13:00`, or a moment, `2026-12-24T12:00:00Z`; absent: from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Written as the start is; within a year.
    pub until: String,
    /// One text of at most 300 characters in each language of the branch.
    pub words: Text,
}

/// The answer to a change of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoticeAnswer {
    pub id: i64,
    pub version: u32,
}

/// What the office's page of notices shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesOffice {
    pub form: Form,
    /// The notice that the form changes, with its version; none: the form makes a new one.
    pub changes: Option<(i64, u32)>,
    pub rows: Vec<NoticeRow>,
    pub languages: Vec<Language>,
    /// What was not done, where a rule refused it as a whole.
    pub refused: Option<NoticeRefused>,
}

/// Why a notice was not made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeRefused {
    /// As many as may be are shown or planned already.
    TooMany,
    /// It is over or withdrawn.
    Over,
    /// Somebody else has changed it meanwhile.
    Stale,
    EndBeforeStart,
    /// The end is more than a year away.
    TooFar,
    /// The branch's clock skips this time.
    Skipped,
}
