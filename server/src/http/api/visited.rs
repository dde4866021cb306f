//! The visit after which something is done, of a ticket that a request or a form names.

use super::records::invalid;
use crate::http::problem::Result;
use branch::Handle;
use office::visited::Visited;
use queue::TicketId;

/// The visit of a ticket of today; none where the branch has no such ticket.
pub fn visited(branch: &Handle, ticket: u32) -> Option<Visited> {
    branch.live().read(|branch, _| {
        let found = branch.ticket(TicketId(ticket))?;
        Some(Visited { ticket, label: found.number.to_string(), service: found.service.as_str().to_owned() })
    })
}

/// The visit that a request names, where it names a ticket. Refuses a ticket that today does not have.
pub fn named(branch: &Handle, ticket: Option<u32>) -> Result<Option<Visited>> {
    let found = |id| visited(branch, id).ok_or_else(|| invalid("ticket", "today has no such ticket"));
    ticket.map(found).transpose()
}
