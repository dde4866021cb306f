//! Putting a visitor aside, and taking them up again.

use crate::given::{ANNA, BRUNO, Scene, cancel, delay, desk_id, minute, park, recall, set_priority, start};
use queue::{Command, Event, ParkReason, Refusal, TicketId, TicketState, Timestamp};

const REASONS: [ParkReason; 3] = [ParkReason::FetchDocument, ParkReason::WaitForBank, ParkReason::Other];

/// Taken at 0, called at 1, put aside at 2.
fn parked(reason: ParkReason) -> (Scene, TicketId) {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.at(1).calls("1", ANNA);
    scene.at(2).does(&park("1", ANNA, reason));
    (scene, ticket)
}

fn resume(ticket: TicketId) -> Command {
    Command::Resume { ticket }
}

fn park_until(until: Timestamp) -> Command {
    let Command::Park { desk, csr, reason, .. } = park("1", ANNA, ParkReason::WaitForBank) else { panic!("a park") };
    Command::Park { desk, csr, reason, until: Some(until) }
}

#[test]
fn a_parked_visitor_frees_the_desk_and_is_not_called() {
    for reason in REASONS {
        let (mut scene, ticket) = parked(reason);
        let state = TicketState::Parked { desk: desk_id("1"), reason, since: minute(2), until: None };
        assert_eq!(scene.ticket(ticket).state, state);
        assert_eq!((scene.branch.counts().parked, scene.branch.counts().waiting), (1, 0));
        assert_eq!(scene.branch.parked().map(|ticket| ticket.id).collect::<Vec<_>>(), [ticket]);
        assert_eq!(scene.calls("1", ANNA), None);
    }
}

#[test]
fn a_visitor_who_is_being_served_is_parked_as_well() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.starts("1", ANNA);
    let (reason, desk) = (ParkReason::Other, desk_id("1"));
    let events = scene.at(3).does(&park("1", ANNA, reason));
    assert_eq!(events, [Event::TicketParked { ticket, desk, reason, until: None, at: minute(3) }]);
    assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().ticket(), None);
}

#[test]
fn who_fetches_a_document_keeps_the_place() {
    let (mut scene, ticket) = parked(ParkReason::FetchDocument);
    let due = scene.ticket(ticket).due;
    let events = scene.at(42).does(&resume(ticket));
    assert_eq!(events, [Event::TicketResumed { ticket, due, at: minute(42) }]);
    assert_eq!((due, &scene.ticket(ticket).state), (minute(12), &TicketState::Waiting));
}

#[test]
fn for_all_others_the_clock_stood_still() {
    for reason in [ParkReason::WaitForBank, ParkReason::Other] {
        let (mut scene, ticket) = parked(reason);
        scene.at(42).does(&resume(ticket));
        assert_eq!(scene.ticket(ticket).due, minute(12 + 40));
    }
}

#[test]
fn a_clock_that_stepped_back_makes_nobody_due_earlier() {
    let (mut scene, ticket) = parked(ParkReason::Other);
    scene.at(-30).does(&resume(ticket));
    assert_eq!(scene.ticket(ticket).due, minute(12));
}

#[test]
fn who_is_resumed_keeps_number_and_arrival_and_waits_for_any_desk() {
    let (mut scene, ticket) = parked(ParkReason::WaitForBank);
    scene.at(20).does(&resume(ticket));
    assert_eq!((scene.number(ticket).as_str(), scene.ticket(ticket).issued_at), ("A001", minute(0)));
    assert_eq!((scene.order("1"), scene.order("3")), (vec![ticket], vec![ticket]));
    assert_eq!(scene.branch.counts().parked, 0);
}

#[test]
fn a_time_of_return_lies_ahead() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.at(5).calls("1", ANNA);
    assert_eq!(scene.refuses(&park_until(minute(4))), Refusal::ReturnInThePast);
    assert_eq!(scene.refuses(&park_until(minute(5))), Refusal::ReturnInThePast);
    let soon = Timestamp(minute(5).0 + 1);
    scene.does(&park_until(soon));
    assert!(matches!(scene.ticket(ticket).state, TicketState::Parked { until, .. } if until == Some(soon)));
}

#[test]
fn who_is_back_before_the_time_of_return_is_resumed_all_the_same() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    scene.calls("1", ANNA);
    scene.does(&park_until(minute(60)));
    scene.at(1).does(&resume(ticket));
    assert_eq!(scene.calls("1", ANNA), Some(ticket));
}

#[test]
fn only_a_parked_ticket_is_resumed() {
    let (mut scene, ticket) = parked(ParkReason::Other);
    scene.does(&resume(ticket));
    let number = scene.ticket(ticket).number;
    assert_eq!(scene.refuses(&resume(ticket)), Refusal::NotParked { number });
    assert_eq!(scene.refuses(&resume(TicketId(2))), Refusal::UnknownTicket(TicketId(2)));
}

#[test]
fn only_the_ticket_of_ones_own_desk_is_parked() {
    let mut scene = Scene::with_anna();
    let other = ParkReason::Other;
    assert_eq!(scene.refuses(&park("1", ANNA, other)), Refusal::NoTicketOpen(desk_id("1")));
    assert_eq!(scene.refuses(&park("2", ANNA, other)), Refusal::DeskClosed(desk_id("2")));
    assert_eq!(scene.refuses(&park("9", ANNA, other)), Refusal::UnknownDesk(desk_id("9")));
    scene.takes("cash");
    scene.calls("1", ANNA);
    assert_eq!(scene.refuses(&park("1", BRUNO, other)), Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA });
}

#[test]
fn a_parked_ticket_is_neither_delayed_nor_recalled_nor_started() {
    let (scene, ticket) = parked(ParkReason::Other);
    let number = scene.ticket(ticket).number;
    assert_eq!(scene.refuses(&delay(ticket, 5)), Refusal::NotWaiting { number });
    for command in [recall("1", ANNA), start("1", ANNA)] {
        assert_eq!(scene.refuses(&command), Refusal::NoTicketOpen(desk_id("1")));
    }
}

#[test]
fn a_parked_visitor_may_leave() {
    let (mut scene, ticket) = parked(ParkReason::FetchDocument);
    assert_eq!(scene.does(&cancel(ticket)), [Event::TicketCancelled { ticket, desk: None, at: scene.now }]);
    assert_eq!((scene.branch.counts().parked, scene.branch.counts().cancelled), (0, 1));
}

#[test]
fn the_time_for_which_the_clock_stood_still_outlives_a_change_of_priority() {
    let (mut scene, ticket) = parked(ParkReason::WaitForBank);
    scene.at(42).does(&resume(ticket));
    scene.does(&set_priority(ticket, true));
    assert_eq!(scene.ticket(ticket).due, minute(6 + 40));
}
