//! The legal clock against SERVICE.md's vectors, and against a model that looks at one day after the other.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;
use records::legal_clock::{ComplaintType, Count, count_from, deadline, reminder_day};
use records::{Feast, Feasts};

fn due(kind: ComplaintType, received: Date, interim: bool) -> Date {
    deadline(kind, received, interim, &Feasts::default()).due
}

#[test]
fn payments_are_answered_within_fifteen_business_days_and_thirty_five_after_an_interim_answer() {
    assert_eq!(due(ComplaintType::Payments, date(2026, 12, 18), false), date(2027, 1, 13));
    assert_eq!(due(ComplaintType::Payments, date(2026, 12, 18), true), date(2027, 2, 10));
    assert_eq!(due(ComplaintType::Payments, date(2027, 9, 27), false), date(2027, 10, 19));
}

#[test]
fn other_types_count_calendar_days_from_the_day_after_receipt() {
    assert_eq!(due(ComplaintType::Banking, date(2026, 10, 26), false), date(2026, 12, 25), "a feast, and not put off");
    assert_eq!(due(ComplaintType::Investment, date(2026, 12, 1), true), date(2027, 1, 30), "an interim adds nothing");
    assert_eq!(due(ComplaintType::Insurance, date(2026, 12, 1), false), date(2027, 1, 15));
}

#[test]
fn the_clock_says_why_a_date_is_what_it_is() {
    let why = deadline(ComplaintType::Payments, date(2026, 12, 18), false, &Feasts::default());
    assert_eq!(why.count, Count::BusinessDays(15));
    assert_eq!(why.received, date(2026, 12, 18));
    let feasts = [
        (date(2026, 12, 25), Feast::Christmas),
        (date(2027, 1, 1), Feast::NewYear),
        (date(2027, 1, 6), Feast::Epiphany),
    ];
    assert_eq!(why.feasts, feasts, "Saint Stephen is a Saturday and counts as the weekend");
    assert_eq!(why.weekend_days, 8);
    assert_eq!(why.falls_on, None);
    let banking = deadline(ComplaintType::Banking, date(2026, 10, 26), false, &Feasts::default());
    assert_eq!(banking.falls_on, Some(Feast::Christmas));
}

#[test]
fn a_new_feast_moves_a_date_in_business_days() {
    let feasts = Feasts::with(vec![date(2027, 1, 11)]);
    assert_eq!(deadline(ComplaintType::Payments, date(2026, 12, 18), false, &feasts).due, date(2027, 1, 14));
    assert_eq!(deadline(ComplaintType::Banking, date(2026, 12, 18), false, &feasts).due, date(2027, 2, 16));
}

#[test]
fn a_date_at_the_end_of_the_calendar_ends_there() {
    assert_eq!(due(ComplaintType::Payments, date(9999, 12, 30), false), date(9999, 12, 31));
    assert_eq!(due(ComplaintType::Banking, date(9999, 12, 30), false), date(9999, 12, 31));
}

#[test]
fn a_reminder_comes_on_a_business_day_and_never_after_its_part_of_the_time() {
    let feasts = Feasts::default();
    assert_eq!(reminder_day(date(2026, 12, 1), date(2027, 1, 30), 50, &feasts), date(2026, 12, 31));
    assert_eq!(reminder_day(date(2026, 12, 1), date(2027, 1, 30), 80, &feasts), date(2027, 1, 18));
    assert_eq!(reminder_day(date(2026, 12, 18), date(2026, 12, 28), 80, &feasts), date(2026, 12, 24));
}

/// The slow, obvious model: it writes the feasts of the year down and ticks off one day after the other.
fn slow(received: Date, business_days: u16) -> Date {
    let mut day = received;
    let mut counted = 0;
    while counted < business_days {
        day = day.saturating_add(1.day());
        let mut feasts = vec![(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)];
        if day.year() >= 2026 {
            feasts.push((10, 4));
        }
        let feast = feasts.contains(&(day.month(), day.day())) || is_easter_monday(day);
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        counted += u16::from(!feast && !weekend);
    }
    day
}

/// Easter by its definition: the Sunday after the first full moon of the church's tables on or after 21 March.
fn is_easter_monday(day: Date) -> bool {
    let year = i32::from(day.year());
    let century = year / 100;
    let golden = year % 19;
    let moved = (15 + century - century / 4 - (8 * century + 13) / 25).rem_euclid(30);
    let mut moon = (19 * golden + moved).rem_euclid(30);
    if moon == 29 || (moon == 28 && golden > 10) {
        moon -= 1;
    }
    let mut sunday = date(day.year(), 3, 21).saturating_add(i64::from(moon).days());
    loop {
        sunday = sunday.saturating_add(1.day());
        if sunday.weekday() == Weekday::Sunday {
            break;
        }
    }
    sunday.saturating_add(1.day()) == day
}

proptest! {
    #[test]
    fn the_clock_agrees_with_a_model_that_ticks_off_days(days in 0_i64..55_000, count in 1_u16..60) {
        let received = date(1990, 1, 1).checked_add(days.days()).unwrap();
        let clock = count_from(received, Count::BusinessDays(count), &Feasts::default());
        prop_assert_eq!(clock.due, slow(received, count));
        let between = received.until(clock.due).unwrap().get_days();
        let told = i32::from(count) + i32::from(clock.weekend_days) + i32::try_from(clock.feasts.len()).unwrap();
        prop_assert_eq!(between, told, "what is told adds up");
    }

    #[test]
    fn a_later_receipt_is_never_due_earlier(days in 0_i64..55_000) {
        let received = date(1990, 1, 1).checked_add(days.days()).unwrap();
        let next = received.checked_add(1.day()).unwrap();
        for kind in ComplaintType::ALL {
            prop_assert!(due(kind, received, true) <= due(kind, next, true));
        }
    }
}
