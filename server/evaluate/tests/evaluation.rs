//! Nothing is learned from the future, and the forecast beats the simpler ways on a simulated branch.

use evaluate::{Day, Evaluation, Options, Told};
use queue::{DeskId, Duration, Letter, Opening, Service, ServiceId, Setup, Timestamp};
use simulate::{Plan, Simulator};
use visits::Visit;

const DAYS: usize = 12;

fn setup(midnight: Timestamp) -> Setup {
    let service = |letter, target, expected, p80| Service {
        letter: Letter::new(letter).expect("a letter"),
        target: Duration::minutes(target),
        expected: Duration::minutes(expected),
        p80: Duration::minutes(p80),
    };
    let all = ["cash", "cards", "advice"].map(ServiceId::new);
    Setup {
        services: all
            .clone()
            .into_iter()
            .zip([service('A', 10, 4, 6), service('B', 15, 8, 11), service('C', 20, 25, 34)])
            .collect(),
        desks: [
            (DeskId::new("1"), all[..2].iter().cloned().collect()),
            (DeskId::new("2"), all[1..].iter().cloned().collect()),
            (DeskId::new("3"), all.iter().cloned().collect()),
        ]
        .into(),
        hours: vec![Opening { from: midnight + Duration::minutes(540), to: midnight + Duration::minutes(960) }],
        ..Setup::default()
    }
}

fn days() -> Vec<Day> {
    let first = Timestamp(1_767_571_200_000);
    let simulator = Simulator::new(&setup(first), simulate::Options::default(), 5);
    let day = |number: usize| {
        let midnight = first + Duration::minutes(1_440 * i64::try_from(number).expect("a small number"));
        let (date, setup) = (format!("day {number:02}"), setup(midnight));
        let plan = Plan { day: queue::Day::from_written(&date), setup: setup.clone(), weekday: number % 7, slow: 1.0 };
        let weekday = u8::try_from(number % 7).expect("a weekday");
        Day { date, midnight, weekday, setup, log: simulator.day(&plan).log() }
    };
    (0..DAYS).map(day).collect()
}

fn evaluate(days: &[Day]) -> Evaluation {
    let mut evaluation =
        Evaluation::new(Options { train_until: "day 05".into(), one_of: 1, keep: true, ..Options::default() });
    for day in days {
        evaluation.add(day, ["day 04", "day 05"].contains(&day.date.as_str()));
    }
    evaluation
}

fn told_until(evaluation: &Evaluation, moment: Timestamp) -> Vec<Told> {
    evaluation.told().iter().filter(|told| told.issued <= moment).cloned().collect()
}

/// Everything that happens after a moment happens otherwise: visitors do not come, services take longer, desks go on.
fn another_future(days: &[Day], moment: Timestamp) -> Vec<Day> {
    let mut days = days.to_vec();
    for day in &mut days {
        day.log.visits.retain(|visit| visit.issued <= moment || !visit.ticket.ends_with(['1', '4', '7']));
        for visit in &mut day.log.visits {
            let later =
                |at: Option<Timestamp>, by: i64| at.map(|at| if at > moment { at + Duration::minutes(by) } else { at });
            let Visit { called, started, finished, .. } = visit;
            (*called, *started, *finished) = (later(*called, 7), later(*started, 9), later(*finished, 31));
        }
        for span in &mut day.log.desks {
            if span.to > moment {
                span.to = span.to + Duration::minutes(25);
            }
        }
        day.log.desks.retain(|span| span.from <= moment);
    }
    days
}

#[test]
fn another_future_changes_no_prediction() {
    let days = days();
    let happened = evaluate(&days);
    let moment = days[9].midnight + Duration::minutes(700);
    let other = evaluate(&another_future(&days, moment));
    let (told, told_in_other) = (told_until(&happened, moment), told_until(&other, moment));
    assert!(told.len() > 100, "{}", told.len());
    assert_eq!(told, told_in_other);
    assert_ne!(happened.told(), other.told(), "the other future is another one");
}

#[test]
fn the_forecast_errs_less_than_every_simpler_way() {
    let evaluation = evaluate(&days());
    let report = evaluation.report();
    for simple in 0..4 {
        assert!(report.better_by(simple).unwrap() > 15.0, "{}", report.table(evaluate::Unit::Minutes));
    }
    let coverage = report.all.ranges.coverage().unwrap();
    assert!((0.7..0.9).contains(&coverage), "{coverage}");
}

#[test]
fn a_log_that_cannot_have_happened_is_replayed_all_the_same() {
    let mut days = days();
    for day in &mut days {
        // Desks call while they serve, are closed or pause; some visits never end.
        day.log.desks.truncate(1);
        for visit in day.log.visits.iter_mut().step_by(3) {
            visit.desk = Some(DeskId::new("2"));
            visit.finished = visit.finished.filter(|finished| finished.0 % 2 == 0);
        }
    }
    let evaluation = evaluate(&days);
    assert!(evaluation.report().all.forecast.tickets > 100);
}

#[test]
fn who_queues_although_a_desk_seems_free_is_told_a_wait() {
    // A call centre: one call in five is not taken at once, though a server seems free.
    let mut days = days();
    for day in &mut days {
        let late = day.log.visits.iter_mut().filter(|visit| visit.called == Some(visit.issued)).step_by(5);
        for visit in late {
            visit.called =
                visit.called.map(|called| (called + Duration::seconds(40)).min(visit.finished.unwrap_or(called)));
            visit.started = visit.started.max(visit.called);
        }
    }
    let mut evaluation = Evaluation::new(Options {
        train_until: "day 05".into(),
        one_of: 1,
        queues_are_known: true,
        ..Options::default()
    });
    for day in &days {
        evaluation.add(day, ["day 04", "day 05"].contains(&day.date.as_str()));
    }
    let coverage = evaluation.report().all.ranges.coverage().expect("some were told");
    assert!((0.7..0.9).contains(&coverage), "{coverage}");
}
