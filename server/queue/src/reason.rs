//! Why a desk's next ticket was picked: what a call records.

use crate::Duration;
use serde::{Deserialize, Serialize};

/// Why a ticket was picked. It is recorded with the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// How long the ticket had waited since it was issued; never below zero.
    pub waited: Duration,
    /// The target wait of its service.
    pub target: Duration,
    pub priority: bool,
    /// How many waiting tickets the desk could have called.
    pub candidates: u32,
    /// How many of the candidates had been issued before it.
    pub overtaken: u32,
    #[serde(default, skip_serializing_if = "Rule::is_due")]
    pub rule: Rule,
    /// A ticket with priority and one without could both have been called.
    #[serde(default, skip_serializing_if = "crate::flag::is_false")]
    pub contested: bool,
    /// Nobody pressed for it: the branch has its desks call by themselves.
    #[serde(default, skip_serializing_if = "crate::flag::is_false")]
    pub by_itself: bool,
}

/// The rule that decided a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The ticket had the smallest due time.
    #[default]
    Due,
    /// The ticket had the smallest due time, which is that of an appointment.
    Appointment,
    /// The ticket had the smallest due time, and had been sent to this desk or to this CSR.
    Sent,
    /// Priority had had its share of the calls, so the first ticket without priority was called.
    PriorityShare,
    /// The CSR chose the ticket.
    Manual,
}

impl Rule {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
    fn is_due(&self) -> bool {
        *self == Self::Due
    }
}
