//! Tickets on paper. `layout` says what stands on one; `escpos`, `raster` and `code_page` make the printer's bytes of it;
//! `device` sends them, one job after another (`jobs`); `decode` and `picture` make a picture of the bytes for a preview.
//!
//! A ticket is issued before it is printed, and no fault of a printer changes it. A printer's address comes from the set-up
//! alone.

mod bitmap;
mod code_page;
mod decode;
mod device;
mod escpos;
mod jobs;
mod layout;
mod picture;
mod raster;

pub use device::{Fault, Roll};
pub use jobs::{Printers, Refused};
pub use layout::{Bilingual, Line, Look};

use machine::clock;
use queue::{Language, Number, Ticket, TicketId, Token};
use setup::{Branch, Printer, Setup};
use std::sync::Arc;
use wire::Service;

/// Loads the fonts on a thread of its own, if a branch has a printer.
pub fn make_ready(setup: &Setup) {
    if setup.branches.values().any(|branch| !branch.printers.is_empty()) {
        std::thread::spawn(raster::make_ready);
    }
}

/// Makes the bytes of a visitor's ticket for a printer of so many dots; `address` is the ticket's own page, for its code. `None` if
/// it could not be drawn.
pub async fn ticket(setup: Arc<Branch>, ticket: Ticket, address: Option<String>, dots: u16) -> Option<Vec<u8>> {
    // Looking for fonts and drawing take milliseconds: too long for a thread that serves everybody.
    let encoded =
        tokio::task::spawn_blocking(move || escpos::encode(&layout::slip(&setup, &ticket, address.as_deref()), dots));
    encoded.await.ok()
}

/// Draws a sample ticket as this printer would print it, as PNG; `None` if the branch has no service or no picture can be made.
pub async fn preview(setup: &Arc<Branch>, printer: &Printer, language: &str) -> Option<Vec<u8>> {
    let (sample, setup, dots) = (sample(setup, sample_service(setup)?, language)?, setup.clone(), printer.dots);
    let drawn = tokio::task::spawn_blocking(move || {
        let bytes = escpos::encode(&layout::slip(&setup, &sample, Some(&address_of(&sample))), dots);
        picture::png(&decode::decode(&bytes, dots)).ok()
    });
    drawn.await.ok().flatten()
}

/// What stands on a sample ticket for a service of the branch, from the top; `None` if the branch does not serve it.
pub fn sample_lines(setup: &Branch, service: &Service, language: &str) -> Option<Vec<Line>> {
    let sample = sample(setup, service, language)?;
    Some(layout::slip(setup, &sample, Some(&address_of(&sample))))
}

/// The service of the branch that asks for most.
pub fn sample_service(setup: &Branch) -> Option<&Service> {
    let services = setup.catalogue.categories.iter().flat_map(|category| &category.services);
    services.max_by_key(|service| service.documents.len() + service.forms.len())
}

fn address_of(sample: &Ticket) -> String {
    format!("https://sportello.example/t/{}", sample.token)
}

/// A ticket for a service.
fn sample(setup: &Branch, service: &Service, language: &str) -> Option<Ticket> {
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
        remote: None,
        alone: None,
        call_back: None,
        ahead_at_issue: 3,
        state: queue::TicketState::Waiting,
    })
}
