//! What the branch manager sees: the waiting by service, the desks by state, the day so far.

use crate::alerts::alerts;
use crate::lending;
use crate::scene::Scene;
use crate::units::{count, time};
use queue::{ManualPicks, Presence, ServiceId, Ticket, Timestamp};
use std::collections::BTreeSet;
use wire::{DayControl, DeskChoices, DeskRow, DeskTicket, Extension, ManagerSnapshot, ServiceRow};

/// How many visitors who did not come are shown.
const ABSENT_SHOWN: usize = 10;

pub fn manager(scene: &Scene) -> ManagerSnapshot {
    let counts = scene.branch.counts();
    ManagerSnapshot {
        head: scene.head(),
        opening: scene.opening(),
        waiting: counts.waiting,
        oldest_issued_at: scene.branch.waiting().filter_map(waits_here_since).min().map(time),
        issued: counts.issued,
        served: counts.served,
        no_shows: counts.no_shows,
        away: count(scene.branch.away().count()),
        never_came: scene.branch.never_came(),
        cancelled: counts.cancelled,
        day_ended: counts.day_ended,
        solved: scene.branch.solved(),
        day: day_control(scene),
        services: service_rows(scene),
        desks: scene.branch.desks().map(|(id, desk)| desk_row(scene, id, desk)).collect(),
        parked: scene.branch.parked().filter_map(|ticket| scene.parked(ticket)).collect(),
        absent: scene.absent(|_| true, ABSENT_SHOWN),
        alerts: alerts(scene),
        troubles: scene.troubles.to_vec(),
        lendings: lending::rows(scene),
        advice: scene.foresight.advice.clone(),
        accuracy: scene.foresight.accuracy.clone(),
        plan: scene.foresight.plan.clone(),
    }
}

/// Since when a visitor waits in the branch; `None` for one who is away.
fn waits_here_since(ticket: &Ticket) -> Option<Timestamp> {
    match ticket.remote.as_ref().map(|remote| remote.presence) {
        None => Some(ticket.issued_at),
        Some(Presence::Here { since }) => Some(since),
        Some(Presence::Away | Presence::OnTheWay { .. }) => None,
    }
}

fn day_control(scene: &Scene) -> DayControl {
    let extension = scene.branch.extension(scene.now).filter(|(after, latest)| after < latest);
    DayControl {
        closed: scene.branch.is_closed(),
        stopped: scene.branch.stopped().all,
        extension: extension.map(|(after, latest)| Extension { after: time(after), latest: time(latest) }),
    }
}

/// The services of the day, in the order in which the catalogue shows them.
fn service_rows(scene: &Scene) -> Vec<ServiceRow> {
    let Some(setup) = scene.branch.setup() else { return Vec::new() };
    let shown = scene.setup.catalogue.categories.iter().flat_map(|category| &category.services);
    let rows = shown.filter_map(|service| {
        let id = ServiceId::new(&service.id);
        let rules = setup.services.get(&id)?;
        let oldest: Option<Timestamp> = scene.branch.waiting_in(&id).filter_map(waits_here_since).min();
        let open = scene.branch.desks().filter(|(_, desk)| desk.csr().is_some() && desk.profile.contains(&id));
        Some(ServiceRow {
            letter: rules.letter.to_string(),
            name: service.name.clone(),
            waiting: scene.branch.waiting_count_in(&id),
            oldest_issued_at: oldest.map(time),
            target_minutes: rules.target.whole_minutes(),
            wait: scene.next_wait(&id),
            open_desks: count(open.count()),
            offer: scene.offer(&id),
            id: service.id.clone(),
        })
    });
    rows.collect()
}

/// The letters of what a desk serves now, in their order.
fn letters(scene: &Scene, desk: &queue::Desk) -> Vec<String> {
    let services = scene.branch.setup().map(|setup| &setup.services);
    let letter = |service: &ServiceId| Some(services?.get(service)?.letter.to_string());
    let letters: BTreeSet<String> = desk.profile.iter().filter_map(letter).collect();
    letters.into_iter().collect()
}

fn desk_row(scene: &Scene, id: &queue::DeskId, desk: &queue::Desk) -> DeskRow {
    let (state, open) = scene.desk_state(desk);
    let ticket = open.and_then(|(ticket, stage, since)| {
        let number = scene.branch.ticket(ticket)?.number.to_string();
        Some(DeskTicket { number, stage, since: time(since) })
    });
    let counted = scene.branch.setup().is_some_and(|setup| setup.policy.manual_picks == ManualPicks::Counted);
    DeskRow {
        id: id.to_string(),
        label: scene.desk_label(id),
        name: scene.desk_name(id),
        state,
        csr: desk.csr().map(|csr| scene.staff_member(csr)),
        ticket,
        pause: Scene::pause(desk),
        letters: letters(scene, desk),
        choices: counted.then_some(DeskChoices { calls: desk.calls.all, chosen: desk.calls.chosen }),
    }
}
