//! A desk is lent to other services for a while, and given back.

use super::Decision;
use crate::{Branch, CsrId, DeskId, Event, LendingState, Refusal, ServiceId, Timestamp};
use std::collections::BTreeSet;

impl Branch {
    /// A manager asks whoever sits at a desk. What the desk serves anyway is left out.
    pub(super) fn lend_desk(&self, id: &DeskId, services: &[ServiceId], until: Timestamp, at: Timestamp) -> Decision {
        let desk = self.known_desk(id)?;
        if let Some(unknown) = services.iter().find(|service| !self.lines.has_service(service)) {
            return Err(Refusal::UnknownService(unknown.clone()));
        }
        if desk.csr().is_none() {
            return Err(Refusal::DeskClosed(id.clone()));
        }
        if self.lending_of(id).is_some() {
            return Err(Refusal::LendingOpen(id.clone()));
        }
        let others: BTreeSet<&ServiceId> = services.iter().filter(|service| !desk.profile.contains(*service)).collect();
        if others.is_empty() {
            return Err(Refusal::ServedAnyway(id.clone()));
        }
        if until <= at {
            return Err(Refusal::ReturnInThePast);
        }
        let services = others.into_iter().cloned().collect();
        Ok(vec![Event::LendingAsked { desk: id.clone(), services, until, at }])
    }

    /// The CSR serves the other services from now on.
    pub(super) fn accept_lending(&self, id: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        self.own_desk(id, csr)?;
        match self.lending_of(id).map(|lending| lending.state) {
            Some(LendingState::Asked) => Ok(vec![Event::DeskLent { desk: id.clone(), at }]),
            // Accepted on the desk's other tablet.
            Some(_) => Ok(vec![]),
            None => Err(Refusal::NoLending(id.clone())),
        }
    }

    /// The CSR, or the manager where there is none, ends what was asked or agreed.
    pub(super) fn return_desk(&self, id: &DeskId, csr: Option<CsrId>, at: Timestamp) -> Decision {
        match csr {
            Some(csr) => {
                self.own_desk(id, csr)?;
            }
            None => {
                self.known_desk(id)?;
            }
        }
        // Two who press at once end it once.
        Ok(self.end_lending(id, at).into_iter().collect())
    }

    /// What ends the open lending of a desk, where it has one.
    pub(super) fn end_lending(&self, id: &DeskId, at: Timestamp) -> Option<Event> {
        let desk = id.clone();
        Some(match self.lending_of(id)?.state {
            LendingState::Lent { .. } => Event::DeskReturned { desk, at },
            _ => Event::DeskNotLent { desk, at },
        })
    }
}
