//! Sessions and devices.

use serde::Deserialize;
use toml::Spanned;

/// Sessions and devices.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    pub open_devices: Option<bool>,
    pub session_hours: Option<Spanned<u32>>,
    pub idle_tablet_minutes: Option<Spanned<u32>>,
    pub idle_office_minutes: Option<Spanned<u32>>,
    pub idle_desk_minutes: Option<Spanned<u32>>,
    /// Whether managers and admins must have a second factor.
    #[serde(default)]
    pub second_factor: bool,
}
