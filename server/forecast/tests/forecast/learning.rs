//! What is learned from days, and that a wrong or tiny history does not spoil it.

use crate::given::{minute, service_id, setup};
use forecast::{Learned, Learner, PastBookings, PastDay};
use queue::{DeskId, Duration, Setup, Timestamp};
use visits::{DeskSpan, Log, Outcome, SpanKind, Visit};

fn branch() -> Setup {
    setup(&[("cash", 10, 4), ("account", 20, 20)], &[("1", &["cash", "account"]), ("2", &["cash", "account"])])
}

/// A visitor who came and was called at minutes of a day, and was served for `minutes`.
fn visit(service: &str, desk: &str, issued: i64, called: i64, minutes: f64) -> Visit {
    #[allow(clippy::cast_possible_truncation, reason = "minutes of a day")]
    let lasts = Duration((minutes * 60_000.0) as i64);
    Visit {
        ticket: format!("A{issued}"),
        service: service_id(service),
        priority: false,
        booked: None,
        issued: minute(issued),
        called: Some(minute(called)),
        started: Some(minute(called)),
        finished: Some(minute(called) + lasts),
        desk: Some(DeskId::new(desk)),
        outcome: Outcome::Served,
    }
}

/// A day with a visit for cash every ten minutes from nine on, each of which takes so many minutes.
fn usual_day(minutes: f64) -> Vec<Visit> {
    (0..40).map(|n| visit("cash", "1", 540 + 10 * n, 540 + 10 * n, minutes)).collect()
}

fn span(desk: &str, from: i64, to: i64, kind: SpanKind) -> DeskSpan {
    DeskSpan { desk: DeskId::new(desk), from: minute(from), to: minute(to), kind }
}

/// Learns days that follow each other; a Monday is the first.
fn learn(days: &[(Vec<Visit>, Vec<DeskSpan>)]) -> Learned {
    let mut learner = Learner::default();
    for (number, (visits, desks)) in (0_i32..).zip(days) {
        let move_by = |moment: Timestamp| moment + Duration::minutes(i64::from(number) * 1_440);
        let mut log = Log { visits: visits.clone(), desks: desks.clone() };
        for visit in &mut log.visits {
            visit.issued = move_by(visit.issued);
            for moment in [&mut visit.called, &mut visit.started, &mut visit.finished] {
                *moment = moment.map(move_by);
            }
        }
        for span in &mut log.desks {
            (span.from, span.to) = (move_by(span.from), move_by(span.to));
        }
        let weekday = u8::try_from(number % 7).expect("a weekday");
        let (setup, bookings) = (&branch(), PastBookings::default());
        learner.add(PastDay { log: &log, bookings, setup, midnight: move_by(minute(0)), weekday });
    }
    learner.learned(&branch())
}

fn visits(days: usize, minutes: f64) -> Vec<(Vec<Visit>, Vec<DeskSpan>)> {
    vec![(usual_day(minutes), Vec::new()); days]
}

fn mean(learned: &Learned, service: &str) -> f64 {
    learned.services[&service_id(service)].mean()
}

#[test]
fn before_the_first_day_the_set_up_stands() {
    assert_eq!(learn(&[]), Learned::from_setup(&branch()));
    assert_eq!(learn(&[(Vec::new(), Vec::new())]), Learned::from_setup(&branch()), "a closed day teaches nothing");
}

#[test]
fn a_few_services_move_the_set_up_s_time_by_their_weight_and_many_replace_it() {
    let five = learn(&[((0..5).map(|n| visit("cash", "1", 600 + n, 600 + n, 6.0)).collect(), Vec::new())]);
    assert!((mean(&five, "cash") - (10.0 * 4.0 + 5.0 * 6.0) / 15.0).abs() < 0.01, "{}", mean(&five, "cash"));
    let many = learn(&visits(30, 6.0));
    assert!((mean(&many, "cash") - 6.0).abs() < 0.1, "{}", mean(&many, "cash"));
    assert!((mean(&many, "account") - 20.0).abs() < 1e-9, "nobody came for an account");
}

#[test]
fn one_service_of_nine_hours_does_not_spoil_the_mean() {
    let mut days = visits(10, 4.0);
    days[5].0.push(visit("cash", "2", 541, 541, 540.0));
    let learned = learn(&days);
    assert!(mean(&learned, "cash") < 4.2, "{}", mean(&learned, "cash"));
    let first = learn(&[(vec![visit("cash", "1", 541, 541, 540.0)], Vec::new())]);
    assert!(mean(&first, "cash") < 6.0, "{}", mean(&first, "cash"));
}

#[test]
fn a_test_day_changes_neither_arrivals_nor_the_desks_days() {
    let open = || vec![span("1", 530, 1_000, SpanKind::Open), span("1", 700, 715, SpanKind::Break)];
    let mut days = vec![(usual_day(4.0), open()); 6];
    let before = learn(&days);
    days.push((vec![visit("cash", "1", 60, 61, 0.1)], vec![span("1", 60, 100, SpanKind::Open)]));
    let after = learn(&days);
    assert_eq!(before.desk_days, after.desk_days);
    assert!(after.arrivals.expected(&service_id("cash"), 6, 4) < 1e-9, "nobody is expected at one in the morning");
    assert!((mean(&after, "cash") - 4.0).abs() < 0.1);
}

#[test]
fn a_closed_week_is_not_a_week_without_visitors() {
    let with_a_gap: Vec<_> =
        visits(6, 4.0).into_iter().chain(vec![(Vec::new(), Vec::new()); 7]).chain(visits(6, 4.0)).collect();
    let expected = |learned: &Learned| learned.arrivals.expected_until(0, 1_440.0);
    let (usual, gap) = (expected(&learn(&visits(12, 4.0))), expected(&learn(&with_a_gap)));
    assert!((usual - 40.0).abs() < 1.0 && (gap - usual).abs() < 1.0, "{usual} {gap}");
}

#[test]
fn old_days_count_less() {
    let turned: Vec<_> = visits(60, 4.0).into_iter().chain(visits(60, 8.0)).collect();
    assert!(mean(&learn(&turned), "cash") > 6.9);
}

#[test]
fn a_slow_desk_is_told_from_a_slow_service() {
    let day: Vec<Visit> = (0..80)
        .map(|n| {
            if n % 2 == 0 {
                visit("cash", "1", 540 + n, 540 + n, 3.0)
            } else {
                visit("cash", "2", 540 + n, 540 + n, 6.0)
            }
        })
        .collect();
    let learned = learn(&vec![(day, Vec::new()); 20]);
    let pace = |desk: &str| learned.desk_pace[&DeskId::new(desk)].exp();
    assert!((pace("2") / pace("1") - 2.0).abs() < 0.2, "{} {}", pace("1"), pace("2"));
}

#[test]
fn a_pause_at_the_same_hour_every_day_is_expected_today() {
    let open = || vec![span("1", 530, 1_000, SpanKind::Open), span("1", 700, 715, SpanKind::Break)];
    let learned = learn(&vec![(usual_day(4.0), open()); 10]);
    let days = &learned.desk_days[&DeskId::new("1")].days;
    assert!(days.iter().all(|day| day.pauses == [(700 * 60, 715 * 60)] && day.closes == 60_000), "{days:?}");
}

#[test]
fn absences_grow_with_the_wait_as_they_did() {
    let mut day = Vec::new();
    for n in 0..100 {
        day.push(visit("cash", "1", 540 + n, 541 + n, 1.0));
        let mut waits_long = visit("cash", "2", 540 + n, 580 + n, 1.0);
        waits_long.outcome = if n % 4 == 0 { Outcome::NoShow } else { Outcome::Served };
        day.push(waits_long);
    }
    let learned = learn(&vec![(day, Vec::new()); 5]);
    let p = |wait| learned.no_shows.probability(wait);
    assert!(p(1.0) < 0.02 && (p(40.0) - 0.25).abs() < 0.05, "{} {}", p(1.0), p(40.0));
}

#[test]
fn calls_by_arrival_and_calls_at_random_are_told_apart() {
    // An account is due later than cash, so a branch that calls by arrival is seen.
    let mut day = Vec::new();
    for n in 0..60 {
        day.push(visit("account", "1", 540 + 10 * n, 545 + 10 * n, 2.0));
        day.push(visit("cash", "1", 541 + 10 * n, 548 + 10 * n, 2.0));
    }
    let habits = learn(&vec![(day, Vec::new()); 5]).call_habits;
    assert!(habits.by_arrival > 0.8 && habits.at_random < 0.1, "{habits:?}");
}

#[test]
fn picks_are_learned_by_their_place_in_the_call_order() {
    // Ten come at once, and the third of those who wait is picked before each other call.
    let mut day = Vec::new();
    for hour in 0..8 {
        let order = [2, 0, 4, 1, 6, 3, 8, 5, 9, 7];
        for (call, place) in (0..).zip(order) {
            day.push(visit("cash", "1", 540 + 60 * hour + place, 550 + 60 * hour + 2 * call, 2.0));
        }
    }
    day.sort_by_key(|visit| visit.issued);
    let habits = learn(&vec![(day, Vec::new()); 8]).call_habits;
    assert!(habits.at_random > 0.3, "{habits:?}");
    assert!(habits.picked[1] > 3.0 * habits.picked[0] && habits.picked[1] > 3.0 * habits.picked[4], "{habits:?}");
}

#[test]
fn a_service_that_only_a_slow_desk_delivers_is_no_slow_service() {
    // Desk 2 takes twice as long, for cash as for accounts, which only it has.
    let day: Vec<Visit> = (0..90)
        .map(|n| match n % 3 {
            0 => visit("cash", "1", 540 + n, 540 + n, 3.0),
            1 => visit("cash", "2", 540 + n, 540 + n, 6.0),
            _ => visit("account", "2", 540 + n, 540 + n, 20.0),
        })
        .collect();
    let learned = learn(&vec![(day, Vec::new()); 20]);
    let account = mean(&learned, "account") * learned.desk_pace[&DeskId::new("2")].exp();
    assert!((account - 20.0).abs() < 1.0, "{account}");
    let cash = mean(&learned, "cash") * learned.desk_pace[&DeskId::new("1")].exp();
    assert!((cash - 3.0).abs() < 0.2, "{cash}");
}

#[test]
fn a_change_of_the_last_days_is_expected_to_last_and_chance_is_not() {
    let varied = |factor: f64| -> Vec<Visit> {
        let minutes = |n: i64| factor * [2.5, 3.5, 4.0, 4.5, 5.5][usize::try_from(n % 5).expect("a place")];
        (0..100).map(|n| visit("cash", "1", 540 + 3 * n, 540 + 3 * n, minutes(n))).collect()
    };
    let days = |factors: &[f64]| factors.iter().map(|factor| (varied(*factor), Vec::new())).collect::<Vec<_>>();
    let usual = learn(&days(&[1.0, 1.02, 0.98, 1.01, 1.0, 0.99, 1.0, 1.02, 0.98, 1.0]));
    assert!(usual.recent_pace.abs() < 0.01, "{}", usual.recent_pace);
    let slower = learn(&days(&[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.2, 1.2, 1.2]));
    assert!((0.06..0.2).contains(&slower.recent_pace), "{}", slower.recent_pace);
}

#[test]
fn the_same_days_give_the_same_table() {
    assert_eq!(learn(&visits(8, 5.0)), learn(&visits(8, 5.0)));
}

/// The share of desks that are not ready within so many minutes, though somebody waits.
fn not_ready_within(learned: &Learned, minutes: f64) -> f64 {
    let ends = forecast::GAP_EDGES.into_iter().chain([f64::INFINITY]);
    let mut begins = 0.0;
    let all = ends.zip(learned.gap.per_minute).map(|(end, rate)| {
        let here = rate * (minutes.min(end) - begins).max(0.0);
        begins = end;
        here
    });
    (-all.sum::<f64>()).exp()
}

/// Visitors who all come at nine and are called every ten minutes; a service takes what `lasts` says of its place.
fn awaited_day(lasts: impl Fn(i64) -> f64) -> Vec<Visit> {
    (0..40).map(|n| visit("cash", "1", 540, 540 + 10 * n, lasts(n))).collect()
}

#[test]
fn a_desk_that_is_now_and_then_away_between_two_visitors_is_learned_as_such() {
    let open = || vec![span("1", 530, 1_000, SpanKind::Open)];
    // One gap in four takes three minutes, the others two to seventeen seconds.
    let lasts = |n: i64| if n % 4 == 0 { 7.0 } else { 9.97 - f64::from(u8::try_from(n % 7).expect("small")) / 24.0 };
    let learned = learn(&vec![(awaited_day(lasts), open()); 20]);
    let [soon, late, never] = [0.01, 1.0, 6.0].map(|minutes| not_ready_within(&learned, minutes));
    assert!(soon > 0.9 && (0.15..0.35).contains(&late) && never < 0.1, "{soon} {late} {never}");
}

#[test]
fn a_desk_for_which_nobody_waits_says_nothing_of_gaps() {
    let learned = learn(&vec![(usual_day(4.0), vec![span("1", 530, 1_000, SpanKind::Open)]); 5]);
    assert!(not_ready_within(&learned, 0.1) < 0.01);
}

#[test]
fn a_break_is_no_gap() {
    let [open, pause] = [span("1", 530, 1_000, SpanKind::Open), span("1", 700, 709, SpanKind::Break)];
    let visits = || awaited_day(|_| 9.8).into_iter().filter(|visit| visit.called != Some(minute(700))).collect();
    let away = |spans: Vec<DeskSpan>| not_ready_within(&learn(&vec![(visits(), spans); 20]), 4.0);
    let (break_kept, not_kept) = (away(vec![open.clone(), pause]), away(vec![open]));
    assert!(break_kept < 0.5 * not_kept, "{break_kept} {not_kept}");
}

#[test]
fn one_desk_that_was_left_alone_for_hours_changes_little() {
    let open = || vec![span("1", 530, 1_000, SpanKind::Open)];
    let left_alone =
        awaited_day(|_| 9.8).into_iter().filter(|visit| !(700..900).contains(&(visit.called.unwrap().0 / 60_000)));
    let learned = learn(&[(awaited_day(|_| 9.8), open()), (left_alone.collect(), open())]);
    assert!(not_ready_within(&learned, 1.0) < 0.1, "{}", not_ready_within(&learned, 1.0));
}
