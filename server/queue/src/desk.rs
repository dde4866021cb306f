//! A desk during a day.

use crate::{CsrId, ServiceId, TicketId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Desk {
    /// The services that the desk may serve.
    pub profile: BTreeSet<ServiceId>,
    /// The services that the desk prefers, the most preferred first. The rest of the profile comes after them.
    pub preference: Vec<ServiceId>,
    pub state: DeskState,
    /// Since when the desk is open and has neither a ticket nor a pause.
    pub free_since: Option<Timestamp>,
    pub calls: DeskCalls,
}

/// The visitors who were called to a desk today; a call that was repeated counts once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct DeskCalls {
    pub all: u32,
    /// Those whom the CSR chose, whoever was next.
    pub chosen: u32,
}

impl Desk {
    /// The CSR at the desk; `None` for a closed desk.
    pub fn csr(&self) -> Option<CsrId> {
        match self.state {
            DeskState::Open { csr, .. } => Some(csr),
            DeskState::Closed => None,
        }
    }

    /// The ticket that is called to the desk or served there.
    pub fn ticket(&self) -> Option<TicketId> {
        match self.state {
            DeskState::Open { ticket, .. } => ticket,
            DeskState::Closed => None,
        }
    }

    /// The pause of the desk, while it is paused.
    pub fn pause(&self) -> Option<Pause> {
        match self.state {
            DeskState::Open { pause, .. } => pause,
            DeskState::Closed => None,
        }
    }

    /// The rank of a service in the desk's order of preference: 0 for the most preferred.
    pub fn rank(&self, service: &ServiceId) -> usize {
        self.preference.iter().position(|preferred| preferred == service).unwrap_or(self.preference.len())
    }
}

/// An open desk has one CSR and at most one ticket; a closed one has neither.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeskState {
    Closed,
    Open {
        csr: CsrId,
        /// Always `None` during a pause.
        ticket: Option<TicketId>,
        pause: Option<Pause>,
    },
}

/// A pause of an open desk: no ticket is called to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pause {
    pub reason: PauseReason,
    pub since: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    Break,
    /// The CSR does work for the bank that no visitor waits for.
    BackOffice,
    Other,
}
