//! How many of those who have booked come: what past days teach of it, and what it does to the waits.

use crate::given::{Scene, minute, service_id, setup};
use forecast::{Booked, Conformal, Learned, Learner, PastBookings, PastDay, Today, predict};
use queue::{Duration, Setup};
use visits::{Log, Outcome, Visit};

fn branch() -> Setup {
    setup(&[("cash", 10, 4)], &[("1", &["cash"])])
}

/// The share of the booked visitors who come, after days that follow each other; each has a walk-in beside its bookings, of
/// which so many stood and so many came.
fn share(days: &[(u32, u32)]) -> f64 {
    let mut learner = Learner::default();
    for (number, (stood, came)) in (0_i64..).zip(days) {
        let midnight = minute(0) + Duration::minutes(number * 1_440);
        let at = |minutes| midnight + Duration::minutes(minutes);
        let walk_in = Visit {
            ticket: "A001".to_owned(),
            service: service_id("cash"),
            priority: false,
            booked: None,
            issued: at(540),
            called: Some(at(540)),
            started: Some(at(540)),
            finished: Some(at(544)),
            desk: Some(queue::DeskId::new("1")),
            outcome: Outcome::Served,
        };
        let log = Log { visits: vec![walk_in], desks: Vec::new() };
        let bookings = PastBookings { stood: *stood, came: *came };
        learner.add(PastDay { log: &log, bookings, setup: &branch(), midnight, weekday: 0 });
    }
    learner.learned(&branch()).appointments_that_come
}

fn assert_about(share: f64, expected: f64) {
    assert!((share - expected).abs() < 0.005, "{share} is not about {expected}");
}

#[test]
fn eight_of_a_hundred_are_assumed_to_stay_away_until_bookings_were_counted() {
    assert_about(share(&[]), 0.92);
    assert_about(share(&[(0, 0); 20]), 0.92);
}

#[test]
fn what_is_assumed_counts_for_thirty_bookings_and_many_replace_it() {
    assert_about(share(&[(30, 27)]), (0.92 * 30.0 + 27.0) / 60.0);
    assert_about(share(&[(10, 10)]), (0.92 * 30.0 + 10.0) / 40.0);
    let many = share(&[(20, 14); 60]);
    assert!((many - 0.7).abs() < 0.02, "{many}");
    let all = share(&[(20, 20); 60]);
    assert!((0.99..1.0).contains(&all), "{all}");
}

#[test]
fn one_booking_of_a_test_day_that_did_not_come_changes_little() {
    assert_about(share(&[(1, 0)]), 0.92 * 30.0 / 31.0);
}

#[test]
fn a_day_on_which_nobody_could_check_in_says_little_and_many_such_days_are_believed() {
    let usual = [(20, 18); 20];
    let (before, after) = (share(&usual), share(&[&usual[..], &[(20, 0)]].concat()));
    assert!(before - after < 0.04, "{before} {after}");
    let no_more = share(&[&usual[..], &[(20, 0); 40]].concat());
    assert!(no_more < 0.35, "{no_more}");
}

#[test]
fn old_days_count_less() {
    let days = |first: (u32, u32), then: (u32, u32)| share(&[[first; 60], [then; 60]].concat());
    let (worse, better) = (days((10, 10), (10, 6)), days((10, 6), (10, 10)));
    // Each day counting as much as the others, both would be 0.8.
    assert!((0.66..0.72).contains(&worse) && (0.89..0.94).contains(&better), "{worse} {better}");
}

#[test]
fn more_who_came_than_had_booked_are_no_more_than_all() {
    let share = share(&[(20, 25); 60]);
    assert!(share <= 1.0, "{share}");
}

#[test]
fn who_waits_among_many_bookings_is_told_less_where_nobody_comes() {
    let mut scene = Scene::open(branch());
    let last = [(); 6].map(|()| scene.takes("cash"))[5];
    let mut today = Today::new(minute(0), 0);
    today.booked = Some(vec![Booked { service: service_id("cash"), at: minute(10) }; 10]);
    let waits = |days: &[(u32, u32)]| {
        let appointments_that_come = share(days);
        let learned = Learned { appointments_that_come, ..Learned::from_setup(&branch()) };
        let forecast = predict(&scene.branch, &learned, &Conformal::default(), &today, scene.now, 1);
        forecast.of_ticket(last).expect("a wait").median_minutes
    };
    // The five before them take 20 minutes, each booked visitor who comes 4 more.
    let (nobody, all) = (waits(&[(20, 0); 90]), waits(&[(20, 20); 90]));
    assert!((20..=24).contains(&nobody) && (56..=60).contains(&all), "{nobody} {all}");
}
