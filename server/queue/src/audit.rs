//! The audit checks the invariants of a branch (DESIGN.md section 4) that one state shows. It recomputes everything from
//! the list of tickets and the desks. The simulation runs it after every command, and `sportello verify` on a database.

use crate::reserve::RESERVED_AFTER;
use crate::{Alert, Bound, Branch, Counts, Desk, DeskId, DeskState, LendingState, Ticket, TicketId, TicketState};
use std::collections::{BTreeMap, BTreeSet};

impl Branch {
    /// The invariants that do not hold, each as a sentence; empty for a sound state.
    pub fn audit(&self) -> Vec<String> {
        let mut findings = Vec::new();
        self.audit_numbers(&mut findings);
        self.audit_desks(&mut findings);
        self.audit_lines(&mut findings);
        self.audit_counts(&mut findings);
        self.audit_alerts(&mut findings);
        findings
    }

    /// Ticket `n` is the `n`-th ticket, and no two tickets have one number; nor has a ticket one that a kiosk holds.
    fn audit_numbers(&self, findings: &mut Vec<String>) {
        let mut seen = BTreeMap::new();
        for (ticket, id) in self.tickets().zip(1..) {
            if ticket.id != TicketId(id) {
                findings.push(format!("ticket {} stands in the place of ticket {id}", ticket.id));
            }
            if let Some(first) = seen.insert(ticket.number, ticket.id) {
                findings.push(format!("number {} was given to tickets {first} and {}", ticket.number, ticket.id));
            }
        }
        let mut held = BTreeSet::new();
        for reserved in self.reserves.values().flat_map(|reserve| &reserve.numbers) {
            let number = reserved.number;
            if seen.contains_key(&number) || !held.insert(number) {
                findings.push(format!("number {number} is reserved and was given out, or is reserved twice"));
            }
            let (_, reserved) = self.last_counts(number.letter);
            if number.count > reserved || number.count <= RESERVED_AFTER {
                findings.push(format!("number {number} is reserved and will be given out"));
            }
        }
    }

    /// A ticket is at one desk at most, a desk has one ticket and one CSR at most, and a CSR has one desk at most.
    fn audit_desks(&self, findings: &mut Vec<String>) {
        let of_tickets: BTreeSet<(TicketId, &DeskId)> = self.tickets().filter_map(at_desk).collect();
        let of_desks: BTreeSet<(TicketId, &DeskId)> =
            self.desks().filter_map(|(id, desk)| Some((desk.ticket()?, id))).collect();
        for (ticket, desk) in of_tickets.symmetric_difference(&of_desks) {
            findings.push(format!("ticket {ticket} and desk {desk} do not agree on whether it is there"));
        }
        let mut at = BTreeMap::new();
        for (ticket, desk) in &of_desks {
            if let Some(other) = at.insert(ticket, desk) {
                findings.push(format!("ticket {ticket} is at desks {other} and {desk}"));
            }
        }
        let mut csrs = BTreeMap::new();
        for (id, desk) in self.desks() {
            if let Some(other) = desk.csr().and_then(|csr| csrs.insert(csr, id)) {
                findings.push(format!("the CSR of desk {id} is at desk {other} as well"));
            }
            if matches!(desk.state, DeskState::Open { ticket: Some(_), pause: Some(_), .. }) {
                findings.push(format!("desk {id} has a ticket during a pause"));
            }
            let lent = self.lending_of(id).filter(|lending| matches!(lending.state, LendingState::Lent { .. }));
            let own = self.setup().and_then(|setup| setup.desks.get(id)).into_iter().flatten();
            let serves: BTreeSet<_> = own.chain(lent.into_iter().flat_map(|lending| &lending.services)).collect();
            if !desk.profile.iter().eq(serves) {
                findings.push(format!("desk {id} does not serve what it should"));
            }
            let free = matches!(desk.state, DeskState::Open { ticket: None, pause: None, .. });
            if free != desk.free_since.is_some() {
                findings.push(format!("desk {id} does not know since when it is free"));
            }
        }
        if self.closed && self.desks().any(|(_, desk)| desk.state != DeskState::Closed) {
            findings.push("a desk is open though the day is closed".to_owned());
        }
    }

    /// The lines hold exactly the tickets that wait, and for each of them there is a desk that can call it, or an officer who
    /// is expected.
    fn audit_lines(&self, findings: &mut Vec<String>) {
        let mut waiting: Vec<&Ticket> = self.tickets().filter(|ticket| ticket.state == TicketState::Waiting).collect();
        waiting.sort_by_key(|ticket| (ticket.due, ticket.id));
        if !self.waiting().map(|ticket| ticket.id).eq(waiting.iter().map(|ticket| ticket.id)) {
            findings.push("the lines do not hold the tickets that wait, in call order".to_owned());
        }
        for (id, _) in self.desks() {
            let listed: BTreeSet<TicketId> = self.waiting_for(id).map(|ticket| ticket.id).collect();
            let may = waiting.iter().filter(|ticket| self.may_call(id, ticket)).map(|ticket| ticket.id).collect();
            for ticket in listed.symmetric_difference(&may) {
                findings.push(format!("ticket {ticket} is listed wrongly at desk {id}"));
            }
        }
        for ticket in self.tickets().filter(|ticket| ticket.is_away()) {
            if ticket.state != TicketState::Waiting && !ticket.state.is_over() {
                findings.push(format!("ticket {} is at a desk or parked though its visitor is away", ticket.id));
            }
        }
        if !self.away().map(|ticket| ticket.id).eq(self
            .tickets()
            .filter(|ticket| ticket.is_away() && ticket.state == TicketState::Waiting)
            .map(|ticket| ticket.id))
        {
            findings.push("the lines do not know who is away".to_owned());
        }
        for ticket in waiting {
            let sight = match &ticket.bound {
                None => self.desks().any(|(_, desk)| desk.profile.contains(&ticket.service)),
                Some(Bound::Desk(desk)) => self.desk(desk).and_then(Desk::csr).is_some(),
                Some(Bound::Csr(csr)) => ticket.held_for().is_some() || self.desk_of(*csr).is_some(),
            };
            if !sight {
                findings.push(format!("ticket {} waits where nobody can call it", ticket.id));
            }
        }
    }

    fn audit_counts(&self, findings: &mut Vec<String>) {
        let mut counts = Counts::default();
        for ticket in self.tickets() {
            counts.issued += 1;
            if let Some(count) = counts.of(&ticket.state) {
                *count += 1;
            }
        }
        if self.counts() != counts {
            findings.push(format!("the counts are {:?}, the tickets {counts:?}", self.counts()));
        }
    }

    /// No two open alerts are about one thing, alerts are numbered in turn, and a closed day has none.
    fn audit_alerts(&self, findings: &mut Vec<String>) {
        let open: Vec<&Alert> = self.alerts().collect();
        for (at, alert) in open.iter().enumerate() {
            if open[..at].iter().any(|other| other.kind.is_like(alert.kind) && other.place == alert.place) {
                findings.push(format!("alert {} is open already", alert.id));
            }
            if alert.id.0 > self.last_alert || open[..at].iter().any(|other| other.id >= alert.id) {
                findings.push(format!("alert {} is out of turn", alert.id));
            }
        }
        if self.closed && !open.is_empty() {
            findings.push("an alert is open though the day is closed".to_owned());
        }
    }
}

fn at_desk(ticket: &Ticket) -> Option<(TicketId, &DeskId)> {
    Some((ticket.id, ticket.state.desk()?))
}

#[cfg(test)]
mod tests;
