//! When every service takes exactly its expected time and nobody else comes, what was foreseen is what happens: the
//! branch itself is run, by its commands, and the calls are compared with the forecast.

use crate::given::{Scene, exact, minute, service_id, setup};
use queue::{DeskId, QueuePlace, Setup, TicketId, TicketState, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

const SERVICES: [&str; 5] = ["a", "b", "c", "d", "e"];
const DESKS: [&str; 4] = ["1", "2", "3", "4"];

/// Whole minutes throughout; desk 1 serves everything.
fn random_setup(rng: &mut ChaCha8Rng) -> Setup {
    let services = SERVICES.map(|id| (id, rng.random_range(1..30), rng.random_range(1..30)));
    let profiles = DESKS.map(|id| {
        let profile = SERVICES.into_iter().filter(|_| id == "1" || rng.random_bool(0.4)).collect::<Vec<_>>();
        (id, profile)
    });
    let desks: Vec<(&str, &[&str])> = profiles.iter().map(|(id, profile)| (*id, profile.as_slice())).collect();
    let mut setup = setup(&services, &desks);
    for (id, profile) in &profiles {
        if let Some(dearest) = profile.last().filter(|_| rng.random_bool(0.3)) {
            setup.preferences.insert(DeskId::new(id), vec![service_id(dearest)]);
        }
    }
    setup
}

/// Some visitors wait, some desks have called theirs at this minute, some are not open.
fn random_scene(rng: &mut ChaCha8Rng) -> Scene {
    random_scene_with(rng, 1_000)
}

fn random_scene_with(rng: &mut ChaCha8Rng, priority_share_milli: i64) -> Scene {
    let mut setup = random_setup(rng);
    setup.policy.priority_share_milli = priority_share_milli;
    let mut scene = Scene::closed(setup);
    scene.opens("1");
    for at in 0..rng.random_range(1..25) {
        let service = SERVICES[rng.random_range(0..5)];
        let ticket = if rng.random_bool(0.2) {
            let booked = minute(at + rng.random_range(0..30));
            scene.at(at).checks_in(service, booked)
        } else {
            scene.at(at).issues(service, rng.random_bool(0.2))
        };
        if rng.random_bool(0.15) {
            scene.delays(ticket, rng.random_range(1..30));
        }
    }
    for desk in DESKS {
        if desk != "1" && rng.random_bool(0.7) {
            scene.opens(desk);
        }
        if scene.branch.desk(&DeskId::new(desk)).expect("a desk").csr().is_some() && rng.random_bool(0.5) {
            scene.calls(desk);
        }
    }
    some_are_sent_on_or_put_aside(rng, &mut scene);
    scene
}

/// Of the desks that have called somebody, some send them to the first one, some put them aside; some then close.
fn some_are_sent_on_or_put_aside(rng: &mut ChaCha8Rng, scene: &mut Scene) {
    for desk in &DESKS[1..] {
        let busy = scene.branch.desk(&DeskId::new(desk)).expect("a desk").ticket().is_some();
        match rng.random_range(0..6) {
            0 if busy => {
                let place = [QueuePlace::First, QueuePlace::ByDue, QueuePlace::Last][rng.random_range(0..3)];
                scene.sends(desk, "1", rng.random_bool(0.5), place);
            }
            1 if busy => scene.parks(desk),
            _ => continue,
        }
        if rng.random_bool(0.5) {
            scene.closes(desk);
        }
    }
}

/// Runs the branch until nobody waits: how many minutes after `from` each ticket was called.
fn run(mut scene: Scene, from: Timestamp) -> BTreeMap<TicketId, u32> {
    let mut calls = BTreeMap::new();
    let mut free: Vec<(Timestamp, usize, DeskId)> = vec![];
    let calls_at_all = |desk: &queue::Desk| desk.csr().is_some() && desk.pause().is_none();
    for (id, desk) in scene.branch.clone().desks().filter(|(_, desk)| calls_at_all(desk)) {
        let busy = desk.ticket().is_some();
        if busy {
            scene.starts(id.as_str());
        }
        free.push((if busy { ends(&scene, id) } else { from }, desk.profile.len(), id.clone()));
    }
    while let Some(first) = free.iter().min().cloned() {
        free.retain(|other| *other != first);
        let (now, profile, desk) = first;
        scene.now = now;
        if scene.branch.desk(&desk).expect("a desk").ticket().is_some() {
            scene.finishes(desk.as_str());
        }
        if let Some(ticket) = scene.calls(desk.as_str()) {
            scene.starts(desk.as_str());
            calls.insert(ticket, (now - from).whole_minutes());
            free.push((ends(&scene, &desk), profile, desk));
        } else if let Some(moment) = scene.branch.waiting_for(&desk).filter_map(|ticket| ticket.not_before).min() {
            free.push((moment, profile, desk));
        }
    }
    calls
}

/// When the service at a desk that began just now will end.
fn ends(scene: &Scene, desk: &DeskId) -> Timestamp {
    let ticket = scene.branch.desk(desk).and_then(queue::Desk::ticket).and_then(|id| scene.branch.ticket(id));
    let ticket = ticket.expect("a ticket is open");
    assert!(matches!(ticket.state, TicketState::Serving { .. }));
    scene.now + scene.branch.setup().expect("a day").services[&ticket.service].expected
}

#[test]
fn every_ticket_waits_as_long_as_was_foreseen() {
    let mut compared = 0;
    for seed in 0..200 {
        let scene = random_scene(&mut ChaCha8Rng::seed_from_u64(seed));
        let happened = run(scene.clone(), scene.now);
        let forecast = scene.forecast();
        for ticket in scene.branch.waiting() {
            let waits = forecast.of_ticket(ticket.id).map(exact);
            assert_eq!(waits, happened.get(&ticket.id).copied(), "seed {seed}, ticket {}", ticket.id);
            compared += 1;
        }
    }
    assert!(compared > 1_000, "{compared} tickets compared");
}

#[test]
fn every_ticket_waits_as_long_as_was_foreseen_where_priority_has_its_share() {
    for seed in 0..200 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let share = [0, 250, 500, 750][rng.random_range(0..4)];
        let scene = random_scene_with(&mut rng, share);
        let happened = run(scene.clone(), scene.now);
        let forecast = scene.forecast();
        for ticket in scene.branch.waiting() {
            let waits = forecast.of_ticket(ticket.id).map(exact);
            assert_eq!(waits, happened.get(&ticket.id).copied(), "seed {seed}, ticket {}", ticket.id);
        }
    }
}

#[test]
fn the_next_one_waits_as_long_as_was_foreseen() {
    for seed in 0..200 {
        let scene = random_scene(&mut ChaCha8Rng::seed_from_u64(seed));
        let forecast = scene.forecast();
        for service in SERVICES {
            let mut with_next = scene.clone();
            let next = with_next.takes(service);
            let happened = run(with_next, scene.now);
            let waits = forecast.of_next(&service_id(service)).map(exact);
            assert_eq!(waits, happened.get(&next).copied(), "seed {seed}, service {service}");
        }
    }
}
