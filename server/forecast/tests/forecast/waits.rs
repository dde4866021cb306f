//! Small branches, worked out by hand.

use crate::given::{Scene, minute, service_id, setup};
use forecast::{Estimate, Forecast};
use queue::{Branch, Duration, Setup};

/// Cash takes 4 minutes and is due after 12, account takes 20 and is due after 30.
const SERVICES: [(&str, i64, i64); 2] = [("cash", 10, 4), ("account", 20, 20)];

fn one_desk() -> Setup {
    setup(&SERVICES, &[("1", &["cash", "account"])])
}

fn two_desks() -> Setup {
    setup(&SERVICES, &[("1", &["cash"]), ("2", &["account"])])
}

#[test]
fn before_the_day_nothing_is_foreseen() {
    let scene = Scene { branch: Branch::new(), now: minute(0) };
    assert_eq!(scene.forecast(), Forecast::default());
}

#[test]
fn a_free_desk_is_no_wait() {
    let scene = Scene::open(one_desk());
    assert_eq!((scene.next_waits("cash"), scene.next_waits("account")), (Some(0), Some(0)));
}

#[test]
fn without_an_open_desk_for_it_nothing_is_said() {
    let mut scene = Scene::closed(two_desks());
    scene.opens("1");
    let (cash, account) = (scene.takes("cash"), scene.takes("account"));
    assert_eq!((scene.waits(cash), scene.next_waits("cash")), (Some(0), Some(4)));
    assert_eq!((scene.waits(account), scene.next_waits("account")), (None, None));
    assert_eq!(scene.branch.waiting_count(), 2);
}

#[test]
fn of_a_service_that_the_branch_does_not_have_nothing_is_said() {
    let scene = Scene::open(one_desk());
    assert_eq!(scene.next_waits("gold"), None);
}

#[test]
fn those_who_are_ahead_are_served_first() {
    let mut scene = Scene::open(one_desk());
    let tickets = [(); 3].map(|()| scene.takes("cash"));
    assert_eq!(tickets.map(|ticket| scene.waits(ticket)), [Some(0), Some(4), Some(8)]);
    assert_eq!(scene.next_waits("cash"), Some(12));
}

#[test]
fn a_visitor_who_was_called_takes_the_whole_service() {
    let mut scene = Scene::open(one_desk());
    let called = scene.takes("account");
    scene.calls("1");
    assert_eq!(scene.at(5).next_waits("cash"), Some(20));
    assert_eq!(scene.waits(called), None);
}

#[test]
fn the_time_that_a_service_has_taken_counts() {
    let mut scene = Scene::open(one_desk());
    scene.takes("account");
    scene.calls("1");
    scene.at(2).starts("1");
    assert_eq!(scene.at(9).next_waits("cash"), Some(13));
    assert_eq!(scene.at(15).next_waits("cash"), Some(7));
}

#[test]
fn a_service_that_overruns_is_not_over_at_once() {
    let mut scene = Scene::open(one_desk());
    scene.takes("account");
    scene.calls("1");
    scene.starts("1");
    assert_eq!(scene.at(90).next_waits("cash"), Some(5));
}

#[test]
fn a_clock_that_steps_back_makes_no_service_longer() {
    let mut scene = Scene::open(one_desk());
    scene.takes("account");
    scene.calls("1");
    scene.at(30).starts("1");
    assert_eq!(scene.at(10).next_waits("cash"), Some(20));
}

#[test]
fn priority_goes_first() {
    let mut scene = Scene::open(one_desk());
    let (plain, priority) = (scene.takes("cash"), scene.issues("cash", true));
    assert_eq!((scene.waits(priority), scene.waits(plain)), (Some(0), Some(4)));
}

#[test]
fn who_is_due_later_is_overtaken_by_the_next_one_too() {
    let mut scene = Scene::open(one_desk());
    scene.takes("cash");
    scene.takes("account");
    // At 4 the desk is free; cash taken now is due at 12, the account at 30.
    assert_eq!((scene.next_waits("cash"), scene.next_waits("account")), (Some(4), Some(24)));
}

#[test]
fn a_visitor_due_before_the_next_one_is_served_before() {
    let mut scene = Scene::open(one_desk());
    scene.takes("account");
    // Due at 30; cash taken at 19 is due at 31.
    assert_eq!(scene.at(19).next_waits("cash"), Some(20));
}

#[test]
fn what_another_desk_serves_delays_nobody_here() {
    let mut scene = Scene::open(two_desks());
    for _ in 0..5 {
        scene.takes("account");
    }
    assert_eq!((scene.next_waits("cash"), scene.next_waits("account")), (Some(0), Some(100)));
}

#[test]
fn two_desks_share_the_queue_that_both_serve() {
    let mut scene = Scene::open(setup(&SERVICES, &[("1", &["cash"]), ("2", &["cash", "account"])]));
    let tickets = [(); 4].map(|()| scene.takes("cash"));
    assert_eq!(tickets.map(|ticket| scene.waits(ticket)), [Some(0), Some(0), Some(4), Some(4)]);
}

#[test]
fn of_two_free_desks_the_one_that_serves_less_calls_first() {
    let mut scene = Scene::open(setup(&SERVICES, &[("1", &["cash", "account"]), ("2", &["cash"])]));
    scene.takes("cash");
    assert_eq!(scene.next_waits("account"), Some(0));
}

#[test]
fn one_more_ahead_never_shortens_the_wait() {
    for setup in [one_desk(), two_desks(), setup(&SERVICES, &[("1", &["cash"]), ("2", &["cash"]), ("3", &["account"])])]
    {
        let mut scene = Scene::open(setup);
        let mut last = (0, 0);
        for taken in 0..60 {
            let waits = (scene.next_waits("cash").unwrap(), scene.next_waits("account").unwrap());
            assert!(last.0 <= waits.0 && last.1 <= waits.1, "{last:?}, then {waits:?}");
            last = waits;
            scene.takes(if taken % 3 == 0 { "account" } else { "cash" });
        }
    }
}

#[test]
fn uncertain_times_give_a_range() {
    let mut setup = setup(&[("card", 10, 10)], &[("1", &["card"])]);
    setup.services.get_mut(&service_id("card")).unwrap().p80 = Duration::minutes(12);
    let mut scene = Scene::open(setup);
    let tickets = [(); 4].map(|()| scene.takes("card"));
    let forecast = scene.forecast();
    let ranges = tickets.map(|ticket| {
        let Estimate { low_minutes, median_minutes, high_minutes } = forecast.of_ticket(ticket).unwrap();
        (low_minutes, median_minutes, high_minutes)
    });
    // The mean is 10, the deviation 2.7; each next one starts as much later, and is less certain. Before anybody was called,
    // a range is the shortest that holds 75 % of the runs.
    assert_eq!(ranges, [(0, 0, 0), (6, 10, 13), (14, 20, 23), (20, 29, 35)]);
}

#[test]
fn the_same_state_gives_the_same_forecast() {
    let mut scene = Scene::open(two_desks());
    for service in ["cash", "account", "cash"] {
        scene.takes(service);
    }
    assert_eq!(scene.forecast(), scene.clone().forecast());
}

#[test]
fn a_service_that_no_desk_will_serve_holds_up_no_other_forecast() {
    let mut scene = Scene::closed(two_desks());
    scene.opens("1");
    let (cash, account) = (scene.takes("cash"), scene.takes("account"));
    let forecast = scene.forecast();
    assert!(forecast.of_ticket(cash).is_some() && forecast.of_next(&service_id("cash")).is_some());
    assert!(forecast.of_ticket(account).is_none() && forecast.of_next(&service_id("account")).is_none());
}
