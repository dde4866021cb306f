//! The grid of the book: quarter hours of UTC, read on the branch's wall clock.
//!
//! The offset of every zone in use is a multiple of a quarter hour, so a quarter hour of UTC is one on the wall, too. The
//! wall-clock time is what a visitor is promised: a time that the clock shows twice means its first showing, and the second
//! is never offered.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use queue::{Duration, Timestamp};
use serde::{Deserialize, Serialize};

/// A quarter hour in milliseconds.
pub const QUARTER_MS: i64 = 15 * 60_000;

/// A quarter hour: its number since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quarter(pub i64);

impl Quarter {
    /// The quarter hour that begins at that moment, if one does.
    pub fn beginning(at: Timestamp) -> Option<Self> {
        (at.0.rem_euclid(QUARTER_MS) == 0).then(|| Self(at.0.div_euclid(QUARTER_MS)))
    }

    /// The first quarter hour that begins at that moment or later.
    pub fn from(at: Timestamp) -> Self {
        Self(at.0.div_euclid(QUARTER_MS) + i64::from(at.0.rem_euclid(QUARTER_MS) > 0))
    }

    /// The first quarter hour that ends after that moment: whoever is away until then is away in all before it.
    pub fn containing(at: Timestamp) -> Self {
        Self(at.0.div_euclid(QUARTER_MS))
    }

    pub fn start(self) -> Timestamp {
        Timestamp(self.0.saturating_mul(QUARTER_MS))
    }

    /// The quarter hour so many later.
    #[must_use]
    pub fn plus(self, quarters: u32) -> Self {
        Self(self.0.saturating_add(i64::from(quarters)))
    }

    /// This quarter hour and those after it, so many in all.
    pub fn run(self, quarters: u32) -> impl Iterator<Item = Self> {
        (0..quarters).map(move |later| self.plus(later))
    }
}

/// How many quarter hours hold that span.
pub fn quarters_of(span: Duration) -> u32 {
    let quarters = span.0.max(0).div_euclid(QUARTER_MS) + i64::from(span.0.max(0).rem_euclid(QUARTER_MS) > 0);
    u32::try_from(quarters).unwrap_or(u32::MAX)
}

/// The time on the branch's wall at that moment.
pub fn wall(zone: &TimeZone, at: Timestamp) -> DateTime {
    zone.to_datetime(jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
}

/// The day on the branch's calendar at that moment.
pub fn date(zone: &TimeZone, at: Timestamp) -> Date {
    wall(zone, at).date()
}

/// Why a time on the wall is no start of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WallFault {
    #[error("write the time as 2026-12-03T10:15, by the branch's clock, or as 2026-12-03T09:15:00Z")]
    Unreadable,
    #[error("the branch's clock skips this hour on that day")]
    Skipped,
}

/// The moment of a time on the wall. A time that the clock shows twice means its first showing.
pub fn moment(zone: &TimeZone, wall: DateTime) -> Result<Timestamp, WallFault> {
    let ambiguous = zone.to_ambiguous_timestamp(wall);
    if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
        return Err(WallFault::Skipped);
    }
    let moment = ambiguous.compatible().map_err(|_| WallFault::Unreadable)?;
    Ok(Timestamp(moment.as_millisecond()))
}

/// Whether a moment is the one that its reading on the wall means, and not the second showing of that time.
pub fn reads_back(zone: &TimeZone, at: Timestamp) -> bool {
    moment(zone, wall(zone, at)) == Ok(at)
}

/// Reads a start: a moment of UTC (or with an offset), or a time by the branch's clock.
pub fn parse_start(zone: &TimeZone, text: &str) -> Result<Timestamp, WallFault> {
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Ok(Timestamp(moment.as_millisecond()));
    }
    moment(zone, text.parse::<DateTime>().map_err(|_| WallFault::Unreadable)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    #[test]
    fn a_time_in_the_skipped_hour_is_none() {
        let rome = zone("Europe/Rome");
        assert_eq!(parse_start(&rome, "2027-03-28T02:30"), Err(WallFault::Skipped));
        assert_eq!(parse_start(&rome, "2027-03-28T03:00"), parse_start(&rome, "2027-03-28T01:00:00Z"));
        assert_eq!(parse_start(&rome, "tomorrow at ten"), Err(WallFault::Unreadable));
        assert_eq!(parse_start(&rome, "2027-02-30T10:00"), Err(WallFault::Unreadable));
    }

    #[test]
    fn a_time_that_the_clock_shows_twice_means_its_first_showing() {
        let rome = zone("Europe/Rome");
        let first = parse_start(&rome, "2026-10-25T02:30").unwrap();
        assert_eq!(first, parse_start(&rome, "2026-10-25T00:30:00Z").unwrap());
        assert!(reads_back(&rome, first));
        let second = parse_start(&rome, "2026-10-25T01:30:00Z").unwrap();
        assert_eq!(wall(&rome, second), date(2026, 10, 25).at(2, 30, 0, 0));
        assert!(!reads_back(&rome, second), "nobody is sent to the second half past two");
    }

    #[test]
    fn a_span_takes_as_many_quarter_hours_as_hold_it() {
        assert_eq!([0, 1, 15, 16, 30, 31].map(|minutes| quarters_of(Duration::minutes(minutes))), [0, 1, 1, 2, 2, 3]);
    }

    proptest! {
        #[test]
        fn a_quarter_hour_of_utc_is_one_on_every_wall(
            quarter in 1_000_000_i64..2_500_000,
            name in prop::sample::select(vec!["Europe/Rome", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham"]),
        ) {
            let at = Quarter(quarter).start();
            let wall = wall(&zone(name), at);
            prop_assert_eq!((wall.minute() % 15, wall.second()), (0, 0));
            prop_assert_eq!(Quarter::beginning(at), Some(Quarter(quarter)));
            prop_assert_eq!(Quarter::beginning(at + Duration(1)), None);
            prop_assert_eq!(Quarter::from(at + Duration(1)), Quarter(quarter + 1));
        }
    }
}
