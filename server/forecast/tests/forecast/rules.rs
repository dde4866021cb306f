//! What the rules of the queue mean for the waits: sent, delayed, paused, parked, preferred, booked, visits of several
//! services. Cash takes 4 minutes and is due after 12, account takes 20 and is due after 30.

use crate::given::{Scene, minute, service_id, setup};
use queue::{Command, DeskId, Issue, QueuePlace, Setup};

const SERVICES: [(&str, i64, i64); 2] = [("cash", 10, 4), ("account", 20, 20)];

/// Both desks serve both.
fn two_desks() -> Setup {
    setup(&SERVICES, &[("1", &["cash", "account"]), ("2", &["cash", "account"])])
}

fn one_desk() -> Setup {
    setup(&SERVICES, &[("1", &["cash", "account"])])
}

/// Its first desk prefers the account by 20 minutes.
fn preferring(mut setup: Setup) -> Setup {
    setup.preferences.insert(DeskId::new("1"), vec![service_id("account")]);
    setup.policy.preference_step = queue::Duration::minutes(20);
    setup
}

#[test]
fn a_desk_that_takes_a_pause_calls_nobody() {
    let mut scene = Scene::open(two_desks());
    let tickets = [(); 2].map(|()| scene.takes("cash"));
    assert_eq!(tickets.map(|ticket| scene.waits(ticket)), [Some(0), Some(0)]);
    scene.pauses("1");
    assert_eq!(tickets.map(|ticket| scene.waits(ticket)), [Some(0), Some(4)]);
    scene.closes("2");
    // A pause that has just begun takes five minutes at the least, and ends.
    let forecast = scene.forecast();
    let after_the_pause = forecast.of_ticket(tickets[0]).unwrap();
    assert!(after_the_pause.low_minutes >= 5 && after_the_pause.high_minutes <= 45, "{after_the_pause:?}");
    assert!(forecast.of_next(&service_id("cash")).unwrap().median_minutes > after_the_pause.median_minutes);
    scene.opens("1");
    assert_eq!(scene.waits(tickets[1]), Some(4));
}

#[test]
fn who_was_sent_to_a_desk_or_a_person_waits_for_it_alone() {
    for person in [false, true] {
        let mut scene = Scene::open(two_desks());
        scene.takes("account");
        scene.calls("2");
        let ticket = scene.takes("cash");
        scene.calls("1");
        scene.sends("1", "2", person, QueuePlace::ByDue);
        // The first desk is free and may not call it; the second is busy for 20 minutes.
        assert_eq!((scene.waits(ticket), scene.next_waits("cash")), (Some(20), Some(0)));
        scene.closes("1");
        assert_eq!(scene.next_waits("cash"), Some(24));
    }
}

#[test]
fn who_was_sent_first_is_served_before_those_who_wait_there() {
    let mut scene = Scene::open(two_desks());
    let ticket = scene.takes("cash");
    scene.calls("1");
    scene.takes("account");
    scene.calls("2");
    let waiting = scene.takes("cash");
    scene.sends("1", "2", false, QueuePlace::First);
    scene.closes("1");
    assert_eq!((scene.waits(ticket), scene.waits(waiting)), (Some(20), Some(24)));
}

#[test]
fn who_was_sent_to_a_desk_in_a_pause_waits_for_its_end() {
    let mut scene = Scene::open(two_desks());
    scene.pauses("2");
    let ticket = scene.takes("cash");
    scene.calls("1");
    scene.sends("1", "2", false, QueuePlace::First);
    let wait = scene.forecast().of_ticket(ticket).unwrap();
    assert!(wait.low_minutes >= 5 && wait.median_minutes > 5, "{wait:?}");
}

#[test]
fn who_asked_to_be_called_later_is_not_called_before_though_a_desk_is_free() {
    let mut scene = Scene::open(one_desk());
    let (first, second) = (scene.takes("cash"), scene.takes("cash"));
    scene.delays(first, 15);
    assert_eq!((scene.waits(first), scene.waits(second)), (Some(15), Some(0)));
    assert_eq!(scene.next_waits("cash"), Some(4));
    scene.calls("1");
    assert_eq!(scene.at(1).waits(first), Some(14));
}

#[test]
fn who_asked_to_be_called_later_stands_in_the_old_place_once_that_moment_has_come() {
    let mut scene = Scene::open(one_desk());
    let first = scene.takes("cash");
    let others = [(); 4].map(|()| scene.takes("cash"));
    scene.delays(first, 6);
    // At 8 the desk is free and the moment has come: before the third and the fourth.
    assert_eq!(scene.waits(first), Some(8));
    assert_eq!(others.map(|ticket| scene.waits(ticket)), [Some(0), Some(4), Some(12), Some(16)]);
}

#[test]
fn a_desk_calls_what_it_prefers() {
    let mut scene = Scene::open(preferring(one_desk()));
    let (cash, account) = (scene.takes("cash"), scene.takes("account"));
    // Cash is due at 12 and 20 more here, the account at 30.
    assert_eq!((scene.waits(account), scene.waits(cash)), (Some(0), Some(20)));
    assert_eq!((scene.next_waits("account"), scene.next_waits("cash")), (Some(20), Some(24)));
}

#[test]
fn the_next_visitor_is_preferred_too() {
    let mut scene = Scene::open(preferring(one_desk()));
    scene.takes("cash");
    // The next account is due at 30 and the cash ticket, here, at 32.
    assert_eq!(scene.next_waits("account"), Some(0));
}

#[test]
fn an_appointment_is_called_by_its_time() {
    let mut scene = Scene::open(one_desk());
    let tickets = [(); 3].map(|()| scene.takes("cash"));
    let soon = scene.checks_in("cash", minute(20));
    let late = scene.checks_in("cash", minute(60));
    // Due at 5 and at 45; the others at 12.
    assert_eq!((scene.waits(soon), scene.waits(late)), (Some(0), Some(16)));
    assert_eq!(tickets.map(|ticket| scene.waits(ticket)), [Some(4), Some(8), Some(12)]);
}

#[test]
fn who_is_parked_delays_nobody_until_they_are_back() {
    let mut scene = Scene::open(one_desk());
    let parked = scene.takes("account");
    scene.calls("1");
    scene.parks("1");
    assert_eq!((scene.waits(parked), scene.next_waits("cash")), (None, Some(0)));
    scene.does(Command::Resume { ticket: parked });
    assert_eq!(scene.waits(parked), Some(0));
}

#[test]
fn a_visit_counts_for_the_service_that_it_waits_for_now() {
    let mut scene = Scene::open(setup(&SERVICES, &[("1", &["cash"]), ("2", &["account"])]));
    let visit = scene.asks(Issue { then: vec![service_id("account")], ..Scene::wish("cash") });
    assert_eq!(
        (scene.waits(visit), scene.next_waits("cash"), scene.next_waits("account")),
        (Some(0), Some(4), Some(0))
    );
    scene.calls("1");
    scene.starts("1");
    let csr = scene.branch.desk(&DeskId::new("1")).and_then(queue::Desk::csr).unwrap();
    let (outcome, delivered) = (queue::VisitOutcome::Resolved, vec![]);
    scene.does(Command::Finish { desk: DeskId::new("1"), csr, outcome, delivered, follow_up: false });
    assert_eq!(
        (scene.waits(visit), scene.next_waits("cash"), scene.next_waits("account")),
        (Some(0), Some(0), Some(20))
    );
}

#[test]
fn priority_gets_no_more_than_its_share() {
    let mut half = one_desk();
    half.policy.priority_share_milli = 500;
    let mut scene = Scene::open(half);
    let plain = [(); 2].map(|()| scene.takes("cash"));
    let priority = [(); 2].map(|()| scene.issues("cash", true));
    assert_eq!(plain.map(|ticket| scene.waits(ticket)), [Some(0), Some(8)]);
    assert_eq!(priority.map(|ticket| scene.waits(ticket)), [Some(4), Some(12)]);
    // What has been called already counts.
    scene.calls("1");
    assert_eq!((scene.waits(plain[1]), scene.waits(priority[0])), (Some(8), Some(4)));
}

#[test]
fn priority_that_had_its_share_lets_the_next_visitor_go_first() {
    let mut none = one_desk();
    none.policy.priority_share_milli = 0;
    let mut scene = Scene::open(none);
    let priority = scene.issues("cash", true);
    assert_eq!((scene.waits(priority), scene.next_waits("cash")), (Some(0), Some(0)));
}

#[test]
fn a_preference_does_not_hold_up_who_was_sent() {
    let mut scene = Scene::open(preferring(two_desks()));
    let sent = scene.takes("cash");
    scene.calls("2");
    scene.sends("2", "1", false, QueuePlace::ByDue);
    scene.pauses("2");
    let account = scene.takes("account");
    assert_eq!((scene.waits(sent), scene.waits(account)), (Some(0), Some(4)));
}
