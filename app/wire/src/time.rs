//! A moment, as it stands on the wire: UTC, RFC 3339.

use serde::{Deserialize, Serialize};

/// A moment with millisecond precision; RFC 3339 in UTC when serialised (`2026-11-22T09:30:00Z`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
#[serde(transparent)]
pub struct Time(jiff::Timestamp);

impl Time {
    /// From milliseconds since 1970-01-01T00:00:00Z; beyond the years that RFC 3339 can write, the nearest it can.
    pub fn from_millis(millis: i64) -> Self {
        let nearest = if millis > 0 { jiff::Timestamp::MAX } else { jiff::Timestamp::MIN };
        Self(jiff::Timestamp::from_millisecond(millis).unwrap_or(nearest))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.0.as_millisecond()
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

    /// Days since 1970-01-01 on a calendar that is `offset_minutes` ahead of UTC.
    pub fn local_day(self, offset_minutes: i32) -> i64 {
        self.local_minutes(offset_minutes).div_euclid(24 * 60)
    }

    /// Day of the week on that calendar: 0 is Monday, 6 is Sunday.
    pub fn weekday(self, offset_minutes: i32) -> usize {
        // 1970-01-01 was a Thursday.
        usize::try_from((self.local_day(offset_minutes) + 3).rem_euclid(7)).unwrap_or(0)
    }

    fn local_minutes(self, offset_minutes: i32) -> i64 {
        self.millis().div_euclid(60_000) + i64::from(offset_minutes)
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
    }

    #[test]
    fn minutes_since_a_later_moment_are_none() {
        assert_eq!(Time::from_millis(0).minutes_since(Time::from_millis(60_000)), 0);
        assert_eq!(Time::from_millis(119_999).minutes_since(Time::from_millis(0)), 1);
    }

    #[test]
    fn a_moment_out_of_range_is_the_nearest_one_that_can_be_written() {
        assert!(Time::from_millis(i64::MAX).millis() > 0);
        assert!(Time::from_millis(i64::MIN).millis() < 0);
    }
}
