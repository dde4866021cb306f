//! The lines: an index of the tickets that wait, in call order. Only `apply.rs` changes it.

use crate::{Bound, CsrId, DeskId, Position, ServiceId, Ticket, TicketId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The tickets that wait for one service, one desk or one CSR, in call order.
pub(crate) type Line = BTreeSet<Position>;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Lines {
    /// Every service of the set-up has a line.
    services: BTreeMap<ServiceId, Line>,
    /// The tickets that were sent to one desk. No line is empty.
    desks: BTreeMap<DeskId, Line>,
    /// The tickets that were sent to one CSR. No line is empty.
    csrs: BTreeMap<CsrId, Line>,
    /// The waiting tickets whose visitors asked to be called later, even where that moment has come, or are away.
    delayed: BTreeSet<TicketId>,
    /// The waiting tickets with priority.
    priority: BTreeSet<TicketId>,
    /// The waiting tickets that wait for the officer of their appointment.
    held: BTreeSet<TicketId>,
}

impl Lines {
    pub(crate) fn new<'a>(services: impl Iterator<Item = &'a ServiceId>) -> Self {
        Self { services: services.map(|service| (service.clone(), Line::new())).collect(), ..Self::default() }
    }

    pub(crate) fn insert(&mut self, ticket: &Ticket) {
        let line = match &ticket.bound {
            None => self.services.entry(ticket.service.clone()).or_default(),
            Some(Bound::Desk(desk)) => self.desks.entry(desk.clone()).or_default(),
            Some(Bound::Csr(csr)) => self.csrs.entry(*csr).or_default(),
        };
        line.insert(ticket.position());
        if ticket.not_before.is_some() || ticket.is_away() {
            self.delayed.insert(ticket.id);
        }
        if ticket.priority {
            self.priority.insert(ticket.id);
        }
        if ticket.held_for().is_some() {
            self.held.insert(ticket.id);
        }
    }

    pub(crate) fn remove(&mut self, ticket: &Ticket) {
        let position = ticket.position();
        match &ticket.bound {
            None => {
                if let Some(line) = self.services.get_mut(&ticket.service) {
                    line.remove(&position);
                }
            }
            Some(Bound::Desk(desk)) => remove_from(&mut self.desks, desk, position),
            Some(Bound::Csr(csr)) => remove_from(&mut self.csrs, csr, position),
        }
        self.delayed.remove(&ticket.id);
        self.priority.remove(&ticket.id);
        self.held.remove(&ticket.id);
    }

    pub(crate) fn has_service(&self, service: &ServiceId) -> bool {
        self.services.contains_key(service)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Line> {
        self.services.values().chain(self.desks.values()).chain(self.csrs.values())
    }

    pub(crate) fn of_service(&self, service: &ServiceId) -> Option<&Line> {
        self.services.get(service)
    }

    pub(crate) fn of_desk(&self, desk: &DeskId) -> Option<&Line> {
        self.desks.get(desk)
    }

    pub(crate) fn of_csr(&self, csr: CsrId) -> Option<&Line> {
        self.csrs.get(&csr)
    }

    pub(crate) fn priority(&self) -> &BTreeSet<TicketId> {
        &self.priority
    }

    pub(crate) fn held(&self) -> &BTreeSet<TicketId> {
        &self.held
    }

    pub(crate) fn delayed(&self) -> &BTreeSet<TicketId> {
        &self.delayed
    }
}

fn remove_from<K: Ord>(lines: &mut BTreeMap<K, Line>, key: &K, position: Position) {
    if let Some(line) = lines.get_mut(key) {
        line.remove(&position);
        if line.is_empty() {
            lines.remove(key);
        }
    }
}
