//! A free desk calls the next visitor by itself, where the branch wants it: once, and only for who sees the desk as it is.

use crate::given::{
    ANNA, BRUNO, Scene, auto_call, call_next, calling_by_itself, cancel, desk_id, finish, minute, no_show, open_desk,
    park, pause, service_id, start, take_over, transfer,
};
use queue::{Command, CsrId, Destination, Event, ParkReason, QueuePlace, Refusal, Timestamp};

/// What is done, in words and in deed.
type Way = (&'static str, fn(&mut Scene));

/// Anna at desk 1 since minute 0, with a visitor who waits.
fn free() -> Scene {
    let mut scene = Scene::with(calling_by_itself());
    scene.does(&open_desk("1", ANNA));
    scene.takes("cash");
    scene
}

fn free_since(scene: &Scene) -> Option<Timestamp> {
    scene.branch.desk(&desk_id("1")).unwrap().free_since
}

#[test]
fn a_free_desk_calls_who_is_next_and_the_call_says_that_nobody_pressed() {
    let mut scene = free();
    let events = scene.at(1).does(&auto_call("1", ANNA, minute(0)));
    assert!(matches!(&events[..], [Event::TicketCalled { reason, .. }] if reason.by_itself && reason.candidates == 1));
    let mut scene = free();
    let events = scene.does(&call_next("1", ANNA));
    assert!(matches!(&events[..], [Event::TicketCalled { reason, .. }] if !reason.by_itself));
}

#[test]
fn a_branch_that_does_not_want_it_refuses() {
    let scene = Scene::with_anna();
    assert_eq!(scene.refuses(&auto_call("1", ANNA, minute(0))), Refusal::NoAutoCall);
}

#[test]
fn the_second_of_two_tablets_calls_nobody() {
    let mut scene = free();
    scene.takes("cash");
    assert_eq!(scene.at(1).does(&auto_call("1", ANNA, minute(0))).len(), 1);
    assert_eq!(scene.does(&auto_call("1", ANNA, minute(0))), [], "the first visitor is there");
    scene.at(2).does(&start("1", ANNA));
    scene.at(3).does(&finish("1", ANNA));
    assert_eq!(scene.at(4).does(&auto_call("1", ANNA, minute(0))), [], "what it saw is over");
    assert_eq!(scene.does(&auto_call("1", ANNA, minute(3))).len(), 1);
}

#[test]
fn a_pause_holds_it_back_and_its_end_begins_anew() {
    let mut scene = free();
    scene.at(1).does(&pause("1", ANNA));
    assert_eq!(scene.does(&auto_call("1", ANNA, minute(0))), []);
    scene.at(5).does(&open_desk("1", ANNA));
    assert_eq!(scene.does(&auto_call("1", ANNA, minute(0))), [], "a tablet that missed the pause");
    assert_eq!(scene.does(&auto_call("1", ANNA, minute(5))).len(), 1);
}

#[test]
fn a_desk_is_free_since_its_visitor_left_it_by_whichever_way() {
    let ways: [Way; 5] = [
        ("finished", |scene| drop((scene.does(&start("1", ANNA)), scene.at(7).does(&finish("1", ANNA))))),
        ("absent", |scene| drop(scene.at(7).does(&no_show("1", ANNA)))),
        ("parked", |scene| drop(scene.at(7).does(&park("1", ANNA, ParkReason::Other)))),
        ("left", |scene| drop(scene.at(7).does(&cancel(queue::TicketId(1))))),
        ("sent on", |scene| {
            let to = Destination::Service(service_id("account"));
            scene.at(7).does(&transfer("1", ANNA, to, QueuePlace::ByDue));
        }),
    ];
    for (way, leaves) in ways {
        let mut scene = free();
        scene.at(1).does(&call_next("1", ANNA));
        assert_eq!(free_since(&scene), None, "{way}");
        leaves(&mut scene);
        assert_eq!(free_since(&scene), Some(minute(7)), "{way}");
    }
}

#[test]
fn nobody_calls_by_itself_to_another_s_desk() {
    let mut scene = free();
    let not_yours = |csr: CsrId| Refusal::NotYourDesk { desk: desk_id("1"), csr };
    assert_eq!(scene.refuses(&auto_call("1", BRUNO, minute(0))), not_yours(ANNA));
    scene.at(2).does(&take_over("1", BRUNO));
    assert_eq!(scene.refuses(&auto_call("1", ANNA, minute(2))), not_yours(BRUNO));
    assert_eq!(scene.does(&auto_call("1", BRUNO, minute(0))), [], "the desk changed hands");
    assert_eq!(scene.refuses(&auto_call("2", ANNA, minute(0))), Refusal::DeskClosed(desk_id("2")));
}

#[test]
fn nobody_is_called_by_itself_during_an_evacuation() {
    let mut scene = free();
    scene.does(&Command::BeginEvacuation);
    assert_eq!(scene.refuses(&auto_call("1", ANNA, minute(0))), Refusal::Evacuating);
}

#[test]
fn where_nobody_waits_nothing_happens_and_the_next_one_is_called_later() {
    let mut scene = Scene::with(calling_by_itself());
    scene.does(&open_desk("1", ANNA));
    assert_eq!(scene.at(1).does(&auto_call("1", ANNA, minute(0))), []);
    scene.takes("cash");
    assert_eq!(scene.does(&auto_call("1", ANNA, minute(0))).len(), 1);
}
