//! The audit of a state: nothing to find on a sound one; what journals can be mixed up into is found. What no journal
//! can cause is provoked in the crate itself (`src/audit/tests.rs`).

use crate::given::{ANNA, BRUNO, Scene, close_desk, desk_id, open_desk, park, take_over, transfer};
use queue::{CsrId, Destination, Event, ParkReason, QueuePlace};

/// Bruno at desk 3, and a ticket that Anna sent to his desk or to him.
fn sent(to: Destination) -> Scene {
    let mut scene = Scene::with_anna();
    scene.does(&open_desk("3", BRUNO));
    scene.takes("cash");
    scene.calls("1", ANNA);
    scene.does(&transfer("1", ANNA, to, QueuePlace::ByDue));
    scene
}

#[test]
fn a_sound_state_has_nothing_to_find() {
    let mut scene = sent(Destination::Desk(desk_id("3")));
    assert_eq!(scene.branch.audit(), Vec::<String>::new());
    scene.does(&close_desk("3", BRUNO));
    scene.takes_with_priority("account");
    scene.calls("1", ANNA);
    scene.does(&park("1", ANNA, ParkReason::Other));
    scene.does(&take_over("1", BRUNO));
    assert_eq!(scene.branch.audit(), Vec::<String>::new());
    assert_eq!(queue::Branch::new().audit(), Vec::<String>::new());
}

#[test]
fn a_ticket_that_nobody_can_call_any_more_is_found() {
    let (desk, at) = (desk_id("3"), crate::given::minute(1));
    let closed = Event::DeskClosed { desk: desk.clone(), at };
    let taken_over = Event::DeskTakenOver { desk, csr: CsrId(7), from: BRUNO, at };
    let lost = ["ticket 1 waits where nobody can call it".to_owned()];
    for (to, event) in [
        (Destination::Desk(desk_id("3")), &closed),
        (Destination::Csr(BRUNO), &closed),
        (Destination::Csr(BRUNO), &taken_over),
    ] {
        let mut scene = sent(to);
        // Without the release that the rules put before it.
        scene.branch.apply(event);
        assert_eq!(scene.branch.audit(), lost);
    }
}
