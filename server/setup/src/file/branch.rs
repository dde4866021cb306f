//! A branch: where it is, and what it has.

use super::{Book, Brand, Desk, Hours, Id, Media, Policy, Printer, SpecialHours, Translations, Volume};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    pub id: Id,
    pub name: Translations,
    pub time_zone: Spanned<String>,
    pub kiosk_panel_inches: Spanned<f32>,
    pub lobby_panel_inches: Spanned<f32>,
    /// What a display of the lobby shows whose address does not say it.
    pub lobby_layout: Option<Spanned<wire::LobbyLayout>>,
    pub brand: Option<Brand>,
    /// The bank's own pictures and videos for the wall.
    #[serde(default)]
    pub media: Vec<Media>,
    #[serde(default)]
    pub volume: Vec<Volume>,
    #[serde(default)]
    pub closed_on: Vec<Spanned<String>>,
    pub hours: Vec<Hours>,
    #[serde(default)]
    pub special_hours: Vec<SpecialHours>,
    #[serde(default)]
    pub policy: Policy,
    /// Where the branch is, and the way in without steps, for those who read of it at home.
    pub address: Option<Translations>,
    pub step_free: Option<Translations>,
    #[serde(default)]
    pub book: Book,
    /// By the id of the service.
    #[serde(default)]
    pub target_minutes: BTreeMap<String, Spanned<u32>>,
    pub desk: Vec<Desk>,
    #[serde(default)]
    pub printer: Vec<Printer>,
    /// The kiosk's printer; without it the kiosk does not print.
    pub kiosk_printer: Option<Id>,
    /// Whether the kiosk's browser prints while the kiosk has no printer.
    #[serde(default)]
    pub browser_printing: bool,
    /// Whether there is a branch beside this one, in which people learn.
    #[serde(default)]
    pub practice: bool,
    /// Whether the branch's managers see which lessons people have done there.
    #[serde(default)]
    pub manager_sees_lessons: bool,
}
