//! The alerts, which call the staff: to a visitor at the kiosk, to a colleague at a desk, to a printer, to the speech.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::mem::discriminant;

/// An alert within its branch and day: 1 for the first one raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertId(pub u32);

impl fmt::Display for AlertId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The place of an alert that a visitor raises at the kiosk.
pub const KIOSK: &str = "kiosk";

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A visitor asks for somebody; the place is `kiosk`.
    Help,
    /// A CSR asks for a colleague, quietly; the place is the desk.
    DeskHelp,
    /// A CSR is in danger; the place is the desk, where nothing may show of it.
    Danger,
    /// A printer does not print, or soon will not; the place is the printer.
    Printer(PrinterFault),
    /// The calls cannot be spoken; the place is the device, or the server, that cannot speak.
    Speech,
    /// The branch is on a day that has not come yet: the clock was ahead once, or is behind now. The place is that day.
    Clock,
    /// Visitors' phones cannot reach the server at the address that the kiosk uses, so tickets have no code; the place is
    /// `kiosk`.
    Phones,
    /// An enrolled kiosk or display has not been heard of; the place is its name.
    Device,
    /// A visitor was not content with the visit; the place is `feedback`.
    LowFeedback,
}

impl AlertKind {
    /// Whether both are of one kind. Two faults of a printer are.
    pub fn is_like(self, other: Self) -> bool {
        discriminant(&self) == discriminant(&other)
    }

    /// Whether the place of such an alert is a desk.
    pub fn is_at_a_desk(self) -> bool {
        matches!(self, Self::DeskHelp | Self::Danger)
    }
}

/// What is wrong with a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterFault {
    OutOfPaper,
    CoverOpen,
    /// The printer is switched off, not connected, or has a fault of its own.
    Unreachable,
    /// The printer takes connections and never answers for its status.
    Silent,
    /// The printer prints; its roll is nearly over.
    RollLow,
}

/// An open alert: nobody has attended to it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alert {
    pub id: AlertId,
    pub kind: AlertKind,
    pub place: crate::AlertPlace,
    pub since: Timestamp,
}
