//! What a visitor sees on their phone: their own ticket and nobody else's.

use super::{Scene, time, wait_range};
use queue::{Ticket, TicketId, TicketState};
use wire::{Language, TicketSnapshot, TicketStatus};

/// One ticket; `None` where the day has no such ticket.
pub fn ticket(scene: &Scene, id: TicketId) -> Option<TicketSnapshot> {
    let ticket = scene.branch.ticket(id)?;
    let service = scene.setup.service(&ticket.service);
    Some(TicketSnapshot {
        head: scene.head(),
        number: ticket.number.to_string(),
        service: scene.service_name(&ticket.service),
        language: Language::new(ticket.language.as_str()),
        issued_at: time(ticket.issued_at),
        status: status(scene, ticket),
        documents: service.map(|service| service.documents.clone()).unwrap_or_default(),
        forms: service.map(|service| service.forms.clone()).unwrap_or_default(),
        at_hand: ticket.documents.iter().map(ToString::to_string).collect(),
    })
}

fn status(scene: &Scene, ticket: &Ticket) -> TicketStatus {
    match &ticket.state {
        TicketState::Waiting => TicketStatus::Waiting {
            ahead: scene.branch.ahead_of(ticket.id),
            wait: (scene.foresee)().of_ticket(ticket.id).map(wait_range),
        },
        TicketState::Called { desk, at, calls, .. } => {
            TicketStatus::Called { desk: scene.desk_label(desk), at: time(*at), calls: *calls }
        }
        TicketState::Serving { desk, .. } => TicketStatus::Serving { desk: scene.desk_label(desk) },
        TicketState::Done { .. } => TicketStatus::Done,
        TicketState::NoShow { .. } => TicketStatus::NoShow,
        TicketState::Cancelled { .. } => TicketStatus::Cancelled,
    }
}
