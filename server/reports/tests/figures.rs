//! The figures of days that are told command by command, and the reference cases (`data/kpi_vectors.json`).
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by its panic")]

use queue::{
    Branch, Command, CsrId, Day, DeskId, Duration, Issue, Language, Letter, Opening, PauseReason, Policy, Service,
    ServiceId, Setup, TicketId, Timestamp, Token, VisitOutcome,
};
use records::kpi::{ces, csat, nps, wilson};
use reports::{Channel, DayFold, DayRows, End, Facts, Filter, Placed, Report, Spread, Tally, percentile};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const MINUTE: i64 = 60_000;

/// Midnight (UTC) of the day on which the branch is open.
const MIDNIGHT: i64 = 1_772_409_600_000;

fn at(hour: i64, minute: i64) -> Timestamp {
    Timestamp(MIDNIGHT + (hour * 60 + minute) * MINUTE)
}

fn setup() -> Setup {
    let service = |letter| Service {
        letter: Letter::new(letter).unwrap(),
        target: Duration::minutes(10),
        expected: Duration::minutes(5),
        p80: Duration::minutes(8),
    };
    let services = BTreeMap::from([(ServiceId::new("cash"), service('A')), (ServiceId::new("loans"), service('B'))]);
    let profile: BTreeSet<ServiceId> = services.keys().cloned().collect();
    Setup {
        services,
        desks: BTreeMap::from([(DeskId::new("1"), profile.clone()), (DeskId::new("2"), profile)]),
        hours: vec![Opening { from: at(8, 0), to: at(13, 0) }],
        policy: Policy { call_backs_most: 5, ..Policy::default() },
        ..Setup::default()
    }
}

const CSR: CsrId = CsrId(7);

fn desk() -> DeskId {
    DeskId::new("1")
}

fn issue(service: &str, then: &[&str]) -> Command {
    Command::Issue(Issue {
        service: ServiceId::new(service),
        then: then.iter().map(|service| ServiceId::new(service)).collect(),
        language: Language::new("it"),
        priority: false,
        documents: vec![],
        missing: vec![],
        appointment: None,
        travel: None,
        call_back: false,
        token: Token::new("t"),
    })
}

fn open() -> Command {
    Command::OpenDesk { desk: desk(), csr: CSR }
}

fn next() -> Command {
    Command::CallNext { desk: desk(), csr: CSR }
}

fn start() -> Command {
    Command::Start { desk: desk(), csr: CSR }
}

fn finish() -> Command {
    Command::Finish { desk: desk(), csr: CSR, outcome: VisitOutcome::Resolved, delivered: vec![], follow_up: false }
}

/// The rows of a day of these commands, each with who gave it.
fn rows(commands: Vec<(Timestamp, &str, Command)>) -> DayRows {
    let mut branch = Branch::new();
    let mut fold = DayFold::default();
    let open = Command::OpenDay { day: Day::new(2026, 3, 2), setup: Box::new(setup()) };
    for (time, actor, command) in [(at(7, 0), "server", open)].into_iter().chain(commands) {
        let events = branch.decide(&command, time).unwrap();
        for event in &events {
            branch.apply(event);
        }
        fold.add(actor, &events);
    }
    fold.rows()
}

/// A day: one served after 5 minutes, one who left after 20, one who comes for two services and is served for the first.
fn morning() -> DayRows {
    rows(vec![
        (at(9, 0), "kiosk", issue("cash", &[])),
        (at(9, 1), "staff:7", issue("cash", &[])),
        (at(9, 2), "kiosk", issue("cash", &["loans"])),
        (at(9, 4), "staff:7", open()),
        (at(9, 5), "staff:7", next()),
        (at(9, 6), "staff:7", start()),
        (at(9, 21), "visitor", Command::Cancel { ticket: TicketId(2) }),
        (at(9, 26), "staff:7", finish()),
        (at(9, 27), "staff:7", next()),
        (at(9, 28), "staff:7", start()),
        (at(9, 30), "staff:7", finish()),
    ])
}

fn report(rows: &DayRows, filter: Filter) -> Report {
    let mut report = Report::new(filter);
    for quarter in &rows.quarters {
        let minute = u16::try_from((quarter.from.0 - MIDNIGHT) / MINUTE).unwrap();
        let placed = Placed { day: Day::new(2026, 3, 2), weekday: 0, minute };
        report.add(&placed, &Facts::read(&quarter.facts.to_text()).unwrap());
    }
    report
}

#[test]
fn a_visit_has_a_row_with_its_times_its_end_and_its_channel_and_nobody_s_name() {
    let visits = morning().visits;
    let said: Vec<_> = visits.iter().map(|v| (v.number.as_str(), v.leg, v.channel, v.end, v.wait())).collect();
    assert_eq!(
        said,
        [
            ("A001", 0, Channel::Kiosk, End::Served, Some(Duration::minutes(5))),
            ("A002", 0, Channel::Staff, End::Cancelled, None),
            ("A003", 0, Channel::Kiosk, End::Served, Some(Duration::minutes(25))),
            ("A003", 1, Channel::Kiosk, End::UnderWay, None),
        ]
    );
    assert_eq!(visits[0].span(), Duration::minutes(20), "the service");
    assert_eq!(visits[1].span(), Duration::minutes(20), "from the ticket to leaving");
}

#[test]
fn who_is_called_back_has_waited_until_the_first_attempt_and_is_counted_as_any_other() {
    let Command::Issue(walk_in) = issue("cash", &[]) else { unreachable!("an issue") };
    let no_answer = || Command::NoShow { desk: desk(), csr: CSR };
    let rows = rows(vec![
        (at(9, 0), "staff:7", open()),
        (at(9, 0), "visitor", Command::Issue(Issue { call_back: true, ..walk_in })),
        (at(9, 10), "staff:7", next()),
        (at(9, 11), "staff:7", no_answer()),
        (at(9, 26), "server", Command::DialAgain),
        (at(9, 30), "staff:7", next()),
        (at(9, 31), "staff:7", start()),
        (at(9, 36), "staff:7", finish()),
    ]);
    let visits: Vec<_> = rows.visits.iter().map(|visit| (visit.end, visit.wait(), visit.span())).collect();
    assert_eq!(visits, [(End::Served, Some(Duration::minutes(10)), Duration::minutes(5))]);
    let total = report(&rows, Filter::default()).total;
    assert_eq!((total.arrivals, total.served), (1, 1));
    assert_eq!(total.kpis().wait.median, Some(10 * MINUTE), "the wait to the first attempt");
}

#[test]
fn a_day_that_goes_on_is_read_on_and_comes_to_the_same_rows() {
    let once = morning();
    let mut branch = Branch::new();
    let mut fold = DayFold::default();
    let open_day = Command::OpenDay { day: Day::new(2026, 3, 2), setup: Box::new(setup()) };
    let mut before = fold.rows();
    for (time, actor, command) in [
        (at(7, 0), "server", open_day),
        (at(9, 0), "kiosk", issue("cash", &[])),
        (at(9, 1), "staff:7", issue("cash", &[])),
    ] {
        let events = branch.decide(&command, time).unwrap();
        for event in &events {
            branch.apply(event);
        }
        fold.add(actor, &events);
        assert!(fold.rows().visits.len() >= before.visits.len());
        before = fold.rows();
    }
    assert_eq!(before.visits[0].number, once.visits[0].number);
    assert_eq!(before.visits[0].end, End::UnderWay, "who waits has come already");
    assert_eq!(before.quarters[0].counts.arrivals, 2);
}

#[test]
fn a_visit_counts_in_the_quarter_hour_of_its_ticket_also_where_it_ends_after_closing_time() {
    let rows = rows(vec![
        (at(12, 30), "staff:7", open()),
        (at(12, 59), "kiosk", issue("cash", &[])),
        (at(13, 5), "staff:7", next()),
        (at(13, 6), "staff:7", start()),
        (at(13, 40), "staff:7", finish()),
        (at(13, 50), "server", Command::CloseDay { overdue: false }),
    ]);
    let report = report(&rows, Filter::default());
    let quarter = &report.by_quarter[&(12 * 60 + 45)];
    assert_eq!((quarter.arrivals, quarter.served), (1, 1));
    assert_eq!(report.total.kpis().wait.median, Some(6 * MINUTE));
    assert_eq!(report.by_quarter[&(13 * 60)].serving, 9 * MINUTE, "the desk served from 13:06 to 13:15 in it");
    assert_eq!(report.total.serving, 34 * MINUTE);
    assert_eq!(report.total.open, 80 * MINUTE, "from 12:30 until the day was closed");
}

#[test]
fn who_is_still_there_when_the_day_ends_is_neither_served_nor_abandoned() {
    let rows = rows(vec![
        (at(12, 30), "kiosk", issue("cash", &[])),
        (at(13, 50), "server", Command::CloseDay { overdue: false }),
    ]);
    let kpis = report(&rows, Filter::default()).total.kpis();
    assert_eq!(rows.visits[0].end, End::DayEnded);
    assert_eq!((kpis.abandonment.value, kpis.day_ended.value), (Some(0.0), Some(100.0)));
    assert_eq!((kpis.service_level.n, kpis.service_level.value), (1, Some(0.0)), "waited 80 minutes for nothing");
}

#[test]
fn the_kpis_of_a_morning_are_those_of_the_definitions() {
    let kpis = report(&morning(), Filter::default()).total.kpis();
    assert_eq!((kpis.arrivals, kpis.visits, kpis.served), (3, 4, 2), "who comes for two services has come once");
    assert_eq!(kpis.wait.n, 2);
    assert_eq!(kpis.wait.median, Some(15 * MINUTE), "of 5 and 25 minutes");
    assert_eq!(kpis.answer.mean, Some(15.0 * 60_000.0));
    assert_eq!(
        (kpis.service_level.n, kpis.service_level.value),
        (3, Some(100.0 / 3.0)),
        "1 of 2 served and 1 who left late"
    );
    assert_eq!((kpis.abandonment.n, kpis.abandonment.value), (4, Some(25.0)));
    assert_eq!(kpis.abandonment.interval, wilson(1, 4));
    assert_eq!(kpis.service.median, Some(11 * MINUTE), "of 20 and 2 minutes");
    // Open from 9:04 to the last event at 9:30, serving for 22 minutes of it.
    assert_eq!(kpis.occupancy, Some(100.0 * 22.0 / 26.0));
}

#[test]
fn a_break_is_no_time_in_which_a_desk_is_available() {
    let rows = rows(vec![
        (at(9, 0), "staff:7", open()),
        (at(9, 10), "kiosk", issue("cash", &[])),
        (at(9, 10), "staff:7", next()),
        (at(9, 10), "staff:7", start()),
        (at(9, 20), "staff:7", finish()),
        (at(9, 20), "staff:7", Command::PauseDesk { desk: desk(), csr: CSR, reason: PauseReason::Break }),
        (at(9, 40), "staff:7", Command::CloseDesk { desk: desk(), csr: CSR }),
    ]);
    let kpis = report(&rows, Filter::default()).total.kpis();
    assert_eq!((kpis.occupancy, kpis.utilisation), (Some(50.0), Some(25.0)));
}

#[test]
fn a_filter_takes_what_it_names_and_leaves_the_desks_time_where_it_belongs_to_no_service() {
    let rows = morning();
    let loans = Filter { service: Some(ServiceId::new("loans")), ..Filter::default() };
    let loans = report(&rows, loans);
    assert_eq!((loans.total.visits, loans.total.arrivals), (1, 0));
    assert_eq!(loans.total.kpis().occupancy, None);
    let letter = Letter::new('A').unwrap();
    let of_letter = report(&rows, Filter { letter: Some(letter), ..Filter::default() });
    assert_eq!((of_letter.total.visits, of_letter.total.kpis().occupancy), (4, None));
    let staff = report(&rows, Filter { channel: Some(Channel::Staff), ..Filter::default() });
    assert_eq!(staff.total.visits, 1);
    let other = report(&rows, Filter { desk: Some(DeskId::new("2")), ..Filter::default() });
    assert_eq!((other.total.visits, other.total.open), (0, 0));
    let all = report(&rows, Filter::default());
    assert_eq!(all.by_channel[&Channel::Kiosk].visits, 3);
    assert_eq!(all.by_letter.iter().map(|(letter, tally)| (*letter, tally.visits)).collect::<Vec<_>>(), [(letter, 4)]);
    assert_eq!(all.by_desk[&desk()].served, 2);
    assert_eq!((all.heat[0][9], all.days_of(0), all.days_of(1)), (3, 1, 0));
}

#[test]
fn nothing_has_no_value() {
    let kpis = Tally::default().kpis();
    assert_eq!((kpis.service_level.value, kpis.abandonment.value, kpis.abandonment.interval), (None, None, None));
    assert_eq!((kpis.occupancy, kpis.utilisation), (None, None));
    assert_eq!(kpis.wait, Spread::default());
    assert_eq!(percentile(&[], 80), None);
}

#[test]
fn a_percentile_is_the_smallest_value_that_so_many_do_not_exceed() {
    let ten: Vec<i64> = (1..=10).collect();
    assert_eq!([50, 80, 90, 95, 100].map(|percent| percentile(&ten, percent)), [5, 8, 9, 10, 10].map(Some));
    assert_eq!(percentile(&[7], 50), Some(7));
    let spread = Spread::of(&[4, 1, 3, 2]);
    assert_eq!((spread.n, spread.mean, spread.median, spread.p95), (4, Some(2.5), Some(2), Some(4)));
    let (low, high) = spread.interval.unwrap();
    assert!((low - 1.234_83).abs() < 0.001 && (high - 3.765_17).abs() < 0.001, "{low} {high}");
}

fn vectors(of: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("data/kpi_vectors.json")).unwrap();
    all[of].as_array().unwrap().clone()
}

fn counts<const N: usize>(case: &Value, lowest: u64) -> [u32; N] {
    let mut counts = [0; N];
    for rating in case["in"].as_array().unwrap() {
        counts[usize::try_from(rating.as_u64().unwrap() - lowest).unwrap()] += 1;
    }
    counts
}

fn is(value: Option<f64>, expected: &Value) -> bool {
    match (value, expected.as_f64()) {
        (Some(value), Some(expected)) => (value - expected).abs() < 0.006,
        (value, expected) => value.is_none() && expected.is_none(),
    }
}

#[test]
fn every_reference_case_comes_out() {
    for case in vectors("csat") {
        let figure = csat(counts(&case, 1));
        assert!(is(figure.value, &case["out"]["value"]) && is(figure.interval.map(|i| i.0), &case["out"]["ci95"][0]));
    }
    for case in vectors("nps") {
        let figure = nps(counts(&case, 0));
        assert!(is(figure.value, &case["out"]["value"]) && is(figure.interval.map(|i| i.1), &case["out"]["ci95"][1]));
    }
    for case in vectors("ces") {
        let effort = ces(counts(&case, 1));
        assert!(is(effort.mean, &case["out"]["mean"]) && is(effort.easy, &case["out"]["pct_5to7"]));
    }
    // The shares of this crate have the same interval.
    for case in vectors("wilson") {
        let number = |of: &str| u32::try_from(case[of].as_u64().unwrap()).unwrap();
        let mut tally = Tally::default();
        for n in 0..number("n") {
            let end = if n < number("k") { End::Cancelled } else { End::Served };
            tally.visit(end, true, Some(0), 0);
        }
        let interval = tally.kpis().abandonment.interval;
        assert!(is(interval.map(|i| i.0), &case["ci95"][0]) && is(interval.map(|i| i.1), &case["ci95"][1]), "{case}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_of_facts_is_a_panic(text in ".{0,80}") {
        let _ = Facts::read(&text);
    }

    #[test]
    fn a_percentile_splits_its_values(mut values in proptest::collection::vec(0_i64..1_000, 1..60), percent in 1_u32..=100) {
        values.sort_unstable();
        let found = percentile(&values, percent).unwrap();
        let not_over = values.iter().filter(|value| **value <= found).count();
        let under = values.iter().filter(|value| **value < found).count();
        proptest::prop_assert!(not_over * 100 >= values.len() * percent as usize);
        proptest::prop_assert!(under * 100 < values.len() * percent as usize);
    }
}
