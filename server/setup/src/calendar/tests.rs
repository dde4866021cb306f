//! Both nights of the clock change (in Rome 2026-03-29 and 2026-10-25), days of their own, and a server in another zone.

use super::*;
use jiff::civil::{date, time};

fn every_day(zone: &str, hours: &[(Time, Option<Time>)]) -> Calendar {
    let days: Vec<Weekday> = Weekday::Monday.cycle_forward().take(7).collect();
    let hours = hours.iter().map(|(open, close)| Hours { days: days.clone(), open: *open, close: *close }).collect();
    Calendar::new(TimeZone::get(zone).unwrap(), hours, Vec::new(), Vec::new())
}

/// Monday to Friday.
fn rome(open: Time, close: Option<Time>) -> Calendar {
    let mut calendar = every_day("Europe/Rome", &[(open, close)]);
    calendar.hours[0].days.truncate(5);
    calendar
}

fn morning() -> Calendar {
    rome(at(8, 30), Some(at(13, 30)))
}

fn at(hour: i8, minute: i8) -> Time {
    time(hour, minute, 0, 0)
}

fn dates(text: &str) -> Dates {
    text.parse().unwrap()
}

fn special(text: &str, open: Time, close: Time) -> SpecialHours {
    SpecialHours { dates: vec![dates(text)], open, close: Some(close) }
}

fn utc(text: &str) -> queue::Timestamp {
    queue_time(text.parse().unwrap())
}

fn opening(from: &str, to: &str) -> Opening {
    Opening { from: utc(from), to: utc(to) }
}

const SPRING: Date = date(2026, 3, 29);
const AUTUMN: Date = date(2026, 10, 25);

#[test]
fn the_business_day_begins_at_midnight_of_the_branch_not_of_the_server() {
    let calendar = morning();
    assert_eq!(calendar.date(utc("2026-11-22T22:59:59Z")), date(2026, 11, 22));
    assert_eq!(calendar.date(utc("2026-11-22T23:00:00Z")), date(2026, 11, 23));
}

#[test]
fn the_business_day_begins_and_ends_at_midnight_on_both_nights_of_the_clock_change() {
    let calendar = morning();
    for (day, first, last) in [
        (SPRING, "2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z"),
        (AUTUMN, "2026-10-24T22:00:00Z", "2026-10-25T22:59:59.999Z"),
    ] {
        let (first, last) = (utc(first), utc(last));
        assert_eq!((calendar.date(first), calendar.date(last)), (day, day));
        let around = [queue::Timestamp(first.0 - 1), queue::Timestamp(last.0 + 1)].map(|now| calendar.date(now));
        assert_eq!(around, [day.yesterday().unwrap(), day.tomorrow().unwrap()]);
    }
}

#[test]
fn no_minute_of_either_night_belongs_to_an_earlier_day_than_the_one_before() {
    for zone in ["Europe/Rome", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu"] {
        let calendar = every_day(zone, &[]);
        for start in [utc("2026-03-28T00:00:00Z"), utc("2026-10-24T00:00:00Z")] {
            let days: Vec<Date> =
                (0..3 * 24 * 60).map(|minute| calendar.date(start + queue::Duration::minutes(minute))).collect();
            assert!(days.is_sorted() && days.first() < days.last(), "{zone}");
        }
    }
}

#[test]
fn the_hours_follow_the_wall_clock_through_a_clock_change() {
    let calendar = morning();
    assert_eq!(calendar.openings(date(2026, 3, 27))[0].from, utc("2026-03-27T07:30:00Z"));
    assert_eq!(calendar.openings(date(2026, 3, 30))[0].from, utc("2026-03-30T06:30:00Z"));
    assert_eq!(calendar.openings(date(2026, 10, 23))[0].from, utc("2026-10-23T06:30:00Z"));
    assert_eq!(calendar.openings(date(2026, 10, 26))[0].from, utc("2026-10-26T07:30:00Z"));
}

#[test]
fn a_day_of_a_clock_change_is_23_or_25_hours_long() {
    let calendar = morning().always_open();
    let length = |day| calendar.openings(day).first().map(|opening| (opening.to - opening.from).whole_minutes() / 60);
    assert_eq!((length(SPRING), length(AUTUMN)), (Some(23), Some(25)));
}

#[test]
fn hours_in_the_skipped_hour_come_an_hour_later_by_the_clock() {
    let calendar = every_day("Europe/Rome", &[(at(2, 15), Some(at(2, 45)))]);
    assert_eq!(calendar.openings(SPRING), [opening("2026-03-29T01:15:00Z", "2026-03-29T01:45:00Z")]);
}

#[test]
fn hours_across_the_skipped_hour_are_an_hour_shorter() {
    let calendar = every_day("Europe/Rome", &[(at(1, 0), Some(at(4, 0)))]);
    assert_eq!(calendar.openings(SPRING), [opening("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z")]);
}

#[test]
fn hours_that_meet_where_the_clock_skips_are_one_opening() {
    let calendar = every_day("Europe/Rome", &[(at(1, 0), Some(at(2, 30))), (at(3, 0), Some(at(4, 0)))]);
    assert_eq!(calendar.openings(SPRING), [opening("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z")]);
    assert_eq!(calendar.openings(date(2026, 3, 28)).len(), 2);
}

#[test]
fn hours_in_the_repeated_hour_are_those_of_its_first_time() {
    let calendar = every_day("Europe/Rome", &[(at(2, 15), Some(at(2, 45)))]);
    assert_eq!(calendar.openings(AUTUMN), [opening("2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z")]);
}

#[test]
fn hours_across_the_repeated_hour_are_an_hour_longer() {
    let calendar = every_day("Europe/Rome", &[(at(1, 0), Some(at(4, 0)))]);
    assert_eq!(calendar.openings(AUTUMN), [opening("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z")]);
}

#[test]
fn a_break_parts_the_openings_of_a_day() {
    let calendar = every_day("Europe/Rome", &[(at(14, 45), Some(at(16, 15))), (at(8, 30), Some(at(13, 30)))]);
    let day = [
        opening("2026-11-23T07:30:00Z", "2026-11-23T12:30:00Z"),
        opening("2026-11-23T13:45:00Z", "2026-11-23T15:15:00Z"),
    ];
    assert_eq!(calendar.openings(date(2026, 11, 23)), day);
}

#[test]
fn hours_that_only_touch_stay_two() {
    let calendar = every_day("Europe/Rome", &[(at(8, 0), Some(at(12, 0))), (at(12, 0), Some(at(16, 0)))]);
    assert_eq!(calendar.openings(date(2026, 11, 23)).len(), 2);
}

#[test]
fn the_next_opening_skips_the_weekend_and_the_holidays() {
    let mut calendar = morning();
    calendar.closed_on = vec![dates("2026-12-28")];
    assert_eq!(calendar.first_opening_after(date(2026, 12, 25)), Some(utc("2026-12-29T07:30:00Z")));
    assert!(calendar.openings(date(2026, 12, 28)).is_empty());
}

#[test]
fn a_holiday_of_every_year_is_one() {
    let mut calendar = morning();
    calendar.closed_on = vec![dates("12-25"), dates("easter-monday")];
    for closed in [date(2026, 12, 25), date(2028, 12, 25), date(2026, 4, 6), date(2027, 3, 29)] {
        assert!(calendar.openings(closed).is_empty(), "{closed}");
    }
    assert!(!calendar.openings(date(2026, 3, 30)).is_empty());
}

#[test]
fn exceptions_are_the_days_whose_hours_are_not_those_of_their_weekday() {
    let mut calendar = morning();
    calendar.special = vec![
        special("2026-12-24", at(8, 30), at(11, 30)),
        special("2026-12-24", at(14, 0), at(15, 0)),
        // The same as every Monday.
        special("2026-12-28", at(8, 30), at(13, 30)),
    ];
    // 26 December 2026 is a Saturday, which is closed in every week.
    calendar.closed_on = vec![dates("12-25"), dates("12-26"), dates("easter-monday")];
    let told = calendar.exceptions(date(2026, 11, 29), 150);
    let told: Vec<_> = told.iter().map(|day| (day.day.as_str(), day.openings.len())).collect();
    assert_eq!(told, [("2026-12-24", 2), ("2026-12-25", 0), ("2027-03-29", 0)]);
    let eve = &calendar.exceptions(date(2026, 12, 24), 1)[0];
    assert_eq!(eve.openings[0], ("08:30".to_owned(), "11:30".to_owned()));
}

#[test]
fn special_hours_replace_those_of_the_week() {
    let mut calendar = morning();
    calendar.special = vec![special("2026-12-24", at(9, 0), at(10, 0)), special("2026-12-24", at(11, 0), at(12, 0))];
    let day = [
        opening("2026-12-24T08:00:00Z", "2026-12-24T09:00:00Z"),
        opening("2026-12-24T10:00:00Z", "2026-12-24T11:00:00Z"),
    ];
    assert_eq!(calendar.openings(date(2026, 12, 24)), day);
    assert_eq!(calendar.openings(date(2026, 12, 23)).len(), 1);
    // A Saturday, on which the week has none.
    calendar.special = vec![special("2026-11-28", at(9, 0), at(12, 0))];
    assert_eq!(calendar.openings(date(2026, 11, 28)).len(), 1);
}

#[test]
fn what_is_said_of_one_date_goes_before_what_is_said_of_every_year() {
    let mut calendar = morning();
    calendar.closed_on = vec![dates("12-24"), dates("2027-12-31")];
    calendar.special = vec![special("2026-12-24", at(9, 0), at(10, 0)), special("12-31", at(9, 0), at(10, 0))];
    let open = |year, day| !calendar.openings(date(year, 12, day)).is_empty();
    assert_eq!([open(2026, 24), open(2027, 24)], [true, false]);
    assert_eq!([open(2026, 31), open(2027, 31)], [true, false]);
}

#[test]
fn a_demo_is_open_on_a_holiday() {
    let mut calendar = morning();
    calendar.closed_on = vec![dates("12-25")];
    calendar.special = vec![special("12-24", at(9, 0), at(10, 0))];
    let demo = calendar.always_open();
    for day in [date(2026, 12, 24), date(2026, 12, 25)] {
        let [opening] = demo.openings(day)[..] else { panic!("one opening on {day}") };
        assert_eq!((opening.to - opening.from).whole_minutes(), 24 * 60);
    }
}

/// The tests above, run once more by a program whose own zone is another.
#[test]
fn the_zone_of_the_server_changes_nothing() {
    const NAME: &str = "the_zone_of_the_server_changes_nothing";
    let tests = std::env::current_exe().unwrap();
    for zone in ["Pacific/Auckland", "America/Los_Angeles", "UTC"] {
        let mut program = std::process::Command::new(&tests);
        let output = program.args(["calendar", "--skip", NAME]).env("TZ", zone).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && !said.contains("running 0 tests"), "{zone}: {said}");
    }
}
