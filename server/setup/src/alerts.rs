//! Who is told when something is wrong in a branch, and by which rules.

use records::alert_rule::AlertRule;

/// The rules of a bank, and whom they tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alerts {
    pub rules: Vec<AlertRule>,
    pub to: Vec<AlertTo>,
}

/// A program that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertTo {
    pub id: String,
    /// The address to which news are posted.
    pub webhook: String,
}
