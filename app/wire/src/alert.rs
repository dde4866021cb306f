//! What the staff are called for, and the call itself.

use crate::Time;
use serde::{Deserialize, Serialize};

/// A call for the staff that nobody has seen to yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Alert {
    /// The alert within its branch and day.
    pub id: u32,
    pub kind: AlertKind,
    /// What is wrong, of a printer.
    pub fault: Option<PrinterFault>,
    /// Where: `kiosk`, the id of a desk, the id of a printer, a day.
    pub place: String,
    /// The same as people call it: the label of a desk.
    pub label: String,
    pub since: Time,
}

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A visitor at the kiosk asks for somebody.
    Help,
    /// A CSR asks for a colleague, quietly.
    DeskHelp,
    /// A CSR is in danger. The desk itself is never shown it; the other desks show it when nobody has gone for 30 seconds.
    Danger,
    /// A printer does not print, or soon will not.
    Printer,
    /// The calls cannot be spoken.
    Speech,
    /// The branch is on a day that has not come yet, which is the place.
    Clock,
    /// Visitors' phones cannot reach the server, so tickets have no code.
    Phones,
    /// An enrolled kiosk or display has not been heard of, whose name is the place.
    Device,
    /// A visitor was not content with the visit.
    LowFeedback,
}

/// What is wrong with a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrinterFault {
    OutOfPaper,
    CoverOpen,
    /// Switched off, or cut off.
    Unreachable,
    /// It takes connections and never answers for its status.
    Silent,
    /// It prints; its roll is nearly over.
    RollLow,
}

/// `POST /api/v1/branches/{branch}/alerts`: from the kiosk, `help` alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AlertRequest {
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::KioskAlert))]
    pub kind: AlertKind,
}

/// `POST /api/v1/branches/{branch}/displays/sound`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DisplaySound {
    /// The browser plays nothing until a person allows it.
    pub blocked: bool,
}
