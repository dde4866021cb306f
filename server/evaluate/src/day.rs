//! One day of a log, with what must be known of the branch on it.

use queue::{Setup, Timestamp};
use visits::Log;

/// A day to replay.
#[derive(Debug, Clone)]
pub struct Day {
    /// As people write it: `2026-03-02`. Days come in this order.
    pub date: String,
    /// The beginning of the local day.
    pub midnight: Timestamp,
    /// 0 is Monday.
    pub weekday: u8,
    /// The set-up of the branch on this day, as it was known in the morning.
    pub setup: Setup,
    pub log: Log,
}
