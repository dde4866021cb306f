//! The book of appointments: what programs ask of it and are answered.

use crate::{Issued, Language, Time};
use serde::{Deserialize, Serialize};

/// `GET /api/v1/branches/{branch}/slots`: the times that can be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FreeTimes {
    pub service: String,
    /// How long an appointment for it is.
    pub minutes: u32,
    pub times: Vec<FreeTime>,
}

/// A time that can be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FreeTime {
    pub start: Time,
    /// The same by the branch's clock: `2026-12-03T10:15`.
    pub wall: String,
    /// The officers who are free then, by number.
    pub officers: Vec<u32>,
}

/// `POST /api/v1/branches/{branch}/appointments`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppointmentRequest {
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Id))]
    pub service: String,
    /// A moment, `2026-12-03T09:15:00Z`, or a time by the branch's clock, `2026-12-03T10:15`.
    pub start: String,
    /// The officer, by number; without one, whoever is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<u32>,
    pub language: Language,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// `POST /api/v1/appointments/{token}/move`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveRequest {
    pub start: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<u32>,
}

/// `POST /api/v1/appointments/{token}/contact`: each part may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactRequest {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
}

/// `GET /api/v1/appointments/{token}`: an appointment, as whoever has its link sees it. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Appointment {
    /// The key to its page, `/a/{token}`.
    pub token: String,
    /// What the visitor types at the kiosk.
    pub code: String,
    pub branch: String,
    pub service: String,
    pub start: Time,
    /// The same by the branch's clock: `2026-12-03T10:15`.
    pub wall: String,
    pub minutes: u32,
    pub language: Language,
    pub state: AppointmentState,
    /// What a change names in `If-Match`.
    pub version: u32,
}

/// Whether an appointment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppointmentState {
    Booked,
    Cancelled,
}

/// `POST /api/v1/branches/{branch}/check-in`: a visitor with an appointment has come. One of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckInRequest {
    /// The six signs, as somebody typed them.
    Code(String),
    /// The token of the appointment's page, as its QR code has it.
    Token(String),
}

/// What becomes of a visitor who checks in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum CheckInAnswer {
    /// They have a ticket with the booked time.
    OnTime { ticket: Issued, booked: Time },
    /// They are late and have the ticket of a walk-in.
    Late { ticket: Issued, booked: Time },
    /// They come back from this time on.
    Early { from: Time, booked: Time },
    /// The appointment is on another day.
    WrongDay { booked: Time, over: bool },
    /// The appointment is at another branch.
    WrongBranch { branch: crate::Text },
    /// They have checked in already.
    AlreadyThere { number: String },
    /// The appointment was cancelled.
    Cancelled,
}
