//! Moments, spans and business days. Moments and spans are whole milliseconds; nothing here reads a clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Sub};
use std::sync::Arc;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A span in milliseconds. Negative where a clock stepped back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Duration(pub i64);

impl Duration {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
    pub(crate) const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * 60_000)
    }

    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds * 1_000)
    }

    /// Whole seconds, rounded down; 0 where the span is negative.
    pub fn whole_seconds(self) -> u32 {
        u32::try_from(self.0.max(0) / 1_000).unwrap_or(u32::MAX)
    }

    /// Whole minutes, rounded down; 0 where the span is negative.
    pub fn whole_minutes(self) -> u32 {
        u32::try_from(self.0.max(0) / 60_000).unwrap_or(u32::MAX)
    }
}

impl Add<Duration> for Timestamp {
    type Output = Timestamp;

    fn add(self, span: Duration) -> Timestamp {
        Timestamp(self.0.saturating_add(span.0))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Timestamp;

    fn sub(self, span: Duration) -> Timestamp {
        Timestamp(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Duration;

    fn sub(self, earlier: Timestamp) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }
}

/// A business day of a branch, in the branch's own calendar: `2026-11-22`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(Arc<str>);

impl Day {
    /// Returns the day of a calendar date. The parts are not checked.
    pub fn new(year: i16, month: i8, day: i8) -> Self {
        Self(format!("{year:04}-{month:02}-{day:02}").into())
    }

    /// Returns the day that was written as this text. The text is not checked.
    pub fn from_written(text: &str) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
