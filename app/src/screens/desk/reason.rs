//! Why a ticket is called when it is, in words.

use wire::{CallReason, CallRule};
use words::{Locale, t};

/// What decided: "due first", "has an appointment".
pub fn rule(locale: Locale, rule: CallRule) -> &'static str {
    match rule {
        CallRule::Due => t!(locale, desk.rule_due),
        CallRule::Appointment => t!(locale, desk.rule_appointment),
        CallRule::Sent => t!(locale, desk.rule_sent),
        CallRule::PriorityShare => t!(locale, desk.rule_priority_share),
        CallRule::Manual => t!(locale, desk.rule_manual),
    }
}

/// The whole reason: "waiting 12 min, target 10: due first".
pub fn why(locale: Locale, reason: CallReason) -> String {
    let (waited, target) = (reason.waited_minutes, reason.target_minutes);
    let by_itself = if reason.by_itself { [", ", t!(locale, desk.called_by_itself)].concat() } else { String::new() };
    [&t!(locale, desk.reason, waited = waited, target = target), ": ", rule(locale, reason.rule), &by_itself].concat()
}
