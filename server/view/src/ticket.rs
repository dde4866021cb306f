//! What a visitor sees on their phone: their own ticket and nobody else's.

use crate::remote::stage;
use crate::scene::Scene;
use crate::units::{park_reason, time};
use crate::word::word;
use queue::{Duration, Ticket, TicketId, TicketState};
use wire::{Language, RemoteTurn, TicketSnapshot, TicketStatus};

/// One ticket; `None` where the day has no such ticket.
pub fn ticket(scene: &Scene, id: TicketId) -> Option<TicketSnapshot> {
    let ticket = scene.branch.ticket(id)?;
    let service = scene.setup.service(&ticket.service);
    Some(TicketSnapshot {
        head: scene.head(),
        number: ticket.number.to_string(),
        service: scene.service_name(&ticket.service),
        then: ticket.then.iter().map(|service| scene.service_name(service)).collect(),
        appointment: ticket.appointment.as_ref().map(|appointment| time(appointment.booked)),
        language: Language::new(ticket.language.as_str()),
        issued_at: time(ticket.issued_at),
        word: (ticket.remote.is_some() || ticket.call_back.is_some()).then(|| word(&ticket.token).to_owned()),
        call_back: ticket.call_back.is_some(),
        status: status(scene, ticket),
        documents: service.map(|service| service.documents.clone()).unwrap_or_default(),
        forms: service.map(|service| service.forms.clone()).unwrap_or_default(),
        at_hand: ticket.documents.iter().map(ToString::to_string).collect(),
        notices: scene.notices(),
    })
}

fn status(scene: &Scene, ticket: &Ticket) -> TicketStatus {
    match &ticket.state {
        TicketState::Waiting => TicketStatus::Waiting {
            ahead: scene.branch.ahead_of(ticket.id),
            wait: scene.foresight.of_ticket(ticket),
            later: ticket.not_before.filter(|moment| scene.now < *moment).map(time),
            delay_most_minutes: scene
                .branch
                .setup()
                .map_or(0, |setup| Duration(setup.policy.delay_most.0 - ticket.delayed.0).whole_minutes()),
            remote: ticket.remote.as_ref().map(|remote| RemoteTurn {
                stage: stage(remote),
                travel_minutes: remote.travel.whole_minutes(),
                until: scene.branch.awaited_until(ticket).map(time),
                code: scene.code.is_some() && remote.is_away(),
            }),
        },
        TicketState::Called { desk, .. } | TicketState::Serving { desk, .. } if ticket.call_back.is_some() => {
            TicketStatus::OnTelephone { desk: scene.desk_label(desk) }
        }
        TicketState::Called { desk, at, calls, .. } => {
            TicketStatus::Called { desk: scene.desk_label(desk), at: time(*at), calls: *calls }
        }
        TicketState::Serving { desk, .. } => TicketStatus::Serving { desk: scene.desk_label(desk) },
        TicketState::Done { .. } => TicketStatus::Done,
        TicketState::NoShow { .. } if ticket.is_away() => TicketStatus::Missed,
        TicketState::NoShow { .. } => TicketStatus::NoShow,
        TicketState::Parked { reason, until, .. } => {
            TicketStatus::Parked { reason: park_reason(*reason), until: until.map(time) }
        }
        TicketState::Cancelled { .. } => TicketStatus::Cancelled,
        TicketState::DayEnded { .. } => TicketStatus::DayEnded,
    }
}
