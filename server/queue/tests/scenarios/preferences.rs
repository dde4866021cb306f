//! A desk's order of preference among its services: each place down counts as much as two minutes.

use crate::given::{ANNA, BRUNO, Scene, desk_id, open_desk, preferring, service_id, setup};
use queue::{Setup, SetupError};
use std::collections::BTreeMap;

/// At a desk that prefers card, cash is taken at minute 0 and card so many minutes later: whether card is called first.
fn card_is_called_first(minutes_later: i64) -> bool {
    let mut scene = Scene::with(preferring("1", &["card"]));
    scene.does(&open_desk("1", ANNA));
    let cash = scene.at(0).takes("cash");
    let card = scene.at(minutes_later).takes("card");
    let order = scene.order("1");
    assert!(order == [card, cash] || order == [cash, card], "{order:?}");
    assert_eq!(scene.serves("1", ANNA), Some(order[0]));
    order[0] == card
}

#[test]
fn a_desk_calls_what_it_prefers_before_what_is_due_a_little_earlier() {
    assert!(card_is_called_first(1));
}

#[test]
fn what_is_due_two_minutes_earlier_comes_first_all_the_same() {
    assert!(!card_is_called_first(2));
}

#[test]
fn a_desk_without_a_preference_is_not_moved_by_that_of_another() {
    let mut scene = Scene::with(preferring("1", &["card"]));
    scene.does(&open_desk("3", BRUNO));
    let cash = scene.at(0).takes("cash");
    scene.at(1).takes("card");
    assert_eq!(scene.calls("3", BRUNO), Some(cash));
}

#[test]
fn each_place_down_counts_once_more_and_what_is_not_named_comes_after() {
    let mut scene = Scene::with(preferring("3", &["account", "card"]));
    let cash = scene.at(0).takes("cash");
    let card = scene.at(1).takes("card");
    // At desk 3: cash 12 + 4, card 13 + 2, account 30.
    assert_eq!(scene.order("3"), [card, cash]);
    assert_eq!(scene.order("1"), [cash, card]);
    let desk = scene.branch.desk(&desk_id("3")).unwrap();
    assert_eq!(["account", "card", "cash"].map(|service| desk.rank(&service_id(service))), [0, 1, 2]);
}

#[test]
fn the_step_is_the_branchs_choice() {
    let mut setup = preferring("1", &["card"]);
    setup.policy.preference_step = queue::Duration(0);
    let mut scene = Scene::with(setup);
    let cash = scene.at(0).takes("cash");
    let card = scene.at(1).takes("card");
    assert_eq!(scene.order("1"), [cash, card]);
}

#[test]
fn a_desk_prefers_only_what_it_serves() {
    let error = |desk: &str, service: &str| {
        let preferences = BTreeMap::from([(desk_id(desk), vec![service_id(service)])]);
        Setup { preferences, ..setup() }.check()
    };
    let refused = |desk, service| Err(SetupError::Preference { desk: desk_id(desk), service: service_id(service) });
    assert_eq!(error("1", "account"), refused("1", "account"));
    assert_eq!(error("9", "cash"), refused("9", "cash"));
    assert_eq!(error("1", "cash"), Ok(()));
}
