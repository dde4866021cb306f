//! What always holds in a branch's state, whatever its journal says (ARCHITECTURE.md, "Invariants").

use queue::{Branch, DeskId, TicketId, TicketState};
use std::collections::BTreeSet;

/// What does not hold; nothing where all is well.
pub fn audit(branch: &Branch) -> Vec<String> {
    let mut amiss = Vec::new();
    numbers(branch, &mut amiss);
    desks(branch, &mut amiss);
    counts(branch, &mut amiss);
    amiss
}

fn numbers(branch: &Branch, amiss: &mut Vec<String>) {
    let mut given = BTreeSet::new();
    for ticket in branch.tickets() {
        if !given.insert(ticket.number) {
            amiss.push(format!("the number {} was given twice", ticket.number));
        }
    }
}

/// A ticket is at one desk, a desk has one ticket, and a CSR one desk.
fn desks(branch: &Branch, amiss: &mut Vec<String>) {
    let of_desks: BTreeSet<(TicketId, &DeskId)> =
        branch.desks().filter_map(|(id, desk)| Some((desk.ticket()?, id))).collect();
    let open = branch.tickets().filter_map(|ticket| match &ticket.state {
        TicketState::Called { desk, .. } | TicketState::Serving { desk, .. } => Some((ticket.id, desk)),
        _ => None,
    });
    let of_tickets: BTreeSet<(TicketId, &DeskId)> = open.collect();
    for (ticket, desk) in of_desks.symmetric_difference(&of_tickets) {
        amiss.push(format!("ticket {ticket} and desk {desk} do not agree on being together"));
    }
    let mut seated = BTreeSet::new();
    for csr in branch.desks().filter_map(|(_, desk)| desk.csr()) {
        if !seated.insert(csr) {
            amiss.push(format!("person {} is at two desks", csr.0));
        }
    }
}

fn counts(branch: &Branch, amiss: &mut Vec<String>) {
    let state = |wanted: fn(&TicketState) -> bool| branch.tickets().filter(|ticket| wanted(&ticket.state)).count();
    let counts = branch.counts();
    let counted = [
        ("issued", counts.issued, branch.tickets().len()),
        ("waiting", counts.waiting, state(|state| *state == TicketState::Waiting)),
        ("in the queues", branch.waiting_count(), state(|state| *state == TicketState::Waiting)),
        ("served", counts.served, state(|state| matches!(state, TicketState::Done { .. }))),
        ("no-shows", counts.no_shows, state(|state| matches!(state, TicketState::NoShow { .. }))),
        ("cancelled", counts.cancelled, state(|state| matches!(state, TicketState::Cancelled { .. }))),
    ];
    for (what, counter, there) in counted {
        if usize::try_from(counter) != Ok(there) {
            amiss.push(format!("the counter says {counter} tickets {what}, the tickets say {there}"));
        }
    }
}
