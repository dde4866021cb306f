//! An event that cannot have happened here does not fit, so that a damaged journal is seen and takes nothing down.

use crate::given::{
    ANNA, BRUNO, Scene, cancel, check_in, check_in_with, desk_id, issue, minute, service_id, setup, start, today,
};
use queue::{Bound, Branch, Command, CsrId, Event, Number, TicketId, VisitOutcome};

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
    let (outcome, delivered) = (VisitOutcome::Resolved, vec![]);
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
fn a_ticket_is_issued_for_nobody_but_the_officer_of_its_appointment() {
    let scene = scene();
    let of = |wish, who: Option<Bound>| {
        let mut event = scene.branch.decide(&Command::Issue(wish), scene.now).unwrap().remove(0);
        let Event::TicketIssued { bound, .. } = &mut event else { panic!("issued") };
        *bound = who;
        scene.branch.fits(&event)
    };
    let booked = || check_in_with(BRUNO, "card", 30);
    assert!(of(booked(), Some(Bound::Csr(BRUNO))) && of(booked(), None));
    assert!(!of(booked(), Some(Bound::Csr(ANNA))) && !of(booked(), Some(Bound::Desk(desk_id("1")))));
    assert!(!of(check_in("card", 30), Some(Bound::Csr(BRUNO))));
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
fn nothing_but_another_day_fits_after_the_day() {
    let mut scene = scene();
    let next = issued(&scene);
    scene.does(&Command::CloseDay { overdue: true });
    let at = scene.now;
    assert!(!scene.branch.fits(&next) && !scene.branch.fits(&Event::DayClosed { at }));
    let tomorrow = queue::Day::new(2026, 11, 24);
    assert!(scene.branch.fits(&Event::DayOpened { day: tomorrow, setup: Box::new(setup()), at }));
}

#[test]
fn the_hours_go_forward_and_only_services_of_the_branch_are_stopped() {
    let (scene, at) = (scene(), minute(0));
    let extended =
        |from, until| scene.branch.fits(&Event::DayExtended { from: minute(from), until: minute(until), at });
    assert_eq!([extended(1, 2), extended(2, 2), extended(3, 2)], [true, false, false]);
    for (service, fits) in [(None, true), (Some(service_id("cash")), true), (Some(service_id("gold")), false)] {
        assert_eq!(scene.branch.fits(&Event::IssuingStopped { service: service.clone(), at }), fits);
        assert_eq!(scene.branch.fits(&Event::IssuingResumed { service, at }), fits);
    }
}

#[test]
fn every_service_of_a_visit_is_there_and_an_appointment_has_one_ticket() {
    let mut scene = scene();
    let visit = |scene: &Scene, service| {
        let mut event = issued(scene);
        let Event::TicketIssued { then, .. } = &mut event else { panic!("issued") };
        *then = vec![service_id(service)];
        scene.branch.fits(&event)
    };
    assert!(visit(&scene, "account") && !visit(&scene, "gold"));
    let checked_in = |scene: &Scene| {
        let wish = Command::Issue(check_in("card", 30));
        let mut event = scene.branch.decide(&wish, scene.now).unwrap().remove(0);
        let Event::TicketIssued { ticket, number, .. } = &mut event else { panic!("issued") };
        (*ticket, number.count) = (TicketId(4), 4);
        event
    };
    let again = checked_in(&scene);
    scene.issues(check_in("card", 30));
    assert!(!scene.branch.fits(&again));
    scene.issues(check_in("card", 60));
}

#[test]
fn what_happens_in_the_queue_needs_the_state_for_it() {
    let (mut scene, at, due) = (scene(), minute(0), minute(0));
    let (one, two) = (TicketId(1), TicketId(2));
    let delayed = |ticket| Event::TicketDelayed { ticket, by: queue::Duration(1), until: at, at };
    let reinstated = |ticket| Event::TicketReinstated { ticket, due, at };
    let resumed = |ticket| Event::TicketResumed { ticket, due, at };
    let priority = |ticket| Event::PriorityChanged { ticket, priority: true, due, at };
    let service = |ticket, service| Event::ServiceChanged { ticket, service: service_id(service), due, at };
    let fits = |scene: &Scene, event: Event| scene.branch.fits(&event);
    assert!(!fits(&scene, delayed(one)) && fits(&scene, delayed(two)));
    assert!(!fits(&scene, reinstated(one)) && !fits(&scene, resumed(one)));
    assert!(fits(&scene, priority(one)) && fits(&scene, service(one, "card")) && !fits(&scene, service(one, "gold")));
    assert!(!fits(&scene, Event::TicketReleased { ticket: two, at }));
    scene.does(&crate::given::no_show("1", ANNA));
    assert!(fits(&scene, reinstated(one)) && !fits(&scene, priority(one)) && !fits(&scene, service(one, "card")));
    scene.calls("1", ANNA);
    scene.does(&crate::given::park("1", ANNA, queue::ParkReason::Other));
    assert!(fits(&scene, resumed(two)) && !fits(&scene, reinstated(two)) && !fits(&scene, delayed(two)));
}

#[test]
fn a_visit_goes_on_with_a_service_of_the_branch() {
    let mut scene = scene();
    scene.does(&start("1", ANNA));
    for (service, fits) in [("account", true), ("gold", false)] {
        let mut event = finished(TicketId(1), desk_id("1"), scene.now);
        let Event::ServiceFinished { next, .. } = &mut event else { panic!("finished") };
        *next = Some(queue::Leg { service: service_id(service), due: scene.now });
        assert_eq!(scene.branch.fits(&event), fits);
    }
}

#[test]
fn only_a_ticket_that_was_sent_is_released() {
    let mut scene = scene();
    scene.does(&crate::given::open_desk("2", BRUNO));
    let to = queue::Destination::Csr(BRUNO);
    scene.does(&crate::given::transfer("1", ANNA, to, queue::QueuePlace::First));
    assert!(scene.branch.fits(&Event::TicketReleased { ticket: TicketId(1), at: scene.now }));
}

#[test]
fn parking_and_sending_on_are_from_the_tickets_own_desk_to_somewhere() {
    let mut scene = scene();
    scene.does(&crate::given::open_desk("2", BRUNO));
    let at = scene.now;
    let parked = |ticket, desk| {
        let (ticket, desk, reason) = (TicketId(ticket), desk_id(desk), queue::ParkReason::Other);
        Event::TicketParked { ticket, desk, reason, until: None, at }
    };
    let sent = |service, bound| {
        let (ticket, desk, service) = (TicketId(1), desk_id("1"), service_id(service));
        Event::TicketTransferred { ticket, desk, service, bound, due: at, at }
    };
    let there = [None, Some(Bound::Desk(desk_id("2"))), Some(Bound::Csr(BRUNO))];
    let nowhere = [Some(Bound::Desk(desk_id("3"))), Some(Bound::Desk(desk_id("9"))), Some(Bound::Csr(CsrId(9)))];
    for _ in 0..2 {
        let fits = |event: Event| scene.branch.fits(&event);
        assert_eq!([fits(parked(1, "1")), fits(parked(1, "2")), fits(parked(2, "1"))], [true, false, false]);
        assert!(!fits(sent("gold", None)));
        assert_eq!(there.clone().map(|bound| fits(sent("cash", bound))), [true; 3]);
        assert_eq!(nowhere.clone().map(|bound| fits(sent("cash", bound))), [false; 3]);
        // Then the same while it is being served.
        if scene.branch.decide(&start("1", ANNA), at).is_ok() {
            scene.does(&start("1", ANNA));
        }
    }
}

#[test]
fn a_desk_pauses_idle_and_once_and_is_taken_over_by_somebody_without_one() {
    let mut scene = scene();
    let at = scene.now;
    let paused = |desk| Event::DeskPaused { desk: desk_id(desk), reason: queue::PauseReason::Break, at };
    let resumed = |desk| Event::DeskResumed { desk: desk_id(desk), at };
    let taken = |desk, csr, from| Event::DeskTakenOver { desk: desk_id(desk), csr, from, at };
    let fits = |scene: &Scene, event: Event| scene.branch.fits(&event);
    assert!(!fits(&scene, paused("1")) && !fits(&scene, paused("2")) && !fits(&scene, resumed("1")));
    assert!(fits(&scene, taken("1", BRUNO, ANNA)) && !fits(&scene, taken("1", CsrId(3), BRUNO)));
    assert!(!fits(&scene, taken("2", BRUNO, ANNA)) && !fits(&scene, taken("1", ANNA, ANNA)));
    scene.does(&crate::given::no_show("1", ANNA));
    assert!(fits(&scene, paused("1")));
    let call = called(2, "1", &scene);
    scene.does(&crate::given::pause("1", ANNA));
    assert!(!fits(&scene, paused("1")) && fits(&scene, resumed("1")) && !fits(&scene, call));
    scene.does(&crate::given::open_desk("2", BRUNO));
    assert!(!fits(&scene, taken("1", BRUNO, ANNA)));
}

#[test]
#[cfg(not(debug_assertions))]
fn a_stray_event_changes_nothing() {
    let mut scene = scene();
    let before = scene.branch.clone();
    scene.branch.apply(&finished(TicketId(1), desk_id("1"), minute(1)));
    assert_eq!(scene.branch, before);
}
