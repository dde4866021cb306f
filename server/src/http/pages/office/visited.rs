//! What the form of a page says of the visit after which something is done.

use crate::http::api::visited::visited;
use branch::Handle;
use office::visited::Visited;
use queue::TicketId;
use wire::FilledForm;

/// The visit of the ticket that the form names; none where it names none, or none of today.
pub fn named(branch: &Handle, form: &FilledForm) -> Option<Visited> {
    visited(branch, form.value("ticket").parse().ok()?)
}

/// The number of its ticket; empty where there is none.
pub fn label(branch: &Handle, form: &FilledForm) -> String {
    named(branch, form).map(|visited| visited.label).unwrap_or_default()
}

/// The language in which a client reads a consent: the one that the form names, the ticket's, or the first of the branch.
pub fn language(branch: &Handle, form: &FilledForm) -> String {
    let setup = branch.live().setup();
    let of_ticket = form.value("ticket").parse().ok().and_then(|id| {
        branch.live().read(|branch, _| branch.ticket(TicketId(id)).map(|ticket| ticket.language.to_string()))
    });
    let spoken = |code: &String| setup.languages.iter().any(|known| known.as_str() == *code);
    let first = || setup.languages.first().map_or_else(|| "it".to_owned(), ToString::to_string);
    let asked = Some(form.value("language").to_owned()).filter(spoken);
    asked.or(of_ticket.filter(spoken)).unwrap_or_else(first)
}
