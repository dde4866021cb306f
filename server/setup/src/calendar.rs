//! A branch's calendar turns hours on its wall clock into moments, also on the nights when the clock changes.

mod dates;

pub use dates::Dates;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use queue::Opening;

/// How many days ahead the next opening is searched.
const HORIZON_DAYS: i32 = 60;

/// How many days of a calendar visitors are told at once.
const YEAR_DAYS: i32 = 366;

/// Opening hours in a time zone.
#[derive(Debug, Clone)]
pub struct Calendar {
    time_zone: TimeZone,
    hours: Vec<Hours>,
    special: Vec<SpecialHours>,
    closed_on: Vec<Dates>,
}

/// From `open` to `close` on each of `days`; a `close` of `None` is midnight at the day's end.
#[derive(Debug, Clone)]
pub struct Hours {
    pub days: Vec<Weekday>,
    pub open: Time,
    pub close: Option<Time>,
}

/// Hours on some dates, which replace those of the week.
#[derive(Debug, Clone)]
pub struct SpecialHours {
    pub dates: Vec<Dates>,
    pub open: Time,
    pub close: Option<Time>,
}

/// The days, and the times of day, at which something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub from: Option<Date>,
    /// The last day.
    pub until: Date,
    pub open: Time,
    /// `None` is midnight at the day's end.
    pub close: Option<Time>,
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// Openings in their order.
fn sorted(mut openings: Vec<(Time, Option<Time>)>) -> Vec<(Time, Option<Time>)> {
    openings.sort();
    openings
}

/// Openings as people are told them: from and to by the clock on the wall, in their order.
fn told(openings: Vec<(Time, Option<Time>)>) -> Vec<(String, String)> {
    let close = |close: Option<Time>| close.map_or("24:00".to_owned(), clock);
    sorted(openings).into_iter().map(|(from, to)| (clock(from), close(to))).collect()
}

impl Calendar {
    pub fn new(time_zone: TimeZone, hours: Vec<Hours>, special: Vec<SpecialHours>, closed_on: Vec<Dates>) -> Self {
        Self { time_zone, hours, special, closed_on }
    }

    /// Returns a calendar that is open at any hour of any day.
    #[must_use]
    pub fn always_open(self) -> Self {
        let days = Weekday::Monday.cycle_forward().take(7).collect();
        let hours = vec![Hours { days, open: Time::midnight(), close: None }];
        Self { hours, special: Vec::new(), closed_on: Vec::new(), ..self }
    }

    /// The hours as visitors are told them: those of the week, and the days of the coming year that differ.
    pub fn told(&self, now: queue::Timestamp) -> wire::BranchHours {
        wire::BranchHours { week: self.week(), exceptions: self.exceptions(self.date(now), YEAR_DAYS) }
    }

    /// The hours of the week; days with the same openings share a line.
    pub fn week(&self) -> Vec<wire::OpenHours> {
        let mut week: Vec<wire::OpenHours> = Vec::new();
        for day in Weekday::Monday.cycle_forward().take(7) {
            let on_that_day = self.hours.iter().filter(|hours| hours.days.contains(&day));
            let openings = told(on_that_day.map(|hours| (hours.open, hours.close)).collect());
            let place = day.to_monday_zero_offset().unsigned_abs();
            match week.iter_mut().find(|line| line.openings == openings) {
                Some(line) => line.days.push(place),
                None => week.push(wire::OpenHours { days: vec![place], openings }),
            }
        }
        week.retain(|line| !line.openings.is_empty());
        week
    }

    /// The days from `first` on, so many, whose hours are not those of their weekday.
    pub fn exceptions(&self, first: Date, days: i32) -> Vec<wire::DayHours> {
        let dates = (0..days).filter_map(|days| first.checked_add(days.days()).ok());
        let differs = |date: &Date| sorted(self.hours_of(*date)) != sorted(self.hours_of_week(*date));
        dates
            .filter(differs)
            .map(|date| wire::DayHours { day: date.to_string(), openings: told(self.hours_of(date)) })
            .collect()
    }

    pub fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }

    /// The business day that a moment belongs to.
    pub fn date(&self, now: queue::Timestamp) -> Date {
        moment(now).to_zoned(self.time_zone.clone()).date()
    }

    /// When a day begins and ends; `None` for one that no calendar has.
    pub fn span(&self, day: Date) -> Option<(queue::Timestamp, queue::Timestamp)> {
        let begins = |day: Date| Some(queue_time(day.to_zoned(self.time_zone.clone()).ok()?.timestamp()));
        Some((begins(day)?, begins(day.tomorrow().ok()?)?))
    }

    /// A moment on the branch's wall clock: `2026-11-29 10:15:00`.
    pub fn clock(&self, at: queue::Timestamp) -> String {
        moment(at).to_zoned(self.time_zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// A moment by the branch's wall clock.
    pub fn local(&self, at: queue::Timestamp) -> DateTime {
        moment(at).to_zoned(self.time_zone.clone()).datetime()
    }

    /// A moment by the branch's wall clock, with its offset from UTC: `2026-11-29T10:15:00+01:00`.
    pub fn with_offset(&self, at: queue::Timestamp) -> String {
        moment(at).to_zoned(self.time_zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// Minutes that the branch's wall clock is ahead of UTC at that moment.
    pub fn utc_offset_minutes(&self, now: queue::Timestamp) -> i32 {
        self.time_zone.to_offset(moment(now)).seconds() / 60
    }

    /// Where a day stands in the week (0 is Monday), and how many minutes its noon on the wall clock is ahead of UTC; `None` for one
    /// that no calendar has.
    pub fn noon(&self, day: &queue::Day) -> Option<(usize, i32)> {
        let date: Date = day.as_str().parse().ok()?;
        let (midnight, _) = self.span(date)?;
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
        Some((weekday, self.utc_offset_minutes(midnight + queue::Duration::minutes(12 * 60))))
    }

    /// Whether the branch is planned to be open at that moment.
    pub fn is_open(&self, now: queue::Timestamp) -> bool {
        self.openings(self.date(now)).iter().any(|opening| (opening.from..opening.to).contains(&now))
    }

    /// The openings of a day, in order and apart from each other.
    pub fn openings(&self, date: Date) -> Vec<Opening> {
        let hours = self.hours_of(date);
        let mut openings: Vec<Opening> =
            hours.into_iter().filter_map(|(open, close)| self.opening(date, open, close)).collect();
        openings.sort_by_key(|opening| opening.from);
        // Hours that are apart on the wall clock can meet where the clock skips what lies between them.
        openings.dedup_by(|later, earlier| {
            let meet = later.from < earlier.to;
            if meet {
                earlier.to = earlier.to.max(later.to);
            }
            meet
        });
        openings
    }

    /// The moment until which something is shown that is shown `now`; `None` where its time has not come or is over.
    pub fn shown_until(&self, when: &When, now: queue::Timestamp) -> Option<queue::Timestamp> {
        let date = self.date(now);
        if when.from.is_some_and(|from| date < from) || when.until < date {
            return None;
        }
        // At all hours of the day it goes on over midnight.
        let whole_days = when.open == Time::midnight() && when.close.is_none();
        let last = if whole_days { when.until } else { date };
        let from = self.opening(date, when.open, when.close)?.from;
        let to = self.opening(last, when.open, when.close)?.to;
        (from <= now && now < to).then_some(to)
    }

    /// Hours of one date win over those of the same date every year, and these over the week.
    fn hours_of(&self, date: Date) -> Vec<(Time, Option<Time>)> {
        let special = |wanted: fn(Dates) -> bool| {
            let on =
                move |hours: &&SpecialHours| hours.dates.iter().any(|dates| wanted(*dates) && dates.contains(date));
            self.special.iter().filter(on).map(|hours| (hours.open, hours.close)).collect::<Vec<_>>()
        };
        let closed =
            |wanted: fn(Dates) -> bool| self.closed_on.iter().any(|dates| wanted(*dates) && dates.contains(date));
        for wanted in [Dates::is_single as fn(Dates) -> bool, |dates| !dates.is_single()] {
            let special = special(wanted);
            if closed(wanted) || !special.is_empty() {
                return if closed(wanted) { Vec::new() } else { special };
            }
        }
        self.hours_of_week(date)
    }

    /// What the hours of a date would be if it were a day like any other.
    fn hours_of_week(&self, date: Date) -> Vec<(Time, Option<Time>)> {
        let on_that_day = self.hours.iter().filter(|hours| hours.days.contains(&date.weekday()));
        on_that_day.map(|hours| (hours.open, hours.close)).collect()
    }

    /// The first opening after that day.
    pub fn first_opening_after(&self, date: Date) -> Option<queue::Timestamp> {
        (1..=HORIZON_DAYS)
            .filter_map(|days| date.checked_add(days.days()).ok())
            .find_map(|day| self.openings(day).first().map(|opening| opening.from))
    }

    /// A time that the clock skips counts as much later as it skips; one that it repeats, from its first time.
    fn opening(&self, date: Date, open: Time, close: Option<Time>) -> Option<Opening> {
        let from = self.time_zone.to_ambiguous_timestamp(date.to_datetime(open)).compatible().ok()?;
        let end = match close {
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
mod tests;
