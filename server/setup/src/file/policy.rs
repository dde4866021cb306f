//! The rules that a branch changes, and those of its book of appointments.

use serde::Deserialize;
use toml::Spanned;

/// The rules that a branch changes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    pub service_time_weight_percent: Option<Spanned<u32>>,
    pub appointment_lead_minutes: Option<Spanned<u32>>,
    pub appointment_grace_minutes: Option<Spanned<u32>>,
    pub officer_wait_minutes: Option<Spanned<u32>>,
    pub priority_share_percent: Option<Spanned<u32>>,
    pub preference_step_minutes: Option<Spanned<u32>>,
    pub no_show_calls: Option<Spanned<u32>>,
    pub no_show_after_seconds: Option<Spanned<u32>>,
    pub delay_most_minutes: Option<Spanned<u32>>,
    pub overtime_minutes: Option<Spanned<u32>>,
    pub extension_most_minutes: Option<Spanned<u32>>,
    pub auto_call_seconds: Option<Spanned<u32>>,
    pub manual_picks: Option<queue::ManualPicks>,
    pub join_from_home: Option<Spanned<u32>>,
    pub join_grace_minutes: Option<Spanned<u32>>,
    pub alone_numbers: Option<Spanned<u32>>,
    pub alone_minutes: Option<Spanned<u32>>,
    pub join_code: Option<bool>,
    pub call_backs: Option<Spanned<u32>>,
    pub call_back_again_minutes: Option<Spanned<u32>>,
    pub call_back_dials: Option<Spanned<u32>>,
}

/// What a branch sets of its book of appointments.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    pub notice_minutes: Option<Spanned<u32>>,
    pub days_ahead: Option<Spanned<u32>>,
    pub share_percent: Option<Spanned<u32>>,
    pub open_per_contact: Option<Spanned<u32>>,
    pub buffer_minutes: Option<Spanned<u32>>,
}
