//! What a CSR sees: the desks to choose from, and one desk with its ticket and its queue.

use crate::alerts::alerts_of_desks;
use crate::lending;
use crate::remote::stage;
use crate::scene::Scene;
use crate::units::time;
use crate::word::word;
use queue::{Desk, DeskId, DocumentId, Event, ManualPicks, Reason, Rule, ServiceId, Ticket, TicketState};
use std::collections::BTreeSet;
use wire::{
    AutoCall, CallReason, CallRule, CalledTicket, Checked, Colleague, DeskCallBack, DeskChoice, DeskChoiceSnapshot,
    DeskSnapshot,
};
use wire::{Language, NextPick, NoShowRule, OpenTicket, ParkedTicket, QueueEntry, Stage};

/// How many lines of its queue a desk is shown.
const QUEUE_SHOWN: usize = 50;
/// How many tickets that were put aside, and how many visitors who did not come.
const PARKED_SHOWN: usize = 50;
const ABSENT_SHOWN: usize = 5;

pub fn desk_choice(scene: &Scene) -> DeskChoiceSnapshot {
    let desks = scene.branch.desks().map(|(id, desk)| DeskChoice {
        id: id.to_string(),
        label: scene.desk_label(id),
        name: scene.desk_name(id),
        state: scene.desk_state(desk).0,
        csr: desk.csr().map(|csr| scene.staff_member(csr)),
    });
    DeskChoiceSnapshot { head: scene.head(), desks: desks.collect(), beside: scene.setup.beside.clone() }
}

/// One desk; `None` where the branch has no such desk today.
pub fn desk(scene: &Scene, id: &DeskId) -> Option<DeskSnapshot> {
    let desk = scene.branch.desk(id)?;
    let (state, open) = scene.desk_state(desk);
    Some(DeskSnapshot {
        head: scene.head(),
        id: id.to_string(),
        label: scene.desk_label(id),
        name: scene.desk_name(id),
        state,
        csr: desk.csr().map(|csr| scene.staff_member(csr)),
        ticket: open.and_then(|(ticket, _, _)| open_ticket(scene, scene.branch.ticket(ticket)?)),
        next: next_pick(scene, id),
        queue: scene.branch.waiting_for(id).take(QUEUE_SHOWN).map(|ticket| queue_entry(scene, ticket)).collect(),
        waiting: scene.branch.waiting_count_for(id),
        pause: Scene::pause(desk),
        no_show: scene
            .branch
            .before_no_show(id, scene.now)
            .map(|(calls, wait)| NoShowRule { calls, from: time(scene.now + wait) }),
        parked: parked(scene, &desk.profile),
        absent: scene.absent(|ticket| desk.profile.contains(&ticket.service), ABSENT_SHOWN),
        services: services(scene),
        colleagues: colleagues(scene, id),
        alerts: alerts_of_desks(scene, id),
        lending: lending::of_desk(scene, id),
        blind: scene.branch.setup().is_some_and(|setup| setup.policy.manual_picks == ManualPicks::Off),
        auto_call: auto_call(scene, desk),
    })
}

/// How a desk calls by itself, while it is free.
fn auto_call(scene: &Scene, desk: &Desk) -> Option<AutoCall> {
    let after_seconds = scene.branch.setup()?.policy.auto_call_after.whole_seconds();
    let since = time(desk.free_since?);
    (after_seconds > 0 && scene.branch.evacuating().is_none()).then_some(AutoCall { after_seconds, since })
}

/// Those for the desk's own services first.
fn parked(scene: &Scene, profile: &BTreeSet<ServiceId>) -> Vec<ParkedTicket> {
    let (own, others): (Vec<&Ticket>, Vec<&Ticket>) =
        scene.branch.parked().partition(|ticket| profile.contains(&ticket.service));
    own.into_iter().chain(others).filter_map(|ticket| scene.parked(ticket)).take(PARKED_SHOWN).collect()
}

/// The services of the day, in the order in which the catalogue shows them.
fn services(scene: &Scene) -> Vec<wire::NamedService> {
    let shown = scene.setup.catalogue.categories.iter().flat_map(|category| &category.services);
    let ids = shown.map(|service| ServiceId::new(&service.id));
    let of_today = |id: &ServiceId| scene.branch.setup().is_some_and(|setup| setup.services.contains_key(id));
    ids.filter(of_today).map(|id| scene.named_service(&id)).collect()
}

/// The other open desks.
fn colleagues(scene: &Scene, own: &DeskId) -> Vec<Colleague> {
    let others = scene.branch.desks().filter(|(id, _)| *id != own);
    let open = others.filter_map(|(id, desk)| {
        let csr = scene.staff_member(desk.csr()?);
        Some(Colleague { id: id.to_string(), label: scene.desk_label(id), name: scene.desk_name(id), csr })
    });
    open.collect()
}

fn next_pick(scene: &Scene, id: &DeskId) -> Option<NextPick> {
    let pick = scene.branch.pick(id, scene.now)?;
    let ticket = scene.branch.ticket(pick.ticket)?;
    Some(NextPick {
        id: ticket.id.0,
        number: ticket.number.to_string(),
        service: scene.service_name(&ticket.service),
        reason: reason(pick.reason),
    })
}

fn open_ticket(scene: &Scene, ticket: &Ticket) -> Option<OpenTicket> {
    let (stage, why, called_at, calls, started_at) = match &ticket.state {
        TicketState::Called { reason, at, calls, .. } => (Stage::Called, *reason, *at, *calls, None),
        TicketState::Serving { reason, called_at, calls, since, .. } => {
            (Stage::Serving, *reason, *called_at, *calls, Some(*since))
        }
        _ => return None,
    };
    let service = scene.setup.service(&ticket.service);
    Some(OpenTicket {
        id: ticket.id.0,
        number: ticket.number.to_string(),
        call_back: ticket.call_back.map(|call_back| DeskCallBack {
            word: word(&ticket.token).to_owned(),
            dial: call_back.unanswered.saturating_add(1),
            dials: scene.branch.setup().map_or(1, |setup| setup.policy.call_back_dials),
        }),
        service: scene.service_name(&ticket.service),
        service_id: ticket.service.to_string(),
        then: ticket.then.iter().map(|service| scene.named_service(service)).collect(),
        appointment: ticket.appointment.as_ref().map(|appointment| time(appointment.booked)),
        language: Language::new(ticket.language.as_str()),
        priority: ticket.priority,
        stage,
        issued_at: time(ticket.issued_at),
        alone: ticket.alone.is_some(),
        called_at: time(called_at),
        calls,
        started_at: started_at.map(time),
        documents: checked(scene, ticket),
        forms: service.map(|service| service.forms.clone()).unwrap_or_default(),
        how: service.map(|service| service.how.clone()),
        delivered: ticket.delivered.iter().map(|service| scene.service_name(service)).collect(),
        reason: reason(why),
    })
}

/// The service's list, with what the visitor said of each.
fn checked(scene: &Scene, ticket: &Ticket) -> Vec<Checked> {
    let documents =
        scene.setup.service(&ticket.service).map(|service| service.documents.as_slice()).unwrap_or_default();
    let among = |said: &[DocumentId], id: &str| said.iter().any(|document| document.as_str() == id);
    let check = |document: &wire::Document| Checked {
        id: document.id.clone(),
        always: document.need == wire::Need::Always,
        name: document.name.clone(),
        when: document.when.clone(),
        at_hand: among(&ticket.documents, &document.id),
        missing: among(&ticket.missing, &document.id),
    };
    documents.iter().map(check).collect()
}

fn queue_entry(scene: &Scene, ticket: &Ticket) -> QueueEntry {
    QueueEntry {
        id: ticket.id.0,
        number: ticket.number.to_string(),
        service: scene.service_name(&ticket.service),
        language: Language::new(ticket.language.as_str()),
        priority: ticket.priority,
        issued_at: time(ticket.issued_at),
        target_minutes: scene.target(&ticket.service).whole_minutes(),
        due: time(ticket.due),
        appointment: ticket.appointment.as_ref().map(|appointment| time(appointment.booked)),
        sent: ticket.bound.is_some() && ticket.held_for().is_none(),
        later: ticket.not_before.filter(|moment| scene.now < *moment).map(time),
        remote: ticket.remote.as_ref().map(stage),
        alone: ticket.alone.is_some(),
        call_back: ticket.call_back.is_some(),
    }
}

pub(super) fn reason(reason: Reason) -> CallReason {
    CallReason {
        waited_minutes: reason.waited.whole_minutes(),
        target_minutes: reason.target.whole_minutes(),
        priority: reason.priority,
        candidates: reason.candidates,
        overtaken: reason.overtaken,
        rule: match reason.rule {
            Rule::Due => CallRule::Due,
            Rule::Appointment => CallRule::Appointment,
            Rule::Sent => CallRule::Sent,
            Rule::PriorityShare => CallRule::PriorityShare,
            Rule::Manual => CallRule::Manual,
        },
        by_itself: reason.by_itself,
    }
}

/// The ticket that these events called, where they called one.
pub fn called_ticket(scene: &Scene, events: &[Event]) -> Option<CalledTicket> {
    events.iter().find_map(|event| {
        let Event::TicketCalled { ticket, reason: why, .. } = event else { return None };
        let ticket = scene.branch.ticket(*ticket)?;
        Some(CalledTicket {
            id: ticket.id.0,
            number: ticket.number.to_string(),
            service: ticket.service.to_string(),
            reason: reason(*why),
        })
    })
}
