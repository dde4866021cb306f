//! Leaving a desk for a while, and sitting down at one that somebody left open.

use crate::given::{
    ANNA, BRUNO, Scene, call_next, call_ticket, close_desk, desk_id, finish, minute, no_show, open_desk, pause, recall,
    refused_with_a_ticket_open, start, take_over,
};
use queue::{Event, Pause, PauseReason, Refusal};

fn paused() -> Scene {
    let mut scene = Scene::with_anna();
    scene.at(3).does(&pause("1", ANNA));
    scene
}

#[test]
fn a_pause_has_a_reason_and_a_beginning() {
    let scene = paused();
    let pause = Pause { reason: PauseReason::Break, since: minute(3) };
    assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().pause(), Some(pause));
    assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().csr(), Some(ANNA));
}

#[test]
fn nobody_is_called_to_a_desk_during_a_pause() {
    let mut scene = paused();
    let ticket = scene.takes("cash");
    for command in [call_next("1", ANNA), call_ticket("1", ANNA, ticket)] {
        assert_eq!(scene.refuses(&command), Refusal::DeskPaused(desk_id("1")));
    }
}

#[test]
fn opening_ones_own_desk_ends_the_pause() {
    let mut scene = paused();
    let ticket = scene.takes("cash");
    let events = scene.at(9).does(&open_desk("1", ANNA));
    assert_eq!(events, [Event::DeskResumed { desk: desk_id("1"), at: minute(9) }]);
    assert_eq!(scene.calls("1", ANNA), Some(ticket));
}

#[test]
fn a_pause_during_a_pause_changes_nothing() {
    assert_eq!(paused().does(&pause("1", ANNA)), []);
}

#[test]
fn a_desk_with_a_visitor_takes_no_pause() {
    refused_with_a_ticket_open(&pause("1", ANNA));
}

#[test]
fn only_an_open_desk_of_ones_own_takes_a_pause() {
    let scene = Scene::with_anna();
    assert_eq!(scene.refuses(&pause("1", BRUNO)), Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA });
    assert_eq!(scene.refuses(&pause("2", ANNA)), Refusal::DeskClosed(desk_id("2")));
    assert_eq!(scene.refuses(&pause("9", ANNA)), Refusal::UnknownDesk(desk_id("9")));
}

#[test]
fn a_desk_closes_during_a_pause_and_opens_without_it() {
    let mut scene = paused();
    scene.does(&close_desk("1", ANNA));
    scene.does(&open_desk("1", BRUNO));
    assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().pause(), None);
}

#[test]
fn a_desk_during_a_pause_still_has_its_csr() {
    let scene = paused();
    assert_eq!(scene.refuses(&open_desk("1", BRUNO)), Refusal::DeskTaken { desk: desk_id("1"), csr: ANNA });
    assert_eq!(scene.refuses(&open_desk("2", ANNA)), Refusal::CsrElsewhere(desk_id("1")));
}

#[test]
fn a_desk_is_taken_over_with_its_ticket() {
    for serving in [false, true] {
        let mut scene = Scene::with_anna();
        let ticket = scene.takes("cash");
        scene.calls("1", ANNA);
        if serving {
            scene.does(&start("1", ANNA));
        }
        let before = scene.ticket(ticket).state.clone();
        let events = scene.at(20).does(&take_over("1", BRUNO));
        assert_eq!(events, [Event::DeskTakenOver { desk: desk_id("1"), csr: BRUNO, from: ANNA, at: minute(20) }]);
        assert_eq!(scene.branch.desk(&desk_id("1")).unwrap().ticket(), Some(ticket));
        assert_eq!(scene.ticket(ticket).state, before);
        let gone = Refusal::NotYourDesk { desk: desk_id("1"), csr: BRUNO };
        for command in [recall("1", ANNA), start("1", ANNA), finish("1", ANNA), no_show("1", ANNA)] {
            assert_eq!(scene.refuses(&command), gone);
        }
        scene.does(&if serving { finish("1", BRUNO) } else { no_show("1", BRUNO) });
    }
}

#[test]
fn taking_over_ends_the_pause_of_who_left() {
    let mut scene = paused();
    let ticket = scene.takes("cash");
    scene.does(&take_over("1", BRUNO));
    assert_eq!(scene.calls("1", BRUNO), Some(ticket));
}

#[test]
fn who_was_relieved_may_sit_down_elsewhere() {
    let mut scene = Scene::with_anna();
    scene.does(&take_over("1", BRUNO));
    scene.does(&open_desk("2", ANNA));
    assert_eq!(scene.branch.desk_of(BRUNO), Some(&desk_id("1")));
}

#[test]
fn taking_over_ones_own_desk_changes_nothing() {
    assert_eq!(Scene::with_anna().does(&take_over("1", ANNA)), []);
}

#[test]
fn only_an_open_desk_is_taken_over_and_by_nobody_who_has_one() {
    let mut scene = Scene::with_anna();
    assert_eq!(scene.refuses(&take_over("2", BRUNO)), Refusal::DeskClosed(desk_id("2")));
    assert_eq!(scene.refuses(&take_over("9", BRUNO)), Refusal::UnknownDesk(desk_id("9")));
    scene.does(&open_desk("2", BRUNO));
    assert_eq!(scene.refuses(&take_over("1", BRUNO)), Refusal::CsrElsewhere(desk_id("2")));
}
