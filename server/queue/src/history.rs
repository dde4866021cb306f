//! What happened to one ticket, and why: read from the day's events, for whoever asks afterwards.

use crate::{Branch, Event, Number, TicketId};

/// Something that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The place of the event among those that were looked through, from 0.
    pub place: usize,
    /// Of the ticket itself; the end of the day, where that was its end; or the call of another ticket that overtook
    /// it.
    pub event: Event,
    /// Whose event it is; `None` for the end of the day.
    pub number: Option<Number>,
    /// Where the event is a call: the tickets that had been issued before the one called and could have been called
    /// by the same desk, in the order of issue.
    pub overtook: Vec<Number>,
}

/// The story of a ticket in the events of its day, in their order; empty where the day has no such ticket.
pub fn history<'a>(events: impl IntoIterator<Item = &'a Event>, ticket: TicketId) -> Vec<HistoryEntry> {
    let mut branch = Branch::new();
    let mut happenings = Vec::new();
    for (place, event) in events.into_iter().enumerate() {
        // An event that does not fit would be left out of the state; so it is left out of the story.
        if !branch.fits(event) {
            continue;
        }
        let overtook = overtaken(&branch, event);
        let ends_it = matches!(event, Event::DayClosed { .. })
            && branch.ticket(ticket).is_some_and(|ticket| !ticket.state.is_over());
        branch.apply(event);
        if ends_it || event.ticket() == Some(ticket) || overtook.contains(&ticket) {
            let number = |id: TicketId| branch.ticket(id).map(|ticket| ticket.number);
            happenings.push(HistoryEntry {
                place,
                event: event.clone(),
                number: event.ticket().and_then(number),
                overtook: overtook.into_iter().filter_map(number).collect(),
            });
        }
    }
    happenings
}

fn overtaken(branch: &Branch, event: &Event) -> Vec<TicketId> {
    match event {
        Event::TicketCalled { ticket, desk, at, .. } => branch.overtaken_by_call(desk, *ticket, *at),
        _ => Vec::new(),
    }
}
