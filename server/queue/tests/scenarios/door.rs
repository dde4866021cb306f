//! Near closing, the door says what can still be served. Cash takes 4 minutes, account 20, the safe 10; the desks serve
//! for 30 minutes after the doors close.

use crate::given::{ANNA, BRUNO, Scene, check_in, extend, issue, minute, open_desk, service_id, setup, visit};
use queue::{Command, Duration, Issue, Opening, Refusal, Setup};

fn too_late(service: &str, closes_at: i64) -> Refusal {
    Refusal::TooLate { service: service_id(service), closes_at: minute(closes_at) }
}

/// No overtime, so that the minutes are those of the hours alone.
fn sharp() -> Setup {
    let mut setup = setup();
    setup.policy.overtime = Duration(0);
    setup
}

fn can(scene: &Scene, service: &str) -> bool {
    scene.branch.can_still_serve(&service_id(service), scene.now)
}

#[test]
fn a_visit_that_ends_with_the_day_is_still_begun_and_a_longer_one_is_not() {
    let mut scene = Scene::with(sharp());
    assert!(can(scene.at(430), "account"));
    scene.now = minute(430) + Duration(1);
    assert!(!can(&scene, "account"));
    assert_eq!(scene.refuses(&Command::Issue(issue("account"))), too_late("account", 450));
    scene.takes("cash");
}

#[test]
fn the_desks_serve_on_for_the_overtime() {
    let mut scene = Scene::with(setup());
    scene.at(449);
    assert!(can(&scene, "account") && can(&scene, "cash"));
    scene.takes("account");
}

#[test]
fn the_door_of_the_morning_closes_as_well() {
    let mut scene = Scene::with(sharp());
    assert_eq!(scene.at(260).refuses(&Command::Issue(issue("account"))), too_late("account", 270));
}

#[test]
fn where_one_opening_begins_as_the_other_ends_no_door_closes() {
    let hours = vec![Opening { from: minute(0), to: minute(270) }, Opening { from: minute(270), to: minute(450) }];
    let mut scene = Scene::with(Setup { hours, ..sharp() });
    assert_eq!(scene.branch.closes_at(minute(269)), None);
    scene.at(269).takes("account");
    let mut overnight = Scene::with(Setup { reopens_at: Some(minute(450)), ..sharp() });
    assert_eq!(overnight.branch.closes_at(minute(449)), None);
    overnight.at(449).takes("account");
}

#[test]
fn a_branch_that_is_closed_has_no_door_to_close() {
    let scene = Scene::opened();
    assert_eq!((scene.branch.closes_at(minute(300)), scene.branch.closes_at(minute(100))), (None, Some(minute(270))));
}

#[test]
fn who_waits_already_is_served_before() {
    let mut scene = Scene::with(sharp());
    scene.does(&open_desk("1", ANNA));
    scene.at(430);
    // Each takes 4 minutes at the one open desk: the fifth would end at 450, the sixth after it.
    for _ in 0..5 {
        assert!(can(&scene, "card"));
        scene.takes("cash");
    }
    assert!(!can(&scene, "card") && !can(&scene, "cash"));
    assert_eq!(scene.refuses(&Command::Issue(issue("card"))), too_late("card", 450));
}

#[test]
fn open_desks_share_the_work() {
    let mut scene = Scene::with(sharp());
    scene.does(&open_desk("1", ANNA));
    scene.does(&open_desk("3", BRUNO));
    scene.at(430);
    for _ in 0..8 {
        scene.takes("cash");
    }
    // 32 minutes of work at two desks, and 4 of one's own.
    assert!(can(&scene, "cash"));
    scene.takes("cash");
    assert!(!can(&scene, "cash"));
}

#[test]
fn of_the_work_of_a_service_other_desks_take_their_part() {
    let mut scene = Scene::with(sharp());
    scene.does(&open_desk("2", ANNA));
    scene.does(&open_desk("3", BRUNO));
    scene.at(400);
    for _ in 0..4 {
        scene.takes("account");
    }
    // 80 minutes at two desks; a card ticket waits for the one of them that serves it, with half of that.
    scene.at(406);
    assert!(can(&scene, "card"));
    scene.now = minute(406) + Duration(1);
    assert!(!can(&scene, "card"));
}

#[test]
fn where_no_open_desk_serves_it_the_closed_ones_count() {
    let mut scene = Scene::with(sharp());
    scene.does(&open_desk("1", ANNA));
    scene.at(420);
    scene.takes("account");
    // Two closed desks serve it: 10 minutes, and 20 of one's own.
    assert!(can(&scene, "account"));
    scene.now = minute(420) + Duration(1);
    assert!(!can(&scene, "account"));
}

#[test]
fn work_that_waits_for_other_desks_does_not_count() {
    let mut scene = Scene::with(sharp());
    scene.at(420).takes("safe");
    scene.takes("safe");
    assert!(can(&scene, "safe"));
    scene.takes("safe");
    assert!(!can(&scene, "safe") && can(&scene, "account"));
}

#[test]
fn the_services_of_a_visit_follow_each_other() {
    let mut scene = Scene::with(sharp());
    scene.does(&open_desk("1", ANNA));
    scene.does(&open_desk("2", BRUNO));
    assert_eq!(scene.at(427).refuses(&Command::Issue(visit(&["cash", "account"]))), too_late("account", 450));
    assert!(can(&scene, "cash") && can(&scene, "account"));
    scene.at(426).issues(visit(&["cash", "account"]));
}

#[test]
fn an_appointment_is_let_in_while_the_branch_is_open() {
    let mut scene = Scene::with(sharp());
    let ticket = scene.at(449).issues(check_in("account", 449));
    assert!(scene.ticket(ticket).appointment.is_some());
}

#[test]
fn priority_opens_no_door_that_is_closing() {
    let mut scene = Scene::with(sharp());
    let wish = Issue { priority: true, ..issue("account") };
    assert_eq!(scene.at(440).refuses(&Command::Issue(wish)), too_late("account", 450));
}

#[test]
fn an_extension_opens_the_door_again() {
    let mut scene = Scene::with(sharp());
    assert!(!can(scene.at(440), "account"));
    scene.does(&extend(480));
    assert!(can(&scene, "account"));
    scene.takes("account");
}

#[test]
fn of_a_service_that_nobody_serves_nothing_is_refused_but_the_service() {
    let scene = Scene::opened();
    assert!(can(&scene, "gold"));
    assert_eq!(scene.refuses(&Command::Issue(issue("gold"))), Refusal::UnknownService(service_id("gold")));
}
