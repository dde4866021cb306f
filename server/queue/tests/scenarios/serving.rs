//! Start, finish, no-show: what is allowed once a ticket has been called.

use crate::given::{ANNA, BRUNO, Scene, called, desk_id, finish, minute, no_show, recall, service_id, start};
use queue::{Command, Event, Refusal, TicketId, TicketState, VisitOutcome};

fn state(scene: &Scene, ticket: TicketId) -> &TicketState {
    &scene.branch.ticket(ticket).unwrap().state
}

#[test]
fn a_service_starts_once_the_visitor_is_there() {
    let (mut scene, ticket, _) = called();
    scene.at(2).does(&recall("1", ANNA));
    let events = scene.at(3).does(&start("1", ANNA));
    assert_eq!(events, [Event::ServiceStarted { ticket, desk: desk_id("1"), at: minute(3) }]);
    let TicketState::Serving { desk, called_at, calls, since, .. } = state(&scene, ticket) else {
        panic!("serving");
    };
    assert_eq!((desk, *called_at, *calls, *since), (&desk_id("1"), minute(2), 2, minute(3)));
}

#[test]
fn a_service_starts_once() {
    let (mut scene, _, number) = called();
    scene.does(&start("1", ANNA));
    assert_eq!(scene.refuses(&start("1", ANNA)), Refusal::AlreadyServing { number });
}

#[test]
fn a_service_that_has_started_finishes_and_frees_the_desk() {
    let (mut scene, ticket, _) = called();
    scene.does(&start("1", ANNA));
    let events = scene.at(9).does(&finish("1", ANNA));
    let finished = Event::ServiceFinished {
        ticket,
        desk: desk_id("1"),
        outcome: VisitOutcome::Resolved,
        delivered: vec![service_id("cash")],
        follow_up: false,
        next: None,
        at: minute(9),
    };
    assert_eq!(events, [finished]);
    let done = TicketState::Done { at: minute(9), outcome: VisitOutcome::Resolved, follow_up: false };
    assert_eq!(state(&scene, ticket), &done);
    assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().ticket(), None);
}

#[test]
fn a_service_that_has_not_started_does_not_finish() {
    let (scene, _, number) = called();
    assert_eq!(scene.refuses(&finish("1", ANNA)), Refusal::NotStarted { number });
}

#[test]
fn a_visitor_who_does_not_come_frees_the_desk() {
    let (mut scene, ticket, _) = called();
    let events = scene.at(4).does(&no_show("1", ANNA));
    assert_eq!(events, [Event::TicketNoShow { ticket, desk: desk_id("1"), at: minute(4) }]);
    assert_eq!(state(&scene, ticket), &TicketState::NoShow { at: minute(4) });
    assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().ticket(), None);
}

#[test]
fn a_visitor_who_is_being_served_is_no_no_show() {
    let (mut scene, _, number) = called();
    scene.does(&start("1", ANNA));
    assert_eq!(scene.refuses(&no_show("1", ANNA)), Refusal::AlreadyServing { number });
}

#[test]
fn only_an_open_desk_of_ones_own_with_a_ticket_serves() {
    let commands: [fn(&str, queue::CsrId) -> Command; 4] = [start, finish, no_show, recall];
    for command in commands {
        let (scene, _, _) = called();
        assert_eq!(scene.refuses(&command("9", ANNA)), Refusal::UnknownDesk(desk_id("9")));
        assert_eq!(scene.refuses(&command("2", ANNA)), Refusal::DeskClosed(desk_id("2")));
        let not_yours = Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA };
        assert_eq!(scene.refuses(&command("1", BRUNO)), not_yours);
        assert_eq!(Scene::with_anna().refuses(&command("1", ANNA)), Refusal::NoTicketOpen(desk_id("1")));
    }
}
