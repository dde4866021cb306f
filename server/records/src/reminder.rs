//! Which messages a booking causes, and when each is of use.

use crate::grid::{moment, wall};
use jiff::ToSpan;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use queue::{Duration, Timestamp};

/// The hour from which in the evening nobody is sent what they do not wait for, and the one until which in the morning.
const QUIET_FROM: i8 = 20;
const QUIET_UNTIL: i8 = 8;

/// What a message about a booking tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageKind {
    Booked,
    Moved,
    Cancelled,
    /// A day before.
    DayBefore,
    /// Two hours before.
    HoursBefore,
}

impl MessageKind {
    const ALL: [Self; 5] = [Self::Booked, Self::Moved, Self::Cancelled, Self::DayBefore, Self::HoursBefore];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::DayBefore => "day_before",
            Self::HoursBefore => "hours_before",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A message with the span in which it is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    pub kind: MessageKind,
    pub due: Timestamp,
    pub last: Timestamp,
}

/// The messages of a booking for that start which was made or changed now.
pub fn plan(kind: MessageKind, start: Timestamp, now: Timestamp, zone: &TimeZone) -> Vec<Planned> {
    let mut planned = vec![Planned { kind, due: now, last: start }];
    if kind == MessageKind::Cancelled {
        return planned;
    }
    let hours = |hours: i64| Duration::minutes(hours * 60);
    let reminders = [
        (MessageKind::DayBefore, start - hours(24), start - hours(4)),
        (MessageKind::HoursBefore, start - hours(2), start - Duration::minutes(30)),
    ];
    // Who books for the same day has just been told.
    let useful = |due: Timestamp| due > now + hours(1);
    for (kind, wished, last) in reminders {
        let due = before_quiet(wished, zone);
        if useful(due) {
            planned.push(Planned { kind, due, last });
        }
    }
    planned
}

/// The moment itself, or the morning after where it falls into quiet hours: for what rings beside a bed.
pub fn after_quiet(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let on_wall = wall(zone, at);
    let day = if on_wall.hour() >= QUIET_FROM {
        on_wall.date().tomorrow().ok()
    } else {
        (on_wall.hour() < QUIET_UNTIL).then(|| on_wall.date())
    };
    let morning = Time::constant(QUIET_UNTIL, 0, 0, 0);
    day.and_then(|day| moment(zone, day.to_datetime(morning)).ok()).unwrap_or(at)
}

/// The moment itself, or the evening before where it falls into quiet hours.
fn before_quiet(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let on_wall = wall(zone, at);
    let evening = Time::constant(QUIET_FROM, 0, 0, 0);
    let day = if on_wall.hour() >= QUIET_FROM {
        Some(on_wall.date())
    } else if on_wall.hour() < QUIET_UNTIL {
        on_wall.date().checked_sub(1.day()).ok()
    } else {
        None
    };
    // The last quarter hour of the evening leaves the sender time to send.
    let evening = day.and_then(|day| moment(zone, day.to_datetime(evening)).ok());
    evening.map_or(at, |evening| evening - Duration::minutes(15))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::parse_start;

    fn told(start: &str, now: &str) -> Vec<(MessageKind, String)> {
        let zone = TimeZone::get("Europe/Rome").unwrap();
        let at = |text| parse_start(&zone, text).unwrap();
        let planned = plan(MessageKind::Booked, at(start), at(now), &zone);
        planned.into_iter().map(|one| (one.kind, wall(&zone, one.due).strftime("%d %H:%M").to_string())).collect()
    }

    fn one(kind: MessageKind, at: &str) -> (MessageKind, String) {
        (kind, at.to_owned())
    }

    #[test]
    fn a_booking_is_confirmed_at_once_and_told_of_a_day_and_two_hours_before() {
        use MessageKind::{Booked, DayBefore, HoursBefore};
        let expected = [one(Booked, "01 22:00"), one(DayBefore, "09 11:00"), one(HoursBefore, "10 09:00")];
        assert_eq!(told("2026-12-10T11:00", "2026-12-01T22:00"), expected);
    }

    #[test]
    fn what_would_come_at_night_comes_in_the_evening_before() {
        use MessageKind::{Booked, DayBefore, HoursBefore};
        let expected = [one(Booked, "01 09:00"), one(DayBefore, "09 08:30"), one(HoursBefore, "09 19:45")];
        assert_eq!(told("2026-12-10T08:30", "2026-12-01T09:00"), expected);
    }

    #[test]
    fn what_rings_beside_a_bed_waits_until_the_morning() {
        let zone = TimeZone::get("Europe/Rome").unwrap();
        let moved =
            |text| wall(&zone, after_quiet(parse_start(&zone, text).unwrap(), &zone)).strftime("%d %H:%M").to_string();
        for (at, rings) in [
            ("2026-12-09T19:59", "09 19:59"),
            ("2026-12-09T20:00", "10 08:00"),
            ("2026-12-10T00:30", "10 08:00"),
            ("2026-12-10T07:59", "10 08:00"),
            ("2026-12-10T08:00", "10 08:00"),
            // The night in which the clocks go forward.
            ("2027-03-28T01:30", "28 08:00"),
        ] {
            assert_eq!(moved(at), rings, "{at}");
        }
    }

    #[test]
    fn what_has_just_been_told_is_not_told_again() {
        use MessageKind::{Booked, HoursBefore};
        assert_eq!(told("2026-12-10T11:00", "2026-12-10T08:30"), [one(Booked, "10 08:30")]);
        let next_day = [one(Booked, "09 15:00"), one(HoursBefore, "10 09:00")];
        assert_eq!(told("2026-12-10T11:00", "2026-12-09T15:00"), next_day);
    }
}
