//! What happened to one ticket, and why, read from the events of its day.

use crate::{Branch, Event, Number, TicketId};

/// Something that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The index of the event among the events of the day, from 0.
    pub index: usize,
    /// An event of the ticket itself; the end of the day, where that ended the ticket; or the call of another ticket
    /// that overtook it.
    pub event: Event,
    /// The number of the ticket that the event is about; `None` for the end of the day.
    pub number: Option<Number>,
    /// The tickets that a call overtook, in the order of issue: those that had been issued before the one called and
    /// could have been called by the same desk. Empty for any other event.
    pub overtook: Vec<Number>,
}

/// The history of a ticket in the events of its day, in their order; empty where the day has no such ticket.
pub fn history<'a>(events: impl IntoIterator<Item = &'a Event>, ticket: TicketId) -> Vec<HistoryEntry> {
    let mut branch = Branch::new();
    let mut entries = Vec::new();
    for (index, event) in events.into_iter().enumerate() {
        // An event that does not fit changes no state, and has no place in a history either.
        if !branch.fits(event) {
            continue;
        }
        let overtook = belongs_to(&branch, event, ticket);
        branch.apply(event);
        if let Some(overtook) = overtook {
            let number = |id: TicketId| branch.ticket(id).map(|ticket| ticket.number);
            entries.push(HistoryEntry {
                index,
                event: event.clone(),
                number: event.ticket().and_then(number),
                overtook: overtook.into_iter().filter_map(number).collect(),
            });
        }
    }
    entries
}

/// Whether an event belongs to the history of a ticket: the tickets that it overtook, or `None` where it does not.
fn belongs_to(branch: &Branch, event: &Event, ticket: TicketId) -> Option<Vec<TicketId>> {
    match event {
        Event::TicketCalled { ticket: called, desk, at, .. } => {
            let overtook = branch.overtaken_by_call(desk, *called, *at);
            (*called == ticket || overtook.contains(&ticket)).then_some(overtook)
        }
        Event::DayClosed { .. } => {
            let open = branch.ticket(ticket).is_some_and(|ticket| !ticket.state.is_over());
            open.then(Vec::new)
        }
        Event::TicketIssued { ticket: other, .. }
        | Event::TicketCancelled { ticket: other, .. }
        | Event::TicketDelayed { ticket: other, .. }
        | Event::TicketReinstated { ticket: other, .. }
        | Event::TicketResumed { ticket: other, .. }
        | Event::TicketReleased { ticket: other, .. }
        | Event::TicketCalledIn { ticket: other, .. }
        | Event::VisitorSetOff { ticket: other, .. }
        | Event::VisitorArrived { ticket: other, .. }
        | Event::TicketMissed { ticket: other, .. }
        | Event::PriorityChanged { ticket: other, .. }
        | Event::ServiceChanged { ticket: other, .. }
        | Event::DocumentChecked { ticket: other, .. }
        | Event::TicketRecalled { ticket: other, .. }
        | Event::ServiceStarted { ticket: other, .. }
        | Event::ServiceFinished { ticket: other, .. }
        | Event::TicketNoShow { ticket: other, .. }
        | Event::TicketParked { ticket: other, .. }
        | Event::TicketTransferred { ticket: other, .. } => (*other == ticket).then(Vec::new),
        Event::DayOpened { .. }
        | Event::DayReopened { .. }
        | Event::DayExtended { .. }
        | Event::IssuingStopped { .. }
        | Event::IssuingResumed { .. }
        | Event::DeskOpened { .. }
        | Event::DeskClosed { .. }
        | Event::DeskPaused { .. }
        | Event::DeskResumed { .. }
        | Event::DeskTakenOver { .. }
        | Event::LendingAsked { .. }
        | Event::DeskNotLent { .. }
        | Event::DeskLent { .. }
        | Event::DeskReturned { .. }
        | Event::NumbersReserved { .. }
        | Event::SolvedWithoutTicket { .. }
        | Event::AlertRaised { .. }
        | Event::AlertCleared { .. }
        | Event::EvacuationBegun { .. }
        | Event::EvacuationLifted { .. }
        | Event::AnnouncementMade { .. }
        | Event::AnnouncementWithdrawn { .. } => None,
    }
}
