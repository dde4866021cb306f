//! The only place that knows what time it is. Everything else is handed a moment.

use queue::{Day, Timestamp};

/// A business day of any time zone begins within this many hours of the same day in UTC; one hour of it is for a clock that is set back.
const FROM_UTC_HOURS: i64 = 15;
const HOUR_MS: i64 = 3_600_000;

/// Now, by the system's clock, which may step in either direction.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the system's clock")]
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// Whether a day has begun somewhere on earth at this moment.
pub fn has_come(day: &Day, now: Timestamp) -> bool {
    let start = day.as_str().parse::<jiff::civil::Date>().and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC));
    start.is_ok_and(|start| start.timestamp().as_millisecond() - FROM_UTC_HOURS * HOUR_MS <= now.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_come_once_it_has_begun_in_the_first_zone() {
        let noon = Timestamp(1_795_435_200_000); // 2026-11-23 12:00 UTC
        assert!(has_come(&Day::new(2026, 11, 23), noon) && has_come(&Day::new(2026, 11, 24), noon));
        assert!(!has_come(&Day::new(2026, 11, 25), noon) && !has_come(&Day::from_written("some day"), noon));
    }
}
