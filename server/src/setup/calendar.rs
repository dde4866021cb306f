//! A branch's calendar: from hours on its wall clock to moments, right on the nights when the clock changes.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use queue::Opening;
use std::collections::BTreeSet;

/// How far ahead an opening is looked for.
const HORIZON_DAYS: i32 = 60;

/// Opening hours in a time zone.
#[derive(Debug, Clone)]
pub struct Calendar {
    time_zone: TimeZone,
    hours: Vec<Hours>,
    closed_on: BTreeSet<Date>,
}

/// From `open` to `close` on each of `days`; a `close` of `None` is midnight at the day's end.
#[derive(Debug, Clone)]
pub struct Hours {
    pub days: Vec<Weekday>,
    pub open: Time,
    pub close: Option<Time>,
}

impl Calendar {
    pub fn new(time_zone: TimeZone, hours: Vec<Hours>, closed_on: BTreeSet<Date>) -> Self {
        Self { time_zone, hours, closed_on }
    }

    /// Open at any hour of any day.
    #[must_use]
    pub fn always_open(self) -> Self {
        let days = Weekday::Monday.cycle_forward().take(7).collect();
        let hours = vec![Hours { days, open: Time::midnight(), close: None }];
        Self { hours, closed_on: BTreeSet::new(), ..self }
    }

    /// The business day that a moment belongs to.
    pub fn date(&self, now: queue::Timestamp) -> Date {
        moment(now).to_zoned(self.time_zone.clone()).date()
    }

    /// Minutes that the branch's wall clock is ahead of UTC at that moment.
    pub fn utc_offset_minutes(&self, now: queue::Timestamp) -> i32 {
        self.time_zone.to_offset(moment(now)).seconds() / 60
    }

    /// The openings of a day, in order.
    pub fn openings(&self, date: Date) -> Vec<Opening> {
        if self.closed_on.contains(&date) {
            return Vec::new();
        }
        let on_that_day = self.hours.iter().filter(|hours| hours.days.contains(&date.weekday()));
        let mut openings: Vec<Opening> = on_that_day.filter_map(|hours| self.opening(date, hours)).collect();
        openings.sort_by_key(|opening| opening.from);
        openings
    }

    /// When the branch opens first after that day.
    pub fn first_opening_after(&self, date: Date) -> Option<queue::Timestamp> {
        (1..=HORIZON_DAYS)
            .filter_map(|days| date.checked_add(days.days()).ok())
            .find_map(|day| self.openings(day).first().map(|opening| opening.from))
    }

    /// An hour that the clock skips counts from where the clock lands; one that it repeats, from its first time.
    fn opening(&self, date: Date, hours: &Hours) -> Option<Opening> {
        let from = self.time_zone.to_ambiguous_timestamp(date.to_datetime(hours.open)).compatible().ok()?;
        let end = match hours.close {
            Some(close) => date.to_datetime(close),
            None => date.tomorrow().ok()?.to_datetime(Time::midnight()),
        };
        let to = self.time_zone.to_ambiguous_timestamp(end).compatible().ok()?;
        (from < to).then_some(Opening { from: queue_time(from), to: queue_time(to) })
    }
}

fn moment(now: queue::Timestamp) -> Timestamp {
    Timestamp::from_millisecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn queue_time(moment: Timestamp) -> queue::Timestamp {
    queue::Timestamp(moment.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn rome(open: Time, close: Option<Time>) -> Calendar {
        let days = Weekday::Monday.cycle_forward().take(5).collect();
        Calendar::new(TimeZone::get("Europe/Rome").unwrap(), vec![Hours { days, open, close }], BTreeSet::new())
    }

    fn utc(text: &str) -> queue::Timestamp {
        queue_time(text.parse().unwrap())
    }

    #[test]
    fn the_business_day_begins_at_midnight_of_the_branch_not_of_the_server() {
        let calendar = rome(time(8, 30, 0, 0), Some(time(13, 30, 0, 0)));
        assert_eq!(calendar.date(utc("2026-11-22T22:59:59Z")), date(2026, 11, 22));
        assert_eq!(calendar.date(utc("2026-11-22T23:00:00Z")), date(2026, 11, 23));
    }

    #[test]
    fn the_hours_follow_the_wall_clock_through_a_clock_change() {
        let calendar = rome(time(8, 30, 0, 0), Some(time(13, 30, 0, 0)));
        assert_eq!(calendar.openings(date(2026, 3, 27))[0].from, utc("2026-03-27T07:30:00Z"));
        assert_eq!(calendar.openings(date(2026, 3, 30))[0].from, utc("2026-03-30T06:30:00Z"));
    }

    #[test]
    fn a_day_of_a_clock_change_is_23_or_25_hours_long() {
        let calendar = rome(Time::midnight(), None).always_open();
        let length =
            |day| calendar.openings(day).first().map(|opening| (opening.to - opening.from).whole_minutes() / 60);
        assert_eq!(length(date(2026, 3, 29)), Some(23));
        assert_eq!(length(date(2026, 10, 25)), Some(25));
    }

    #[test]
    fn the_next_opening_skips_the_weekend_and_the_holidays() {
        let mut calendar = rome(time(8, 30, 0, 0), Some(time(13, 30, 0, 0)));
        calendar.closed_on.insert(date(2026, 12, 28));
        assert_eq!(calendar.first_opening_after(date(2026, 12, 25)), Some(utc("2026-12-29T07:30:00Z")));
        assert!(calendar.openings(date(2026, 12, 28)).is_empty());
    }
}
