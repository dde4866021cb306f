//! The visit after which something is done.

use crate::asked::written;
use jiff::civil::Date;
use queue::TicketId;
use serde::Serialize;

/// A visit: its ticket, the number and the service of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visited {
    pub ticket: u32,
    pub label: String,
    pub service: String,
}

/// Returns the ticket of a visit, and what the list calls a record of it: the ticket's number; the day where there was no ticket.
pub(crate) fn named(visited: Option<&Visited>, today: Date) -> (Option<TicketId>, String) {
    match visited {
        Some(visited) => (Some(TicketId(visited.ticket)), visited.label.clone()),
        None => (None, written(today)),
    }
}
