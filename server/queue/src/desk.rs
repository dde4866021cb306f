//! A desk during a day.

use crate::{CsrId, ServiceId, TicketId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// The services that it may serve.
    pub profile: BTreeSet<ServiceId>,
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
}

/// An open desk has one CSR and at most one ticket; a closed one has neither.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeskState {
    Closed,
    Open { csr: CsrId, ticket: Option<TicketId> },
}
