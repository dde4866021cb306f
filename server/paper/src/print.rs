//! Tickets on paper: what stands on one (`layout`), as the bytes of a printer (`escpos`, `raster`, `code_page`), sent to
//! it (`device`), and as a picture of the same (`decode`, `picture`).
//!
//! A ticket exists before it is printed, and whatever becomes of the paper changes nothing about it. A printer's address
//! comes from the set-up alone.

mod bitmap;
mod code_page;
mod decode;
mod device;
mod escpos;
mod jobs;
mod layout;
mod picture;
mod raster;

pub use device::Fault;
pub use jobs::{Printers, Refused};

use machine::clock;
use queue::{Language, Number, Ticket, TicketId, Token};
use setup::{Branch, Paper, Printer, Setup};
use std::sync::Arc;

/// Looks for fonts beside everything else, where there is a printer to print with them.
pub fn make_ready(setup: &Setup) {
    if setup.branches.values().any(|branch| !branch.printers.is_empty()) {
        std::thread::spawn(raster::make_ready);
    }
}

/// The bytes of a visitor's ticket, whose own page is at `address`; `None` where it could not be drawn.
pub async fn ticket(setup: Arc<Branch>, ticket: Ticket, address: String, paper: Paper) -> Option<Vec<u8>> {
    // Looking for fonts and drawing take milliseconds: too long for a thread that serves everybody.
    let encoded = tokio::task::spawn_blocking(move || escpos::encode(&layout::slip(&setup, &ticket, &address), paper));
    encoded.await.ok()
}

/// The picture of a sample ticket as a printer would print it, as PNG; `None` where there is nothing to print a ticket
/// for, or no picture can be made.
pub async fn preview(setup: &Arc<Branch>, printer: &Printer, language: &str) -> Option<Vec<u8>> {
    let (sample, setup, paper) = (sample(setup, language)?, setup.clone(), printer.paper);
    let drawn = tokio::task::spawn_blocking(move || {
        let address = format!("https://sportello.example/t/{}", sample.token);
        let bytes = escpos::encode(&layout::slip(&setup, &sample, &address), paper);
        picture::png(&decode::decode(&bytes, paper)).ok()
    });
    drawn.await.ok().flatten()
}

/// A ticket for the service of the branch that asks for most.
fn sample(setup: &Branch, language: &str) -> Option<Ticket> {
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    let service = services.max_by_key(|service| service.documents.len() + service.forms.len())?;
    let id = queue::ServiceId::new(&service.id);
    let letter = setup.services.get(&id)?.letter;
    let first = service.documents.first().map(|document| queue::DocumentId::new(&document.id));
    Some(Ticket {
        id: TicketId(1),
        number: Number { letter, count: 42 },
        service: id,
        then: Vec::new(),
        delivered: Vec::new(),
        language: Language::new(language),
        priority: false,
        documents: first.into_iter().collect(),
        missing: Vec::new(),
        appointment: None,
        token: Token::new("0123456789abcdef0123456789abcdef"),
        issued_at: clock::now(),
        due: clock::now(),
        not_before: None,
        delayed: queue::Duration(0),
        bound: None,
        ahead_at_issue: 3,
        state: queue::TicketState::Waiting,
    })
}
