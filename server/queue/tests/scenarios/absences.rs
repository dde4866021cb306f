//! When a visitor counts as not there, and how one who was taken for absent comes back.

use crate::given::{
    ANNA, Scene, by_default, desk_id, minute, no_show, open_desk, preferring, recall, reinstate, start,
};
use queue::{Duration, Event, QueuePlace, Refusal, TicketId, TicketState, Timestamp};

/// By the default policy, Anna has called the ticket at minute 10.
fn called() -> (Scene, TicketId) {
    let mut scene = Scene::with(by_default());
    scene.does(&open_desk("1", ANNA));
    let ticket = scene.takes("cash");
    scene.at(10).calls("1", ANNA);
    (scene, ticket)
}

fn too_soon(scene: &Scene, ticket: TicketId, calls: u32, wait: i64) -> Refusal {
    Refusal::TooSoon { number: scene.ticket(ticket).number, calls, wait: Duration(wait) }
}

#[test]
fn a_visitor_is_called_twice_before_they_count_as_absent() {
    let (mut scene, ticket) = called();
    scene.at(30);
    assert_eq!(scene.refuses(&no_show("1", ANNA)), too_soon(&scene, ticket, 1, 0));
    scene.does(&recall("1", ANNA));
    scene.does(&no_show("1", ANNA));
}

#[test]
fn a_visitor_has_60_seconds_from_the_first_call() {
    let (mut scene, ticket) = called();
    scene.now = minute(10) + Duration(59_000);
    scene.does(&recall("1", ANNA));
    scene.now = minute(10) + Duration(59_999);
    assert_eq!(scene.refuses(&no_show("1", ANNA)), too_soon(&scene, ticket, 0, 1));
    scene.now = minute(11);
    scene.does(&no_show("1", ANNA));
}

#[test]
fn a_refused_no_show_says_both_that_are_missing() {
    let (scene, ticket) = called();
    assert_eq!(scene.refuses(&no_show("1", ANNA)), too_soon(&scene, ticket, 1, 60_000));
}

#[test]
fn a_clock_that_stepped_back_behind_the_first_call_keeps_nobody_waiting_for_it() {
    let (mut scene, ticket) = called();
    scene.at(9).does(&recall("1", ANNA));
    assert_eq!(scene.does(&no_show("1", ANNA)), [Event::TicketNoShow { ticket, desk: desk_id("1"), at: minute(9) }]);
}

#[test]
fn a_desk_is_told_what_is_missing_before_it_asks() {
    let (mut scene, _) = called();
    let missing = |scene: &Scene, desk| scene.branch.before_no_show(&desk_id(desk), scene.now);
    assert_eq!(missing(&scene, "1"), Some((1, Duration::seconds(60))));
    scene.at(11);
    assert_eq!(missing(&scene, "1"), Some((1, Duration(0))));
    scene.does(&recall("1", ANNA));
    assert_eq!(missing(&scene, "1"), Some((0, Duration(0))));
    scene.does(&start("1", ANNA));
    assert_eq!((missing(&scene, "1"), missing(&scene, "2")), (None, None));
}

/// Two came at 0 and one at 5; the first of them was called and did not come.
fn absent() -> (Scene, [TicketId; 3]) {
    let mut scene = Scene::with_anna();
    let tickets = [scene.at(0).takes("cash"), scene.takes("card"), scene.at(5).takes("cash")];
    scene.calls("1", ANNA);
    scene.at(6).does(&no_show("1", ANNA));
    (scene, tickets)
}

#[test]
fn an_absent_visitor_who_is_back_stands_where_they_stood() {
    let (mut scene, [absent, second, third]) = absent();
    let due = scene.ticket(absent).due;
    let events = scene.at(8).does(&reinstate(absent, QueuePlace::ByDue));
    assert_eq!(events, [Event::TicketReinstated { ticket: absent, due, at: minute(8) }]);
    assert_eq!(scene.order("1"), [absent, second, third]);
}

#[test]
fn an_absent_visitor_who_is_back_goes_first_if_so_asked() {
    let (mut scene, [absent, second, third]) = absent();
    let urgent = scene.at(5).takes_with_priority("cash");
    scene.does(&reinstate(absent, QueuePlace::First));
    assert_eq!(scene.order("1"), [absent, urgent, second, third]);
}

#[test]
fn first_is_before_who_came_earlier_too() {
    let (mut scene, [earlier, second, third]) = absent();
    scene.calls("1", ANNA);
    scene.does(&no_show("1", ANNA));
    scene.does(&reinstate(earlier, QueuePlace::ByDue));
    scene.does(&reinstate(second, QueuePlace::First));
    assert_eq!(scene.order("1"), [second, earlier, third]);
}

#[test]
fn an_absent_visitor_who_is_back_goes_last_if_so_asked() {
    let (mut scene, [absent, second, third]) = absent();
    scene.does(&reinstate(absent, QueuePlace::Last));
    assert_eq!(scene.order("1"), [second, third, absent]);
}

#[test]
fn first_and_last_hold_at_a_desk_that_prefers_other_services() {
    for (place, expected) in [(QueuePlace::First, 0), (QueuePlace::Last, 2)] {
        for preferred in ["cash", "card"] {
            let mut scene = Scene::with(preferring("1", &[preferred]));
            scene.does(&open_desk("1", ANNA));
            let absent = scene.takes("cash");
            scene.calls("1", ANNA);
            scene.does(&no_show("1", ANNA));
            scene.takes("cash");
            scene.takes("card");
            scene.does(&reinstate(absent, place));
            assert_eq!(scene.order("1")[expected], absent, "{place:?}, {preferred} preferred");
        }
    }
}

#[test]
fn who_is_back_keeps_number_and_arrival_and_may_be_absent_again() {
    let (mut scene, [absent, ..]) = absent();
    scene.at(60).does(&reinstate(absent, QueuePlace::First));
    assert_eq!((scene.number(absent).as_str(), scene.ticket(absent).issued_at), ("A001", minute(0)));
    assert_eq!(scene.branch.counts().no_shows, 0);
    assert_eq!(scene.calls("1", ANNA), Some(absent));
    let TicketState::Called { calls, first_at, .. } = scene.ticket(absent).state else { panic!("called") };
    assert_eq!((calls, first_at), (1, minute(60)));
    scene.does(&no_show("1", ANNA));
}

#[test]
fn only_an_absent_visitor_is_reinstated() {
    let (mut scene, [absent, second, _]) = absent();
    let number = |scene: &Scene, ticket| scene.ticket(ticket).number;
    let waiting = Refusal::NotAbsent { number: number(&scene, second) };
    assert_eq!(scene.refuses(&reinstate(second, QueuePlace::First)), waiting);
    assert_eq!(scene.serves("1", ANNA), Some(second));
    assert_eq!(scene.refuses(&reinstate(second, QueuePlace::First)), waiting);
    scene.does(&reinstate(absent, QueuePlace::First));
    let back = Refusal::NotAbsent { number: number(&scene, absent) };
    assert_eq!(scene.refuses(&reinstate(absent, QueuePlace::First)), back);
    assert_eq!(scene.refuses(&reinstate(TicketId(9), QueuePlace::First)), Refusal::UnknownTicket(TicketId(9)));
}

#[test]
fn at_the_end_of_time_first_and_last_overflow_nothing() {
    let (mut scene, [absent, ..]) = absent();
    scene.now = Timestamp(i64::MAX);
    scene.does(&reinstate(absent, QueuePlace::Last));
    assert_eq!(scene.order("1").len(), 3);
}
