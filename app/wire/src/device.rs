//! Kiosks, displays and tablets: what they say of themselves, and what a manager sees of them.

use crate::Time;
use crate::alert::PrinterFault;
use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// What a device is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    Kiosk,
    Display,
    Tablet,
}

impl DeviceKind {
    pub const ALL: [Self; 3] = [Self::Kiosk, Self::Display, Self::Tablet];

    /// The kind as a form sends it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Display => "display",
            Self::Tablet => "tablet",
        }
    }
}

/// `POST /api/v1/device/contact`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeviceContact {
    /// The release of the page that runs on the device.
    pub version: String,
}

/// What a device is told of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeviceSelf {
    pub branch: String,
    pub role: DeviceKind,
    pub name: String,
    /// A manager wants to know which one it is: it shows its name in large letters.
    pub shows_name: bool,
}

/// The page of the devices of a branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DevicesPage {
    /// Kiosks and displays work without being enrolled.
    pub open: bool,
    pub devices: Vec<DeviceRow>,
    pub enrol: FilledForm,
    /// No device shows the letters that were typed.
    pub no_such_letters: bool,
}

/// A device, as a manager sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeviceRow {
    pub id: u32,
    pub role: DeviceKind,
    pub name: String,
    pub version: String,
    pub address: String,
    pub seen: Time,
    /// The same as a person reads it: the branch's day and time.
    pub seen_words: String,
    /// It has not been heard of for fifteen seconds.
    pub is_gone: bool,
    /// How the printer of a kiosk is; nothing for other devices.
    pub printer: Option<PrinterState>,
    /// Whether what is called can be spoken, where the device speaks: a kiosk reads out, a display calls.
    pub speaks: Option<bool>,
}

/// How a kiosk prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PrinterState {
    /// The kiosk has no printer in the network.
    None,
    /// The kiosk's browser prints; nobody hears how.
    Browser,
    /// Nothing is known to be wrong.
    Well {
        printer: String,
    },
    Faulty {
        printer: String,
        fault: PrinterFault,
    },
}
