//! The days are as the options say.

use super::{MONDAY, days, plan, setup};
use queue::{Command, Duration, Event, Rule};
use simulate::{Options, Simulator};
use visits::{Outcome, SpanKind, Visit};

fn visits(options: Options, count: i64) -> Vec<Visit> {
    days(options, 11, count).iter().flat_map(|day| day.log().visits).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of a test")]
fn share(visits: &[Visit], what: impl Fn(&Visit) -> bool) -> f64 {
    visits.iter().filter(|visit| what(visit)).count() as f64 / visits.len() as f64
}

#[expect(clippy::cast_precision_loss, reason = "spans of a test")]
fn minutes(span: Duration) -> f64 {
    span.0 as f64 / 60_000.0
}

/// The mean of some numbers.
#[expect(clippy::cast_precision_loss, reason = "counts of a test")]
fn mean(numbers: impl Iterator<Item = f64>) -> f64 {
    let numbers: Vec<f64> = numbers.collect();
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn wait(visit: &Visit) -> Option<f64> {
    Some(minutes(visit.called? - visit.issued))
}

fn service(visit: &Visit) -> Option<f64> {
    Some(minutes(visit.finished? - visit.started?))
}

#[test]
fn desks_are_as_busy_as_was_asked_for() {
    let days = days(Options::default(), 11, 40);
    let (mut open, mut busy) = (0.0, 0.0);
    for day in &days {
        let log = day.log();
        for span in &log.desks {
            open += minutes(span.to - span.from) * if span.kind == SpanKind::Open { 1.0 } else { -1.0 };
        }
        busy += log.visits.iter().filter_map(|visit| Some(minutes(visit.finished? - visit.called?))).sum::<f64>();
        busy += log.visits.iter().filter(|visit| visit.called.is_some()).map(|_| 0.25).sum::<f64>();
    }
    // Simulated days are not alike, and weekends are quieter.
    assert!((0.65..0.85).contains(&(busy / open)), "busy for {:.2} of the time", busy / open);
}

#[test]
fn there_are_two_rush_hours() {
    let visits = visits(Options::default(), 40);
    let per_hour = |from: i64, to: i64| {
        let of_day = |visit: &Visit| (visit.issued - MONDAY).0.rem_euclid(24 * 3_600_000) / 60_000;
        let among = |visit: &Visit| (from..to).contains(&of_day(visit));
        share(&visits, among) / f64::from(u32::try_from(to - from).unwrap())
    };
    let (morning, noon, afternoon) = (per_hour(585, 645), per_hour(720, 780), per_hour(885, 915));
    assert!(morning > 1.4 * noon, "{morning} in the morning, {noon} at noon");
    assert!(afternoon > 1.2 * noon, "{afternoon} in the afternoon, {noon} at noon");
}

#[test]
fn services_take_different_times_at_different_desks() {
    let visits = visits(Options { drift: 0.0, skill_spread: 0.3, ..Options::default() }, 60);
    let at = |desk: &str| {
        let here = visits.iter().filter(|visit| visit.desk.as_ref().is_some_and(|id| id.as_str() == desk));
        mean(here.filter(|visit| visit.service.as_str() == "cash").filter_map(service))
    };
    let means = ["1", "2", "3"].map(at);
    assert!(means.iter().all(|mean| (2.0..10.0).contains(mean)), "{means:?} around the 5 minutes of the set-up");
    let (least, most) = (means.iter().copied().fold(f64::MAX, f64::min), means.iter().copied().fold(0.0, f64::max));
    assert!(most > 1.15 * least, "{means:?} show no difference between the CSRs");
}

#[test]
fn no_shows_grow_with_the_wait() {
    let visits = visits(Options { load: 0.95, ..Options::default() }, 60);
    let of = |from: f64, to: f64| {
        let waited: Vec<Visit> =
            visits.iter().filter(|visit| wait(visit).is_some_and(|wait| (from..to).contains(&wait))).cloned().collect();
        assert!(waited.len() > 100, "enough visitors waited {from} to {to} minutes");
        share(&waited, |visit| visit.outcome == Outcome::NoShow)
    };
    let (short, long) = (of(0.0, 5.0), of(25.0, 60.0));
    assert!(short < 0.03 && long > 0.06, "{short} after a short wait, {long} after a long one");
}

#[test]
fn visitors_book_have_priority_and_leave_as_often_as_was_asked_for() {
    let visits = visits(Options::default(), 60);
    let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.3 * wanted, "{found}, not {wanted}");
    near(share(&visits, |visit| visit.priority), 0.08);
    // 8 % of those who booked do not come.
    near(share(&visits, |visit| visit.booked.is_some()), 0.11);
    assert!(share(&visits, |visit| visit.outcome == Outcome::Cancelled) > 0.0);
    let early = visits.iter().filter_map(|visit| Some(minutes(visit.booked? - visit.issued)));
    assert!((3.0..8.0).contains(&mean(early)), "visitors come some minutes before the time that they booked");
}

#[test]
fn csrs_call_out_of_order_as_often_as_was_asked_for() {
    let rules = |override_share| {
        let days = days(Options { override_share, load: 1.0, ..Options::default() }, 11, 20);
        let calls: Vec<Rule> = days
            .iter()
            .flat_map(simulate::SimulatedDay::events)
            .filter_map(|event| match event {
                Event::TicketCalled { reason, .. } if reason.candidates > 1 => Some(reason.rule),
                _ => None,
            })
            .collect();
        mean(calls.iter().map(|rule| if *rule == Rule::Manual { 1.0 } else { 0.0 }))
    };
    let found = rules(0.15);
    assert!((0.11..0.19).contains(&found), "{found} of the calls were manual");
    assert!(rules(0.0) < 0.001);
}

#[test]
fn on_a_slow_day_the_same_visitors_take_longer() {
    let simulator = Simulator::new(&setup(MONDAY), Options::default(), 11);
    let (usual, slow) = (simulator.day(&plan(1, 1.0)), simulator.day(&plan(1, 1.2)));
    let came = |day: &simulate::SimulatedDay| {
        let issues = day.steps.iter().filter(|step| matches!(step.command, Command::Issue(_)));
        issues.map(|step| step.at).take(100).collect::<Vec<_>>()
    };
    assert_eq!(came(&usual), came(&slow));
    let long = |day: &simulate::SimulatedDay| mean(day.log().visits.iter().filter_map(service));
    let times = long(&slow) / long(&usual);
    assert!((1.1..1.3).contains(&times), "services take {times} times as long");
}
