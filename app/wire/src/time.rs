//! A moment, as it stands on the wire: UTC, RFC 3339.
//!
//! Read and written here rather than by a library of calendars and time zones: every screen loads this code.

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};

/// A moment with millisecond precision; RFC 3339 in UTC when serialised (`2026-11-22T09:30:00Z`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
pub struct Time(i64);

const DAY: i64 = 86_400_000;
/// What RFC 3339 can write: from the year 0 to the end of 9999.
const FIRST: i64 = -719_528 * DAY;
const LAST: i64 = 2_932_897 * DAY - 1;

impl Time {
    /// From milliseconds since 1970-01-01T00:00:00Z; beyond the years 0 to 9999, the nearest moment in them.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(FIRST, LAST))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// From RFC 3339 with any offset; what is finer than a millisecond is left out.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |from: usize, to: usize| {
            let digits = text.get(from..to)?.bytes();
            digits
                .map(|digit| digit.is_ascii_digit().then(|| i64::from(digit - b'0')))
                .try_fold(0, |number, digit| Some(number * 10 + digit?))
        };
        let separated = [(4, b"-"), (7, b"-"), (10, b"Tt "), (13, b":"), (16, b":")] as [(usize, &[u8]); 5];
        let bytes = text.as_bytes();
        if !separated.iter().all(|(at, separators)| bytes.get(*at).is_some_and(|byte| separators.contains(byte))) {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
            return None;
        }
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (millis, rest) = fraction(&text[19..])?;
        // A leap second counts as the one before it, as on most clocks.
        let of_day = ((hour * 60 + minute) * 60 + second.min(59)) * 1_000 + millis;
        let offset = offset_minutes(rest)?;
        Some(Self::from_millis(days_since_1970(year, month, day) * DAY + of_day - offset * 60_000))
    }

    /// Whole minutes from `earlier` to this moment, rounded down; 0 when `earlier` is later.
    pub fn minutes_since(self, earlier: Time) -> u32 {
        u32::try_from((self.millis() - earlier.millis()).max(0) / 60_000).unwrap_or(u32::MAX)
    }

    /// What a wall clock shows that is `offset_minutes` ahead of UTC: `10:42`.
    pub fn clock(self, offset_minutes: i32) -> String {
        let minutes = self.local_minutes(offset_minutes).rem_euclid(24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// Minutes since midnight on a clock that is `offset_minutes` ahead of UTC.
    pub fn minute_of_day(self, offset_minutes: i32) -> u32 {
        u32::try_from(self.local_minutes(offset_minutes).rem_euclid(24 * 60)).unwrap_or(0)
    }

    /// Days since 1970-01-01 on a calendar that is `offset_minutes` ahead of UTC.
    pub fn local_day(self, offset_minutes: i32) -> i64 {
        self.local_minutes(offset_minutes).div_euclid(24 * 60)
    }

    /// Day of the week on that calendar: 0 is Monday, 6 is Sunday.
    pub fn weekday(self, offset_minutes: i32) -> usize {
        // 1970-01-01 was a Thursday.
        usize::try_from((self.local_day(offset_minutes) + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// Month and day on that calendar: 12 and 24 for Christmas Eve.
    pub fn month_and_day(self, offset_minutes: i32) -> (usize, usize) {
        let (_, month, day) = date(self.local_day(offset_minutes));
        (usize::try_from(month).unwrap_or(1), usize::try_from(day).unwrap_or(1))
    }

    fn local_minutes(self, offset_minutes: i32) -> i64 {
        self.millis().div_euclid(60_000) + i64::from(offset_minutes)
    }
}

/// The milliseconds of `.25`, and what stands behind it.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(rest) = text.strip_prefix('.') else { return Some((0, text)) };
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let digits = rest[..length].bytes().chain([b'0'; 3]).take(3);
    (length > 0).then(|| (digits.fold(0, |millis, digit| millis * 10 + i64::from(digit - b'0')), &rest[length..]))
}

/// The minutes of `Z`, `+01:00` or `-05:30`.
fn offset_minutes(text: &str) -> Option<i64> {
    let sign = match text.as_bytes() {
        [b'Z' | b'z'] => return Some(0),
        [b'+', _, _, b':', _, _] => 1,
        [b'-', _, _, b':', _, _] => -1,
        _ => return None,
    };
    if text.bytes().filter(u8::is_ascii_digit).count() != 4 {
        return None;
    }
    let (hours, minutes) = (text.get(1..3)?.parse::<u8>().ok()?, text.get(4..6)?.parse::<u8>().ok()?);
    (hours <= 23 && minutes <= 59).then(|| sign * (i64::from(hours) * 60 + i64::from(minutes)))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date. Counted in years that begin in March, so that the leap day is the last one: Howard
/// Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date, as year, month and day, so many days after 1970-01-01: the inverse of [`days_since_1970`].
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = date(self.0.div_euclid(DAY));
        let of_day = self.0.rem_euclid(DAY);
        let (seconds, millis) = (of_day / 1_000, of_day % 1_000);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if millis > 0 {
            write!(f, ".{}", format!("{millis:03}").trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a time; write it as 2026-11-22T09:30:00Z"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_rfc_3339_in_utc() {
        let time = Time::from_millis(1_795_339_800_000);
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"2026-11-22T09:30:00Z\"");
        assert_eq!(serde_json::from_str::<Time>("\"2026-11-22T10:30:00+01:00\"").unwrap(), time);
    }

    #[test]
    fn a_wall_clock_shows_the_branch_s_hour_and_day() {
        let time = Time::from_millis(1_795_339_800_000);
        assert_eq!(time.clock(60), "10:30");
        assert_eq!(time.clock(-10 * 60), "23:30");
        assert_eq!(time.weekday(60), 6, "22 November 2026 is a Sunday");
        assert_eq!(time.weekday(-10 * 60), 5);
        assert_eq!((time.month_and_day(60), time.month_and_day(-10 * 60)), ((11, 22), (11, 21)));
    }

    #[test]
    fn minutes_since_a_later_moment_are_none() {
        assert_eq!(Time::from_millis(0).minutes_since(Time::from_millis(60_000)), 0);
        assert_eq!(Time::from_millis(119_999).minutes_since(Time::from_millis(0)), 1);
    }

    #[test]
    fn a_moment_out_of_range_is_the_nearest_one_that_can_be_written() {
        assert_eq!(Time::from_millis(i64::MAX).to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Time::from_millis(i64::MIN).to_string(), "0000-01-01T00:00:00Z");
    }

    #[test]
    fn every_day_is_written_and_read_as_a_library_does() {
        for day in (-719_528..2_932_896).step_by(13) {
            let millis = day * DAY + day.rem_euclid(DAY);
            let (ours, theirs) = (Time::from_millis(millis), jiff::Timestamp::from_millisecond(millis).unwrap());
            assert_eq!(ours.to_string(), theirs.to_string());
            assert_eq!(Time::parse(&theirs.to_string()), Some(ours));
        }
    }

    #[test]
    fn any_offset_and_fraction_is_read_and_nothing_else() {
        let read = |text| Time::parse(text).map(|time| time.to_string());
        assert_eq!(read("2024-02-29t23:59:60.1239-05:30").as_deref(), Some("2024-03-01T05:29:59.123Z"));
        for text in [
            "",
            "2026-11-22",
            "2026-11-22T09:30Z",
            "2026-11-22T09:30:00",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T09:30:00.Z",
            "2026-11-22T09:30:00+1:00",
            "2026-11-22T09:30:00Z ",
            "2026-11-22T09:3é:00Z",
            "+026-11-22T09:30:00Z",
            "2026-11-22T09:30:00++1:00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
