//! Who is told when something is wrong in a branch, and by which rules.

use records::alert_rule::{AlertRule, When};
use wire::TroubleWhat;

/// The rules of a bank, and whom they tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alerts {
    pub rules: Vec<AlertRule>,
    pub to: Vec<AlertTo>,
    /// Who is told of each change of a request in progress, by the id of `to`.
    pub cases: Vec<String>,
}

impl Alerts {
    /// The rule with an id.
    pub fn rule(&self, id: &str) -> Option<&AlertRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }
}

/// What a rule is about, as screens and letters say it.
pub fn what(when: When) -> TroubleWhat {
    match when {
        When::Wait { .. } => TroubleWhat::Wait,
        When::Queue { .. } => TroubleWhat::Queue,
        When::NoShows { .. } => TroubleWhat::NoShows,
        When::Forecast { .. } => TroubleWhat::Forecast,
        When::Device => TroubleWhat::Device,
        When::Printer => TroubleWhat::Printer,
        When::Speech => TroubleWhat::Speech,
        When::Help => TroubleWhat::Help,
        When::LowRating => TroubleWhat::LowRating,
        When::Danger => TroubleWhat::Danger,
        When::ComplaintDue { .. } => TroubleWhat::ComplaintDue,
    }
}

/// Who is told, beside the phones of managers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertTo {
    pub id: String,
    pub way: AlertWay,
}

/// The way by which somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertWay {
    /// The address of a program to which news are posted.
    Webhook(String),
    /// The address to which letters go.
    Mail(String),
}
