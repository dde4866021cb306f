//! What the staff see of a ticket's past.

use crate::desk::reason;
use crate::scene::Scene;
use crate::units::{park_reason, time};
use queue::{Bound, CsrId, Event, TicketId, Timestamp};
use wire::{Happening, Outcome, TicketHistory, What};

/// The story of a ticket, from its happenings and who was behind each; `None` where the day has no such ticket.
pub fn history(scene: &Scene, id: TicketId, story: &[(Option<CsrId>, queue::HistoryEntry)]) -> Option<TicketHistory> {
    let number = scene.branch.ticket(id)?.number.to_string();
    let happening = |(csr, happening): &(Option<CsrId>, queue::HistoryEntry)| {
        Some(Happening {
            at: time(at(&happening.event)),
            by: csr.map(|csr| scene.staff_member(csr)),
            what: what(scene, id, happening)?,
        })
    };
    Some(TicketHistory { number, happenings: story.iter().filter_map(happening).collect() })
}

/// When it happened to the visitor: a kiosk that was alone told the branch later of whom it gave a ticket.
fn at(event: &Event) -> Timestamp {
    match event {
        Event::TicketIssued { at, .. } => *at,
        event => event.at(),
    }
}

fn what(scene: &Scene, id: TicketId, happening: &queue::HistoryEntry) -> Option<What> {
    Some(match &happening.event {
        Event::TicketIssued { service, then, priority, appointment, ahead, alone, .. } => What::Issued {
            service: scene.service_name(service),
            then: then.iter().map(|service| scene.service_name(service)).collect(),
            priority: *priority,
            appointment: appointment.as_ref().map(|appointment| time(appointment.booked)),
            ahead: *ahead,
            alone: alone.is_some(),
        },
        Event::TicketCalled { .. } => return called(scene, id, happening),
        Event::TicketDelayed { by, until, .. } => What::Delayed { minutes: by.whole_minutes(), until: time(*until) },
        Event::TicketReinstated { .. } => What::Reinstated,
        Event::TicketResumed { .. } => What::Resumed,
        Event::TicketReleased { .. } => What::Released,
        Event::TicketCalledIn { .. } => What::CalledIn,
        Event::VisitorSetOff { .. } => What::SetOff,
        Event::VisitorArrived { .. } => What::Arrived,
        Event::TicketMissed { .. } => What::Missed,
        Event::PriorityChanged { priority, .. } => What::Priority { priority: *priority },
        Event::ServiceChanged { service, .. } => What::Service { service: scene.service_name(service) },
        Event::TicketCancelled { .. } => What::Cancelled,
        Event::DayClosed { .. } => What::DayEnded,
        event => return at_a_desk(scene, event),
    })
}

/// Its own call, or that of a ticket which overtook it.
fn called(scene: &Scene, id: TicketId, happening: &queue::HistoryEntry) -> Option<What> {
    let Event::TicketCalled { ticket, desk, reason: why, .. } = &happening.event else { return None };
    let (desk, reason) = (scene.desk_label(desk), reason(*why));
    if *ticket == id {
        let overtook = happening.overtook.iter().map(ToString::to_string).collect();
        return Some(What::Called { desk, reason, overtook });
    }
    Some(What::Overtaken { number: happening.number?.to_string(), desk, reason })
}

fn at_a_desk(scene: &Scene, event: &Event) -> Option<What> {
    let label = |desk| scene.desk_label(desk);
    Some(match event {
        Event::TicketRecalled { desk, .. } => What::Recalled { desk: label(desk) },
        Event::ServiceStarted { desk, .. } => What::Started { desk: label(desk) },
        Event::ServiceFinished { desk, outcome, delivered, follow_up, next, .. } => What::Finished {
            desk: label(desk),
            outcome: match outcome {
                queue::VisitOutcome::Resolved => Outcome::Resolved,
                queue::VisitOutcome::Partly => Outcome::Partly,
                queue::VisitOutcome::Unresolved => Outcome::Unresolved,
            },
            delivered: delivered.iter().map(|service| scene.service_name(service)).collect(),
            follow_up: *follow_up,
            next: next.as_ref().map(|leg| scene.service_name(&leg.service)),
        },
        Event::TicketNoShow { desk, .. } => What::NoShow { desk: label(desk) },
        Event::TicketParked { desk, reason, until, .. } => {
            What::Parked { desk: label(desk), reason: park_reason(*reason), until: until.map(time) }
        }
        Event::TicketTransferred { desk, service, bound, .. } => What::Transferred {
            desk: label(desk),
            service: scene.service_name(service),
            to_desk: match bound {
                Some(Bound::Desk(to)) => Some(label(to)),
                _ => None,
            },
            to_person: match bound {
                Some(Bound::Csr(to)) => Some(scene.staff_member(*to)),
                _ => None,
            },
        },
        _ => return None,
    })
}
