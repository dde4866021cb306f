//! Opening and closing desks: one CSR a desk, one desk a CSR.

use crate::given::{ANNA, BRUNO, Scene, call_next, close_desk, desk_id, finish, open_desk, refused_with_a_ticket_open};
use queue::{DeskState, Event, Refusal};

#[test]
fn a_desk_opens_with_its_csr_and_no_ticket() {
    let mut scene = Scene::opened();
    let events = scene.does(&open_desk("1", ANNA));
    assert_eq!(events, [Event::DeskOpened { desk: desk_id("1"), csr: ANNA, at: scene.now }]);
    let desk = scene.branch.desk(&desk_id("1")).unwrap();
    assert_eq!((desk.csr(), desk.ticket()), (Some(ANNA), None));
    assert_eq!(scene.branch.desk_of(ANNA), Some(&desk_id("1")));
}

#[test]
fn opening_ones_own_desk_again_changes_nothing() {
    let mut scene = Scene::with_anna();
    assert_eq!(scene.does(&open_desk("1", ANNA)), []);
}

#[test]
fn a_desk_has_one_csr() {
    let scene = Scene::with_anna();
    assert_eq!(scene.refuses(&open_desk("1", BRUNO)), Refusal::DeskTaken { desk: desk_id("1"), csr: ANNA });
}

#[test]
fn a_csr_has_one_desk() {
    let scene = Scene::with_anna();
    assert_eq!(scene.refuses(&open_desk("2", ANNA)), Refusal::CsrElsewhere(desk_id("1")));
}

#[test]
fn a_csr_who_left_a_desk_may_open_another() {
    let mut scene = Scene::with_anna();
    scene.does(&close_desk("1", ANNA));
    scene.does(&open_desk("2", ANNA));
    scene.does(&open_desk("1", BRUNO));
    assert_eq!(scene.branch.desk_of(BRUNO), Some(&desk_id("1")));
}

#[test]
fn a_desk_that_the_branch_does_not_have_is_refused() {
    let scene = Scene::opened();
    for command in [open_desk("9", ANNA), close_desk("9", ANNA), call_next("9", ANNA)] {
        assert_eq!(scene.refuses(&command), Refusal::UnknownDesk(desk_id("9")));
    }
}

#[test]
fn a_desk_closes() {
    let mut scene = Scene::with_anna();
    let events = scene.does(&close_desk("1", ANNA));
    assert_eq!(events, [Event::DeskClosed { desk: desk_id("1"), at: scene.now }]);
    assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().state, DeskState::Closed);
    assert_eq!(scene.branch.desk_of(ANNA), None);
}

#[test]
fn a_closed_desk_does_not_close_again() {
    let scene = Scene::opened();
    assert_eq!(scene.refuses(&close_desk("1", ANNA)), Refusal::DeskClosed(desk_id("1")));
}

#[test]
fn nobody_closes_anothers_desk() {
    let scene = Scene::with_anna();
    assert_eq!(scene.refuses(&close_desk("1", BRUNO)), Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA });
}

#[test]
fn a_desk_does_not_close_on_its_visitor() {
    let mut scene = refused_with_a_ticket_open(&close_desk("1", ANNA));
    scene.does(&finish("1", ANNA));
    scene.does(&close_desk("1", ANNA));
}

#[test]
fn desks_work_on_after_closing_time() {
    let mut scene = Scene::opened();
    let ticket = scene.at(269).takes("cash");
    scene.at(280).does(&open_desk("1", ANNA));
    assert_eq!(scene.serves("1", ANNA), Some(ticket));
    scene.does(&close_desk("1", ANNA));
}
