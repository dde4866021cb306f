//! Sending a visitor on: to a service, a desk, a person; and what becomes of those who were sent to somebody who leaves.

use crate::given::{
    ANNA, BRUNO, Scene, call_ticket, close_desk, desk_id, minute, open_desk, pause, preferring, service_id, start,
    take_over, transfer, visit,
};
use queue::{Bound, CsrId, Destination, Event, QueuePlace, Refusal, Rule, Setup, TicketId, TicketState};

const CARLA: CsrId = CsrId(3);

fn to_service(service: &str) -> Destination {
    Destination::Service(service_id(service))
}

fn to_desk(desk: &str) -> Destination {
    Destination::Desk(desk_id(desk))
}

/// Anna at desk 1, Bruno at 2, Carla at 3.
fn staffed(setup: Setup) -> Scene {
    let mut scene = Scene::with(setup);
    for (desk, csr) in [("1", ANNA), ("2", BRUNO), ("3", CARLA)] {
        scene.does(&open_desk(desk, csr));
    }
    scene
}

/// The same, and Anna has called a ticket that was taken at 0.
fn called() -> (Scene, TicketId) {
    let mut scene = staffed(crate::given::setup());
    let ticket = scene.takes("cash");
    scene.at(5).calls("1", ANNA);
    (scene, ticket)
}

/// The same, and the ticket was sent there.
fn sent(to: Destination) -> (Scene, TicketId) {
    let (mut scene, ticket) = called();
    scene.does(&transfer("1", ANNA, to, QueuePlace::ByDue));
    (scene, ticket)
}

#[test]
fn a_transfer_keeps_number_and_arrival_and_frees_the_desk() {
    for to in [to_service("account"), to_desk("2"), Destination::Csr(BRUNO)] {
        let (scene, ticket) = sent(to);
        let there = scene.ticket(ticket);
        assert_eq!((there.number.to_string().as_str(), there.issued_at), ("A001", minute(0)));
        assert_eq!(there.state, TicketState::Waiting);
        assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().ticket(), None);
    }
}

#[test]
fn a_transfer_says_where_to_and_when_it_is_due() {
    let (mut scene, ticket) = called();
    let events = scene.does(&transfer("1", ANNA, to_desk("2"), QueuePlace::ByDue));
    let (desk, service, bound) = (desk_id("1"), service_id("cash"), Some(Bound::Desk(desk_id("2"))));
    let (due, at) = (minute(12), minute(5));
    assert_eq!(events, [Event::TicketTransferred { ticket, desk, service, bound, due, at }]);
}

#[test]
fn a_visitor_who_is_being_served_is_sent_on_as_well() {
    let (mut scene, ticket) = called();
    scene.does(&start("1", ANNA));
    scene.does(&transfer("1", ANNA, to_service("account"), QueuePlace::ByDue));
    assert_eq!(scene.calls("2", BRUNO), Some(ticket));
}

#[test]
fn who_is_sent_to_a_service_is_due_there_by_their_arrival() {
    let (scene, ticket) = sent(to_service("account"));
    // The account's 20 minutes and half of its 20, from minute 0.
    assert_eq!((scene.ticket(ticket).service.as_str(), scene.ticket(ticket).due), ("account", minute(30)));
    assert_eq!((scene.order("1"), scene.order("2"), scene.order("3")), (vec![], vec![ticket], vec![ticket]));
}

#[test]
fn who_is_sent_to_a_service_goes_first_or_last_if_so_asked() {
    for (place, position) in [(QueuePlace::First, 0), (QueuePlace::Last, 3)] {
        let (mut scene, ticket) = called();
        scene.at(0).takes("account");
        scene.at(6).takes("account");
        // At the third desk, cash comes before both.
        scene.at(7).takes_with_priority("cash");
        scene.does(&transfer("1", ANNA, to_service("account"), place));
        assert_eq!(scene.order("3")[position], ticket);
    }
}

#[test]
fn who_is_sent_to_a_desk_waits_for_it_alone_though_it_does_not_serve_that() {
    let (mut scene, ticket) = sent(to_desk("2"));
    assert_eq!((scene.order("1"), scene.order("2"), scene.order("3")), (vec![], vec![ticket], vec![]));
    let number = scene.ticket(ticket).number;
    let elsewhere = Refusal::NotServedHere { number, desk: desk_id("3") };
    assert_eq!(scene.refuses(&call_ticket("3", CARLA, ticket)), elsewhere);
    assert_eq!(scene.branch.pick(&desk_id("2"), scene.now).unwrap().reason.rule, Rule::Sent);
    assert_eq!(scene.calls("2", BRUNO), Some(ticket));
    assert_eq!(scene.ticket(ticket).bound, None);
}

#[test]
fn who_is_sent_to_a_person_waits_for_them_alone() {
    let (mut scene, ticket) = sent(Destination::Csr(CARLA));
    assert_eq!(scene.ticket(ticket).bound, Some(Bound::Csr(CARLA)));
    assert_eq!((scene.calls("1", ANNA), scene.calls("2", BRUNO)), (None, None));
    assert_eq!(scene.calls("3", CARLA), Some(ticket));
}

#[test]
fn who_is_sent_to_a_desk_stands_there_by_due_or_first_or_last() {
    for (place, position) in [(QueuePlace::First, 0), (QueuePlace::ByDue, 1), (QueuePlace::Last, 2)] {
        let (mut scene, ticket) = called();
        scene.at(0).takes_with_priority("cash");
        scene.at(9).takes("cash");
        scene.does(&transfer("1", ANNA, to_desk("3"), place));
        assert_eq!(scene.order("3")[position], ticket, "{place:?}");
    }
}

#[test]
fn first_and_last_hold_at_a_desk_with_a_preference() {
    for (place, position) in [(QueuePlace::First, 0), (QueuePlace::Last, 2)] {
        for to in [to_desk("3"), Destination::Csr(CARLA)] {
            let mut scene = staffed(preferring("3", &["card"]));
            let ticket = scene.takes("cash");
            scene.calls("1", ANNA);
            scene.takes("cash");
            scene.takes("card");
            scene.does(&transfer("1", ANNA, to, place));
            assert_eq!(scene.order("3")[position], ticket, "{place:?}");
        }
    }
}

#[test]
fn how_many_are_ahead_of_who_was_sent_is_counted_at_that_desk() {
    let (mut scene, ticket) = called();
    scene.at(0).takes_with_priority("cash");
    scene.takes_with_priority("account");
    scene.does(&transfer("1", ANNA, to_desk("2"), QueuePlace::Last));
    assert_eq!(scene.branch.ahead_of(ticket), 1);
    let (scene, ticket) = sent(Destination::Csr(BRUNO));
    assert_eq!(scene.branch.ahead_of(ticket), 0);
}

#[test]
fn nobody_is_sent_to_where_they_are() {
    let (scene, ticket) = called();
    let nowhere = Refusal::SentNowhere { number: scene.ticket(ticket).number };
    for to in [to_desk("1"), Destination::Csr(ANNA)] {
        assert_eq!(scene.refuses(&transfer("1", ANNA, to, QueuePlace::First)), nowhere);
    }
}

#[test]
fn nobody_is_sent_to_what_is_not_there() {
    let (mut scene, _) = called();
    scene.does(&close_desk("2", BRUNO));
    let refused = |to| scene.refuses(&transfer("1", ANNA, to, QueuePlace::First));
    assert_eq!(refused(to_service("gold")), Refusal::UnknownService(service_id("gold")));
    assert_eq!(refused(to_desk("9")), Refusal::UnknownDesk(desk_id("9")));
    assert_eq!(refused(to_desk("2")), Refusal::DeskClosed(desk_id("2")));
    assert_eq!(refused(Destination::Csr(BRUNO)), Refusal::CsrAbsent(BRUNO));
}

#[test]
fn only_the_ticket_of_ones_own_desk_is_sent_on() {
    let (scene, _) = called();
    let refused = |desk, csr| scene.refuses(&transfer(desk, csr, to_service("account"), QueuePlace::First));
    assert_eq!(refused("1", BRUNO), Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA });
    assert_eq!(refused("2", BRUNO), Refusal::NoTicketOpen(desk_id("2")));
    assert_eq!(refused("4", ANNA), Refusal::DeskClosed(desk_id("4")));
}

#[test]
fn a_desk_during_a_pause_can_be_sent_to() {
    let (mut scene, ticket) = called();
    scene.does(&pause("2", BRUNO));
    scene.does(&transfer("1", ANNA, to_desk("2"), QueuePlace::First));
    scene.does(&open_desk("2", BRUNO));
    assert_eq!(scene.calls("2", BRUNO), Some(ticket));
}

#[test]
fn who_is_sent_to_a_later_service_of_the_visit_does_not_come_there_twice() {
    let mut scene = staffed(crate::given::setup());
    let ticket = scene.issues(visit(&["cash", "account", "card"]));
    scene.calls("1", ANNA);
    scene.does(&transfer("1", ANNA, to_service("account"), QueuePlace::ByDue));
    assert_eq!(scene.ticket(ticket).then, [service_id("card")]);
}

#[test]
fn when_a_desk_closes_those_sent_to_it_wait_for_any() {
    let (mut scene, ticket) = sent(to_desk("2"));
    let events = scene.does(&close_desk("2", BRUNO));
    let (desk, at) = (desk_id("2"), scene.now);
    assert_eq!(events, [Event::TicketReleased { ticket, at }, Event::DeskClosed { desk, at }]);
    assert_eq!((scene.order("1"), scene.order("2"), scene.order("3")), (vec![ticket], vec![], vec![ticket]));
}

#[test]
fn when_a_person_leaves_those_sent_to_them_wait_for_any() {
    let (mut scene, ticket) = sent(Destination::Csr(BRUNO));
    scene.does(&close_desk("2", BRUNO));
    assert_eq!((scene.ticket(ticket).bound.clone(), scene.order("1")), (None, vec![ticket]));
}

#[test]
fn when_a_desk_is_taken_over_those_sent_to_the_person_wait_for_any_and_those_sent_to_the_desk_for_it() {
    let dora = CsrId(4);
    let (mut scene, to_person) = sent(Destination::Csr(BRUNO));
    let to_the_desk = scene.takes("cash");
    scene.calls("3", CARLA);
    scene.calls("1", ANNA);
    scene.does(&transfer("3", CARLA, Destination::Csr(BRUNO), QueuePlace::ByDue));
    assert_eq!(scene.ticket(to_the_desk).bound, Some(Bound::Csr(BRUNO)));
    let kept = scene.takes("cash");
    scene.calls("1", ANNA);
    scene.does(&transfer("1", ANNA, to_desk("2"), QueuePlace::ByDue));
    let events = scene.does(&take_over("2", dora));
    let released: Vec<TicketId> = events.iter().filter_map(Event::ticket).collect();
    assert_eq!(released, [to_person, to_the_desk]);
    assert_eq!(scene.order("2"), [kept]);
    assert_eq!(scene.order("1"), [to_person, to_the_desk]);
}

#[test]
fn a_desk_that_closes_releases_nobody_who_was_sent_elsewhere() {
    let (mut scene, ticket) = sent(to_desk("2"));
    scene.does(&close_desk("3", CARLA));
    assert_eq!(scene.ticket(ticket).bound, Some(Bound::Desk(desk_id("2"))));
}

#[test]
fn a_ticket_sent_to_a_csr_is_behind_those_who_wait_at_that_csrs_desk() {
    let mut scene = Scene::with_anna();
    scene.does(&open_desk("2", BRUNO));
    let sent = scene.takes("account");
    scene.takes("cash");
    scene.calls("2", BRUNO);
    scene.does(&transfer("2", BRUNO, Destination::Csr(ANNA), QueuePlace::Last));
    assert_eq!(scene.branch.ahead_of(sent), 1);
}
