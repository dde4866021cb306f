//! A desk that helps another service at peak: asked, accepted or declined, given back, and what was gained.

use crate::given::{
    ANNA, BRUNO, Scene, call_next, close_desk, desk_id, finish, minute, open_desk, service_id, start, take_over,
};
use queue::{Command, CsrId, Event, LendingState, Refusal, ServiceId};

/// What is done, in words and in deed.
type Way = (&'static str, fn(&mut Scene));

fn lend(desk: &str, services: &[&str], until: i64) -> Command {
    let services = services.iter().map(|service| service_id(service)).collect();
    Command::LendDesk { desk: desk_id(desk), services, until: minute(until) }
}

fn accept(desk: &str, csr: CsrId) -> Command {
    Command::AcceptLending { desk: desk_id(desk), csr }
}

fn give_back(desk: &str, csr: Option<CsrId>) -> Command {
    Command::ReturnDesk { desk: desk_id(desk), csr }
}

/// Anna at desk 1, which serves cash and cards, is asked at minute 5 to serve accounts until minute 60.
fn asked() -> Scene {
    let mut scene = Scene::with_anna();
    let events = scene.at(5).does(&lend("1", &["cash", "account"], 60));
    let services: Vec<ServiceId> = vec![service_id("account")];
    let expected = Event::LendingAsked { desk: desk_id("1"), services, until: minute(60), at: minute(5) };
    assert_eq!(events, [expected], "what the desk serves anyway is left out");
    scene
}

fn state(scene: &Scene) -> LendingState {
    scene.branch.lendings().next_back().unwrap().state
}

#[test]
fn a_desk_that_was_asked_serves_the_others_once_its_csr_accepts() {
    let mut scene = asked();
    let account = scene.takes("account");
    assert_eq!(scene.calls("1", ANNA), None, "nobody has agreed yet");
    let events = scene.at(6).does(&accept("1", ANNA));
    assert_eq!(events, [Event::DeskLent { desk: desk_id("1"), at: minute(6) }]);
    assert_eq!(scene.does(&accept("1", ANNA)), [], "pressed on both tablets");
    assert_eq!(scene.order("1"), [account]);
    assert_eq!(scene.calls("1", ANNA), Some(account));
}

#[test]
fn what_was_gained_counts_visits_for_the_lent_services_alone() {
    let mut scene = asked();
    scene.does(&accept("1", ANNA));
    for service in ["account", "cash", "account"] {
        scene.takes(service);
    }
    for _ in 0..3 {
        scene.serves("1", ANNA);
    }
    scene.at(30).does(&give_back("1", Some(ANNA)));
    scene.takes("account");
    assert_eq!(scene.calls("1", ANNA), None, "the desk serves its own again");
    let lending = scene.branch.lendings().next().unwrap();
    assert_eq!(lending.served, 2);
    assert_eq!(lending.state, LendingState::Returned { since: minute(5), at: minute(30) });
}

#[test]
fn a_visitor_who_is_at_the_desk_when_it_is_given_back_is_served_to_the_end() {
    let mut scene = asked();
    scene.does(&accept("1", ANNA));
    scene.takes("account");
    scene.does(&call_next("1", ANNA));
    scene.does(&give_back("1", None));
    scene.does(&start("1", ANNA));
    scene.does(&finish("1", ANNA));
    assert_eq!(scene.branch.lendings().next().unwrap().served, 0);
}

#[test]
fn a_csr_may_decline_and_a_manager_may_take_it_back() {
    for csr in [Some(ANNA), None] {
        let mut scene = asked();
        let events = scene.at(7).does(&give_back("1", csr));
        assert_eq!(events, [Event::DeskNotLent { desk: desk_id("1"), at: minute(7) }]);
        assert_eq!(scene.does(&give_back("1", csr)), [], "twice ends it once");
        assert_eq!(scene.refuses(&accept("1", ANNA)), Refusal::NoLending(desk_id("1")));
        scene.does(&lend("1", &["account"], 60));
    }
}

#[test]
fn a_desk_that_closes_changes_hands_or_ends_its_day_is_given_back() {
    let ways: [Way; 3] = [
        ("closed", |scene| drop(scene.at(9).does(&close_desk("1", ANNA)))),
        ("taken over", |scene| drop(scene.at(9).does(&take_over("1", BRUNO)))),
        ("day over", |scene| drop(scene.at(9).does(&Command::CloseDay { overdue: true }))),
    ];
    for (way, end) in ways {
        let mut scene = asked();
        scene.does(&accept("1", ANNA));
        end(&mut scene);
        assert_eq!(state(&scene), LendingState::Returned { since: minute(5), at: minute(9) }, "{way}");
        let own: Vec<_> = scene.branch.desk(&desk_id("1")).unwrap().profile.iter().cloned().collect();
        assert_eq!(own, [service_id("card"), service_id("cash")], "{way}");
        let mut scene = asked();
        end(&mut scene);
        assert_eq!(state(&scene), LendingState::NotLent { at: minute(9) }, "{way}");
    }
}

#[test]
fn what_cannot_be_lent_is_refused() {
    let mut scene = asked();
    scene.does(&open_desk("3", BRUNO));
    let refused = |command| scene.refuses(&command);
    assert_eq!(refused(lend("1", &["safe"], 60)), Refusal::LendingOpen(desk_id("1")));
    assert_eq!(refused(lend("2", &["cash"], 60)), Refusal::DeskClosed(desk_id("2")));
    assert_eq!(refused(lend("9", &["cash"], 60)), Refusal::UnknownDesk(desk_id("9")));
    assert_eq!(refused(lend("3", &["gold"], 60)), Refusal::UnknownService(service_id("gold")));
    assert_eq!(refused(lend("3", &["cash", "account"], 60)), Refusal::ServedAnyway(desk_id("3")));
    assert_eq!(refused(lend("3", &[], 60)), Refusal::ServedAnyway(desk_id("3")));
    assert_eq!(refused(lend("3", &["safe"], 5)), Refusal::ReturnInThePast);
    assert_eq!(refused(accept("3", BRUNO)), Refusal::NoLending(desk_id("3")));
    assert_eq!(refused(accept("1", BRUNO)), Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA });
    assert_eq!(refused(give_back("1", Some(BRUNO))), Refusal::NotYourDesk { desk: desk_id("1"), csr: ANNA });
}

#[test]
fn an_event_of_a_lending_fits_only_where_it_can_have_happened() {
    let mut scene = asked();
    let at = minute(5);
    let lent = || Event::DeskLent { desk: desk_id("1"), at };
    let returned = || Event::DeskReturned { desk: desk_id("1"), at };
    assert!(scene.branch.fits(&lent()) && !scene.branch.fits(&returned()));
    scene.does(&accept("1", ANNA));
    assert!(!scene.branch.fits(&lent()) && scene.branch.fits(&returned()));
    let asked = Event::LendingAsked { desk: desk_id("1"), services: vec![service_id("safe")], until: minute(9), at };
    assert!(!scene.branch.fits(&asked));
}
