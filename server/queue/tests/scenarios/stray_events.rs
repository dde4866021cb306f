//! An event that cannot have happened here does not fit, so that a damaged journal is seen and takes nothing down.

use crate::given::{ANNA, BRUNO, Scene, cancel, desk_id, issue, minute, service_id, setup, start, today};
use queue::{Branch, Command, Event, Number, Outcome, TicketId};

fn issued(scene: &Scene) -> Event {
    scene.branch.decide(&Command::Issue(issue("cash")), scene.now).unwrap().remove(0)
}

fn called(ticket: u32, desk: &str, scene: &Scene) -> Event {
    let reason = scene.branch.pick(&desk_id("3"), scene.now).unwrap().reason;
    Event::TicketCalled { ticket: TicketId(ticket), desk: desk_id(desk), csr: ANNA, reason, at: scene.now }
}

/// Ticket 1 called at desk 1, ticket 2 waiting.
fn scene() -> Scene {
    let mut scene = Scene::with_anna();
    scene.takes("cash");
    scene.takes("cash");
    scene.calls("1", ANNA);
    scene
}

fn finished(ticket: TicketId, desk: queue::DeskId, at: queue::Timestamp) -> Event {
    let (outcome, delivered) = (Outcome::Resolved, vec![]);
    Event::ServiceFinished { ticket, desk, outcome, delivered, follow_up: false, next: None, at }
}

#[test]
fn nothing_but_a_day_fits_before_the_day() {
    let branch = Branch::new();
    assert!(!branch.fits(&issued(&scene())));
    assert!(branch.fits(&Event::DayOpened { day: today(), setup: Box::new(setup()), at: minute(0) }));
}

#[test]
fn a_day_is_not_opened_twice() {
    assert!(!scene().branch.fits(&Event::DayOpened { day: today(), setup: Box::new(setup()), at: minute(0) }));
}

#[test]
fn a_ticket_is_issued_in_turn_with_a_number_of_its_own_for_a_service_of_the_branch() {
    let scene = scene();
    let next = issued(&scene);
    assert!(scene.branch.fits(&next));
    let with = |change: fn(&mut TicketId, &mut Number, &mut queue::ServiceId)| {
        let mut event = next.clone();
        let Event::TicketIssued { ticket, number, service, .. } = &mut event else { panic!("issued") };
        change(ticket, number, service);
        scene.branch.fits(&event)
    };
    assert!(!with(|ticket, _, _| *ticket = TicketId(2)));
    assert!(!with(|ticket, _, _| *ticket = TicketId(4)));
    assert!(!with(|ticket, _, _| *ticket = TicketId(0)));
    assert!(!with(|_, number, _| number.count = 2));
    assert!(!with(|_, _, service| *service = service_id("gold")));
}

#[test]
fn a_desk_opens_when_closed_and_closes_when_empty() {
    let scene = scene();
    let opened = |desk, csr| Event::DeskOpened { desk: desk_id(desk), csr, at: scene.now };
    let closed = |desk| Event::DeskClosed { desk: desk_id(desk), at: scene.now };
    assert!(scene.branch.fits(&opened("2", BRUNO)));
    assert!(!scene.branch.fits(&opened("1", BRUNO)));
    assert!(!scene.branch.fits(&opened("2", ANNA)));
    assert!(!scene.branch.fits(&opened("9", BRUNO)));
    assert!(Scene::with_anna().branch.fits(&closed("1")));
    assert!(!scene.branch.fits(&closed("1")));
    assert!(!scene.branch.fits(&closed("2")));
}

#[test]
fn a_call_needs_a_ticket_that_waits_and_an_open_desk_without_one() {
    let mut scene = scene();
    assert!(!scene.branch.fits(&called(2, "1", &scene)));
    assert!(!scene.branch.fits(&called(2, "2", &scene)));
    let idle = called(2, "1", &scene);
    let over = called(1, "1", &scene);
    scene.does(&cancel(TicketId(1)));
    assert!(scene.branch.fits(&idle));
    assert!(!scene.branch.fits(&over));
}

#[test]
fn what_follows_a_call_is_at_the_same_desk_and_in_order() {
    let mut scene = scene();
    let at = scene.now;
    let events = |ticket, desk| {
        let (ticket, desk) = (TicketId(ticket), desk_id(desk));
        [
            Event::TicketRecalled { ticket, desk: desk.clone(), at },
            Event::ServiceStarted { ticket, desk: desk.clone(), at },
            Event::TicketNoShow { ticket, desk: desk.clone(), at },
            Event::TicketCancelled { ticket, desk: Some(desk.clone()), at },
            finished(ticket, desk, at),
        ]
    };
    let fits = |scene: &Scene, ticket, desk| events(ticket, desk).map(|event| scene.branch.fits(&event));
    assert_eq!(fits(&scene, 1, "1"), [true, true, true, true, false]);
    assert_eq!(fits(&scene, 1, "2"), [false; 5]);
    assert_eq!(fits(&scene, 2, "1"), [false; 5]);
    assert!(!scene.branch.fits(&Event::TicketCancelled { ticket: TicketId(1), desk: None, at }));
    assert!(scene.branch.fits(&Event::TicketCancelled { ticket: TicketId(2), desk: None, at }));
    scene.does(&start("1", ANNA));
    assert_eq!(fits(&scene, 1, "1"), [false, false, false, false, true]);
}

#[test]
#[cfg(not(debug_assertions))]
fn a_stray_event_changes_nothing() {
    let mut scene = scene();
    let before = scene.branch.clone();
    scene.branch.apply(&finished(TicketId(1), desk_id("1"), minute(1)));
    assert_eq!(scene.branch, before);
}
