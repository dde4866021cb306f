//! A visitor's wish to be called later: bounded, and without losing the place.

use crate::given::{ANNA, Scene, call_ticket, cancel, delay, desk_id, minute};
use queue::{Duration, Event, Refusal, TicketId};

/// Two wait; the first asked at minute 2 to be called 10 minutes later.
fn delayed() -> (Scene, TicketId, TicketId) {
    let mut scene = Scene::with_anna();
    let (first, second) = (scene.takes("cash"), scene.at(1).takes("cash"));
    scene.at(2).does(&delay(first, 10));
    (scene, first, second)
}

fn out_of_range(scene: &Scene, ticket: TicketId, most: i64) -> Refusal {
    Refusal::DelayOutOfRange { number: scene.ticket(ticket).number, most: Duration::minutes(most) }
}

#[test]
fn a_delay_is_told_from_now() {
    let mut scene = Scene::with_anna();
    let ticket = scene.takes("cash");
    let events = scene.at(7).does(&delay(ticket, 10));
    let by = Duration::minutes(10);
    assert_eq!(events, [Event::TicketDelayed { ticket, by, until: minute(17), at: minute(7) }]);
}

#[test]
fn a_delayed_ticket_is_passed_over_and_then_called_in_its_old_place() {
    let (mut scene, first, second) = delayed();
    let third = scene.at(3).takes("cash");
    assert_eq!(scene.serves("1", ANNA), Some(second));
    assert_eq!(scene.order("1"), [first, third]);
    assert_eq!(scene.at(12).calls("1", ANNA), Some(first));
}

#[test]
fn a_delayed_ticket_is_called_from_its_moment_on_and_not_before() {
    let (mut scene, first, second) = delayed();
    scene.does(&cancel(second));
    scene.now = queue::Timestamp(minute(12).0 - 1);
    assert_eq!(scene.calls("1", ANNA), None);
    assert_eq!(scene.at(12).calls("1", ANNA), Some(first));
}

#[test]
fn whom_a_call_passes_over_at_their_wish_it_does_not_overtake() {
    let (scene, _, second) = delayed();
    let pick = scene.branch.pick(&desk_id("1"), scene.now).unwrap();
    assert_eq!((pick.ticket, pick.reason.candidates, pick.reason.overtaken), (second, 1, 0));
}

#[test]
fn a_delayed_visitor_still_waits() {
    let (scene, first, second) = delayed();
    assert_eq!((scene.branch.waiting_count(), scene.order("1")), (2, vec![first, second]));
    assert_eq!(scene.ticket(first).due, minute(12));
}

#[test]
fn who_is_there_after_all_can_be_chosen_before_the_moment() {
    let (mut scene, first, _) = delayed();
    scene.does(&call_ticket("1", ANNA, first));
    assert_eq!(scene.ticket(first).not_before, None);
}

#[test]
fn the_delays_of_a_visitor_are_bounded_in_all() {
    let (mut scene, first, _) = delayed();
    for minutes in [21, 30] {
        assert_eq!(scene.refuses(&delay(first, minutes)), out_of_range(&scene, first, 20));
    }
    scene.does(&delay(first, 20));
    assert_eq!(scene.ticket(first).not_before, Some(minute(22)));
    assert_eq!(scene.refuses(&delay(first, 1)), out_of_range(&scene, first, 0));
}

#[test]
fn a_delay_goes_forward() {
    let (scene, _, second) = delayed();
    for minutes in [0, -5, 31] {
        assert_eq!(scene.refuses(&delay(second, minutes)), out_of_range(&scene, second, 30));
    }
}

#[test]
fn only_a_ticket_that_waits_is_delayed() {
    let (mut scene, first, second) = delayed();
    let number = |scene: &Scene, ticket| scene.ticket(ticket).number;
    scene.calls("1", ANNA);
    assert_eq!(scene.refuses(&delay(second, 5)), Refusal::NotWaiting { number: number(&scene, second) });
    scene.does(&cancel(first));
    assert_eq!(scene.refuses(&delay(first, 5)), Refusal::TicketOver { number: number(&scene, first) });
    assert_eq!(scene.refuses(&delay(TicketId(9), 5)), Refusal::UnknownTicket(TicketId(9)));
}
