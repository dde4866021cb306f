//! Which times are offered, in every zone and on the days when the clock changes: by cases, and against a slow search that asks of each
//! quarter hour whether it fits.

#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use jiff::ToSpan;
use jiff::civil::{Date, Time, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use queue::{CsrId, Language, Opening, ServiceId, Timestamp};
use records::grid::{Quarter, parse_start, reads_back, wall};
use records::officer::{Absence, Officer, WorkHours};
use records::slots::{Book, BookRules, Search, StartFault, Taken, midnight};

const MINUTE: i64 = 60_000;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn mortgage() -> ServiceId {
    ServiceId::new("mortgage")
}

fn officer(person: u32, week: &str) -> Officer {
    let week = WorkHours::parse_week(week).unwrap();
    Officer { person: CsrId(person), services: vec![mortgage()], languages: Vec::new(), week, absences: Vec::new() }
}

/// The whole of every day.
fn always(zone: &TimeZone) -> impl Fn(Date) -> Vec<Opening> {
    let zone = zone.clone();
    move |day| vec![Opening { from: midnight(&zone, day), to: midnight(&zone, day.tomorrow().unwrap()) }]
}

/// 08:30 to 13:30 from Monday to Friday.
fn mornings(zone: &TimeZone) -> impl Fn(Date) -> Vec<Opening> {
    let zone = zone.clone();
    move |day| {
        let at = |hour, minute| {
            let moment = zone.to_ambiguous_timestamp(day.to_datetime(Time::constant(hour, minute, 0, 0)));
            Timestamp(moment.compatible().unwrap().as_millisecond())
        };
        let open = (1..=5).contains(&day.weekday().to_monday_one_offset());
        if open { vec![Opening { from: at(8, 30), to: at(13, 30) }] } else { Vec::new() }
    }
}

fn search(service: &ServiceId, quarters: u32) -> Search<'_> {
    Search { service, quarters, officer: None, language: None }
}

fn walls(zone: &TimeZone, starts: &[Quarter]) -> Vec<String> {
    starts.iter().map(|start| wall(zone, start.start()).strftime("%H:%M").to_string()).collect()
}

/// The first day of a test with fixed dates is Thursday, 3 December 2026, and it is Wednesday noon.
struct Case {
    zone: TimeZone,
    now: Timestamp,
    rules: BookRules,
    officers: Vec<Officer>,
    taken: Taken,
}

impl Case {
    fn new(officers: Vec<Officer>) -> Self {
        let zone = zone("Europe/Rome");
        let now = parse_start(&zone, "2026-12-02T12:00").unwrap();
        Self { zone, now, rules: BookRules::default(), officers, taken: Taken::new() }
    }

    fn with<T>(&self, ask: impl FnOnce(&Book<'_>) -> T) -> T {
        let openings = mornings(&self.zone);
        let Self { zone, rules, officers, taken, .. } = self;
        ask(&Book { zone, rules: *rules, officers, taken, openings: &openings })
    }

    fn starts(&self, search: &Search<'_>, day: Date) -> Vec<String> {
        let offers = self.with(|book| book.offers(search, day, 1, self.now));
        walls(&self.zone, &offers.iter().map(|offer| offer.start).collect::<Vec<_>>())
    }

    fn take(&mut self, person: u32, from: &str, quarters: u32) {
        let start = Quarter::beginning(parse_start(&self.zone, from).unwrap()).unwrap();
        self.taken.extend(start.run(quarters).map(|quarter| (CsrId(person), quarter)));
    }
}

#[test]
fn an_officer_is_offered_in_their_own_hours_and_the_branch_s() {
    let case = Case::new(vec![officer(1, "thu 09:00-10:30"), officer(2, "thu 13:00-16:00")]);
    let service = mortgage();
    let thursday = date(2026, 12, 3);
    assert_eq!(case.starts(&search(&service, 2), thursday), ["09:00", "09:15", "09:30", "09:45", "10:00"]);
    assert_eq!(case.starts(&search(&service, 1), thursday).last().map(String::as_str), Some("13:15"));
    assert!(case.starts(&search(&service, 2), date(2026, 12, 4)).is_empty(), "nobody works on Friday");
    let only = Search { officer: Some(CsrId(2)), ..search(&service, 1) };
    assert_eq!(case.starts(&only, thursday), ["13:00", "13:15"]);
    let other = ServiceId::new("inheritance");
    assert!(case.starts(&search(&other, 1), thursday).is_empty());
}

#[test]
fn a_language_leaves_those_who_speak_it() {
    let mut german = officer(2, "thu 09:00-09:30");
    german.languages = vec![Language::new("de")];
    let mut italian = officer(1, "thu 10:00-10:30");
    italian.languages = vec![Language::new("it")];
    let case = Case::new(vec![italian, german]);
    let (service, de) = (mortgage(), Language::new("de"));
    let in_german = Search { language: Some(&de), ..search(&service, 1) };
    assert_eq!(case.starts(&in_german, date(2026, 12, 3)), ["09:00", "09:15"]);
}

#[test]
fn at_most_the_share_of_a_day_is_booked() {
    let mut case = Case::new(vec![officer(1, "thu 08:30-13:30")]);
    let service = mortgage();
    let thursday = date(2026, 12, 3);
    // 20 quarter hours, of which 12 may be booked.
    case.take(1, "2026-12-03T08:30", 9);
    assert!(!case.starts(&search(&service, 3), thursday).is_empty());
    assert!(case.starts(&search(&service, 4), thursday).is_empty());
    case.take(1, "2026-12-03T11:30", 3);
    assert!(case.starts(&search(&service, 1), thursday).is_empty());
}

#[test]
fn the_free_officer_with_the_emptier_day_is_first() {
    let mut case = Case::new(vec![officer(1, "thu 08:30-13:30"), officer(2, "thu 08:30-13:30")]);
    let service = mortgage();
    let at = parse_start(&case.zone, "2026-12-03T10:00").unwrap();
    let free =
        |case: &Case| case.with(|book| book.free_at(&search(&service, 2), Quarter::beginning(at).unwrap(), case.now));
    assert_eq!(free(&case), [CsrId(1), CsrId(2)]);
    case.take(1, "2026-12-03T12:00", 2);
    assert_eq!(free(&case), [CsrId(2), CsrId(1)]);
    case.take(2, "2026-12-03T10:15", 1);
    assert_eq!(free(&case), [CsrId(1)]);
}

#[test]
fn a_start_that_cannot_be_booked_is_refused_for_its_reason() {
    let case = Case::new(vec![officer(1, "mon-fri 08:30-13:30")]);
    let refused = |text: &str| {
        let at = parse_start(&case.zone, text).unwrap();
        case.with(|book| book.start(at, case.now))
    };
    assert_eq!(refused("2026-12-03T10:10"), Err(StartFault::OffTheGrid));
    assert_eq!(refused("2026-12-02T11:45"), Err(StartFault::Past));
    assert_eq!(refused("2026-12-02T13:45"), Err(StartFault::TooSoon));
    assert_eq!(refused("2027-02-01T10:00"), Err(StartFault::TooFar));
    assert!(refused("2026-12-03T10:15").is_ok());
}

#[test]
fn the_next_starts_are_those_after_the_one_that_was_wished() {
    let mut case = Case::new(vec![officer(1, "thu 10:00-11:00, fri 09:00-10:00")]);
    case.rules.share_percent = 100;
    case.take(1, "2026-12-03T10:15", 2);
    let service = mortgage();
    let from = parse_start(&case.zone, "2026-12-03T10:15").unwrap();
    let next = case.with(|book| book.next(&search(&service, 1), from, 3, case.now));
    let starts: Vec<_> = next.iter().map(|offer| wall(&case.zone, offer.start.start()).to_string()).collect();
    assert_eq!(starts, ["2026-12-03T10:45:00", "2026-12-04T09:00:00", "2026-12-04T09:15:00"]);
}

/// Days around which clocks change, in zones where they do so by an hour, by half an hour, at midnight, or never.
fn places() -> impl Strategy<Value = (TimeZone, Date)> {
    let changes = [
        ("Europe/Rome", date(2027, 3, 28)),
        ("Europe/Rome", date(2026, 10, 25)),
        ("America/New_York", date(2027, 3, 14)),
        ("Australia/Lord_Howe", date(2026, 10, 4)),
        ("Australia/Lord_Howe", date(2027, 4, 4)),
        ("Africa/Cairo", date(2026, 4, 24)),
        ("America/Santiago", date(2026, 9, 6)),
        ("Asia/Kathmandu", date(2026, 12, 3)),
    ];
    (prop::sample::select(changes.to_vec()), -1..=1_i32)
        .prop_map(|((name, day), days)| (zone(name), day.checked_add(days.days()).unwrap()))
}

fn week() -> impl Strategy<Value = Vec<WorkHours>> {
    let stretch = (0..7_u32, 0..40_u32, 1..56_u32).prop_map(|(weekday, from, length)| WorkHours {
        weekday,
        from: from * 15,
        to: ((from + length) * 15).min(24 * 60),
    });
    prop::collection::vec(stretch, 4..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn exactly_what_fits_is_offered_and_read_as_it_is_meant(
        (zone, day) in places(),
        weeks in prop::collection::vec(week(), 1..4),
        away in prop::collection::vec((0..3_u32, -200..2_000_i64, 1..300_i64), 0..4),
        sold in prop::collection::vec((0..3_u32, -8..110_i64), 0..12),
        quarters in 1..5_u32,
        share_percent in 20..=100_u32,
        hours_before in 0..30_i64,
    ) {
        let begins = midnight(&zone, day);
        let now = Timestamp(begins.0 - hours_before * 60 * MINUTE);
        let mut officers: Vec<Officer> = Vec::new();
        for (person, week) in (0..).zip(weeks) {
            let absences = away.iter().filter(|(who, ..)| *who == person).map(|(_, from, minutes)| {
                let from = Timestamp(begins.0 + from * MINUTE);
                Absence { from, to: Timestamp(from.0 + minutes * MINUTE) }
            });
            officers.push(Officer { person: CsrId(person), services: vec![mortgage()], languages: Vec::new(), week, absences: absences.collect() });
        }
        let first = Quarter::containing(begins);
        let taken: Taken = sold.iter().map(|(who, later)| (CsrId(*who), Quarter(first.0 + later))).collect();
        let rules = BookRules { share_percent, ..BookRules::default() };
        let openings = always(&zone);
        let book = Book { zone: &zone, rules, officers: &officers, taken: &taken, openings: &openings };
        let service = mortgage();
        let offers = book.offers(&search(&service, quarters), day, 1, now);

        let end = midnight(&zone, day.tomorrow().unwrap());
        let mut expected: Vec<(Quarter, Vec<CsrId>)> = Vec::new();
        let mut quarter = Quarter::from(begins);
        while quarter.start() < end {
            let fits = |officer: &&Officer| slow(&zone, &officer.week, &officer.absences, day, quarter, quarters)
                && quarter.run(quarters).all(|quarter| !taken.contains(&(officer.person, quarter)))
                && within_share(&book, officer, day, quarters);
            let free: Vec<CsrId> = officers.iter().filter(fits).map(|officer| officer.person).collect();
            if !free.is_empty() && quarter.start() >= now + rules.notice && reads_back(&zone, quarter.start()) {
                expected.push((quarter, free));
            }
            quarter = quarter.plus(1);
        }
        let offered: Vec<(Quarter, Vec<CsrId>)> = offers.into_iter().map(|offer| (offer.start, offer.officers)).collect();
        prop_assert_eq!(&offered, &expected);
        for (start, _) in offered {
            let shown = wall(&zone, start.start()).to_string();
            prop_assert_eq!(parse_start(&zone, &shown), Ok(start.start()), "what the visitor reads is what they get");
        }
    }
}

/// Whether the officer is there in every quarter hour of an appointment, asked of each by itself.
fn slow(zone: &TimeZone, week: &[WorkHours], away: &[Absence], day: Date, start: Quarter, quarters: u32) -> bool {
    let weekday = u32::try_from(day.weekday().to_monday_zero_offset()).unwrap();
    let span = |hours: &WorkHours| {
        let moment = |minute: u32| {
            let (date, minute) = if minute == 24 * 60 { (day.tomorrow().unwrap(), 0) } else { (day, minute) };
            let time = Time::new(i8::try_from(minute / 60).unwrap(), i8::try_from(minute % 60).unwrap(), 0, 0).unwrap();
            zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible().unwrap().as_millisecond()
        };
        (moment(hours.from), moment(hours.to))
    };
    start.run(quarters).all(|quarter| {
        let (from, to) = (quarter.start().0, quarter.plus(1).start().0);
        let mut hours = week.iter().filter(|hours| hours.weekday == weekday).map(span);
        hours.any(|hours| hours.0 <= from && to <= hours.1)
            && away.iter().all(|absence| absence.to.0 <= from || to <= absence.from.0)
    })
}

fn within_share(book: &Book<'_>, officer: &Officer, day: Date, quarters: u32) -> bool {
    let openings = (book.openings)(day);
    let whole: i64 = book.bookable(officer, &openings, day).iter().map(|(from, to)| to.0 - from.0).sum();
    let (begins, ends) = (midnight(book.zone, day), midnight(book.zone, day.tomorrow().unwrap()));
    let sold = book
        .taken
        .iter()
        .filter(|(person, quarter)| *person == officer.person && (begins.0..ends.0).contains(&quarter.start().0));
    (i64::try_from(sold.count()).unwrap() + i64::from(quarters)) * 100 <= whole * i64::from(book.rules.share_percent)
}
