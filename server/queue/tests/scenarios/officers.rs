//! The ticket of an appointment waits for the officer who was booked, and for any desk once they have not come.

use crate::given::{
    ANNA, BRUNO, Scene, by_default, call_ticket, check_in_with, close_desk, desk_id, minute, open_desk, pause,
    take_over,
};
use queue::{Bound, Command, Event, Policy, Refusal, Rule, Setup, TicketId};

/// Anna at desk 1 and Bruno at desk 3; a visitor at minute 50 for Bruno at minute 60.
fn booked_with_bruno() -> (Scene, TicketId) {
    let mut scene = Scene::with(by_default());
    scene.does(&open_desk("1", ANNA));
    scene.does(&open_desk("3", BRUNO));
    let ticket = scene.at(50).issues(check_in_with(BRUNO, "cash", 60));
    (scene, ticket)
}

fn releases(scene: &mut Scene) -> Vec<TicketId> {
    let released = |event| match event {
        Event::TicketReleased { ticket, .. } => ticket,
        other => panic!("only releases: {other:?}"),
    };
    scene.does(&Command::ReleaseHeld).into_iter().map(released).collect()
}

#[test]
fn only_the_officer_calls_the_visitor_of_their_appointment_at_whatever_desk_they_are() {
    let (mut scene, ticket) = booked_with_bruno();
    let walk_in = scene.takes("cash");
    assert_eq!((scene.order("1"), scene.order("3")), (vec![walk_in], vec![ticket, walk_in]));
    let refusal = Refusal::NotServedHere { number: scene.ticket(ticket).number, desk: desk_id("1") };
    assert_eq!(scene.refuses(&call_ticket("1", ANNA, ticket)), refusal);
    scene.does(&close_desk("3", BRUNO));
    scene.does(&open_desk("2", BRUNO));
    let pick = scene.branch.pick(&desk_id("2"), scene.now).unwrap();
    assert_eq!((pick.ticket, pick.reason.rule), (ticket, Rule::Appointment), "desk 2 serves no cash");
    assert_eq!(scene.calls("2", BRUNO), Some(ticket));
}

#[test]
fn an_officer_who_is_not_there_is_waited_for_until_five_minutes_after_the_booked_time() {
    let mut scene = Scene::with(by_default());
    scene.does(&open_desk("1", ANNA));
    let ticket = scene.at(50).issues(check_in_with(BRUNO, "cash", 60));
    assert_eq!(scene.ticket(ticket).bound, Some(Bound::Csr(BRUNO)));
    assert_eq!(scene.calls("1", ANNA), None);
    scene.now = minute(65) - queue::Duration(1);
    assert!(!scene.branch.holds_in_vain(scene.now));
    assert!(releases(&mut scene).is_empty());
    assert!(scene.at(65).branch.holds_in_vain(minute(65)));
    assert_eq!(releases(&mut scene), [ticket]);
    assert!(!scene.branch.holds_in_vain(minute(65)));
    assert_eq!(scene.calls("1", ANNA), Some(ticket));
}

#[test]
fn how_long_an_officer_is_waited_for_is_the_branch_s_policy() {
    let policy = Policy { officer_wait: queue::Duration::minutes(12), ..Policy::default() };
    let mut scene = Scene::with(Setup { policy, ..by_default() });
    let ticket = scene.at(50).issues(check_in_with(BRUNO, "cash", 60));
    assert!(releases(scene.at(71)).is_empty());
    assert_eq!(releases(scene.at(72)), [ticket]);
}

#[test]
fn an_officer_who_is_there_keeps_their_visitor_and_one_on_a_pause_does_not() {
    let (mut scene, ticket) = booked_with_bruno();
    assert!(releases(scene.at(90)).is_empty(), "the visitor before takes long");
    scene.does(&pause("3", BRUNO));
    assert_eq!(releases(&mut scene), [ticket]);
}

#[test]
fn an_officer_who_leaves_before_the_time_may_come_back_and_after_it_the_visitor_waits_for_any_desk() {
    let (mut scene, ticket) = booked_with_bruno();
    scene.does(&close_desk("3", BRUNO));
    assert!(scene.order("1").is_empty(), "minute 50: Bruno may come back");
    scene.does(&open_desk("3", BRUNO));
    assert_eq!(scene.order("3"), [ticket]);
    let events = scene.at(66).does(&close_desk("3", BRUNO));
    assert_eq!(events[0], Event::TicketReleased { ticket, at: minute(66) });
    assert_eq!(scene.order("1"), [ticket]);
}

#[test]
fn who_takes_the_officer_s_desk_over_does_not_get_their_visitor() {
    let (mut scene, ticket) = booked_with_bruno();
    scene.does(&close_desk("1", ANNA));
    scene.does(&take_over("3", ANNA));
    assert!(scene.order("3").is_empty());
    assert_eq!(releases(scene.at(65)), [ticket]);
    assert_eq!(scene.order("3"), [ticket]);
}

#[test]
fn who_comes_too_late_for_the_appointment_waits_for_any_desk() {
    let mut scene = Scene::with(by_default());
    scene.does(&open_desk("1", ANNA));
    let late = scene.at(80).issues(check_in_with(BRUNO, "cash", 60));
    assert_eq!((scene.ticket(late).bound.clone(), scene.order("1")), (None, vec![late]));
}
