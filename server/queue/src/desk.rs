//! A desk during a day.

use crate::{CsrId, ServiceId, TicketId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Desk {
    /// The services that it may serve.
    pub profile: BTreeSet<ServiceId>,
    /// Those that it prefers, the dearest first; the others come after.
    pub preference: Vec<ServiceId>,
    pub state: DeskState,
}

impl Desk {
    /// Who sits there, if it is open.
    pub fn csr(&self) -> Option<CsrId> {
        match self.state {
            DeskState::Open { csr, .. } => Some(csr),
            DeskState::Closed => None,
        }
    }

    /// The ticket that is called to it or served there.
    pub fn ticket(&self) -> Option<TicketId> {
        match self.state {
            DeskState::Open { ticket, .. } => ticket,
            DeskState::Closed => None,
        }
    }

    /// The pause that its CSR is taking.
    pub fn pause(&self) -> Option<Pause> {
        match self.state {
            DeskState::Open { pause, .. } => pause,
            DeskState::Closed => None,
        }
    }

    /// The place of a service in its order of preference: 0 for the dearest.
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
        /// None during a pause.
        ticket: Option<TicketId>,
        pause: Option<Pause>,
    },
}

/// Why nobody is called to an open desk, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pause {
    pub reason: PauseReason,
    pub since: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    Break,
    /// Work for the bank that no visitor waits for.
    BackOffice,
    Other,
}
