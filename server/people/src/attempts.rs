//! When a sign-in that has failed may be tried again. Failures are counted by login and place (a device or an address) together,
//! so that nobody locks a colleague out from elsewhere. Pure.

use queue::{Duration, Timestamp};
use store::sign_in_failure::Failures;

/// So many failures in a row have no consequence: people mistype.
pub const FREE: u32 = 5;
/// After so many a manager unlocks.
pub const MOST: u32 = 10;
/// What is waited after the last free failure, in seconds; each further one doubles it.
const FIRST_DELAY_SECONDS: i64 = 2;

/// Whether a sign-in may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    May,
    /// Not before so long.
    Wait(Duration),
    /// Not before a manager has unlocked the login at this place.
    Locked,
}

/// Judges a try at `now`, while `under_way` others with the same login and place are being checked.
pub fn judge(failures: Option<Failures>, under_way: u32, now: Timestamp) -> Verdict {
    let (count, last) = failures.map_or((0, now), |failures| (failures.count, failures.last));
    if count >= MOST {
        return Verdict::Locked;
    }
    // Those under way are counted as failures: many at once try no more than one after the other.
    if count + under_way < FREE {
        return Verdict::May;
    }
    let until = last + delay(count);
    if count >= FREE && under_way == 0 && now >= until {
        return Verdict::May;
    }
    Verdict::Wait(if until > now { until - now } else { Duration::seconds(1) })
}

/// Returns what is waited after so many failures.
fn delay(failures: u32) -> Duration {
    match failures.checked_sub(FREE) {
        Some(more) => Duration::seconds(FIRST_DELAY_SECONDS << more.min(16)),
        None => Duration(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(count: u32, under_way: u32, now: i64) -> Verdict {
        judge(Some(Failures { count, last: Timestamp(0) }), under_way, Timestamp(now))
    }

    #[test]
    fn five_failures_are_free_and_each_further_one_doubles_what_is_waited() {
        assert_eq!(judge(None, 0, Timestamp(0)), Verdict::May);
        assert_eq!(after(4, 0, 0), Verdict::May);
        for (count, seconds) in [(5, 2), (6, 4), (7, 8), (8, 16), (9, 32)] {
            assert_eq!(after(count, 0, 0), Verdict::Wait(Duration::seconds(seconds)), "{count}");
            assert_eq!(after(count, 0, seconds * 1_000), Verdict::May, "{count}");
        }
    }

    #[test]
    fn after_ten_only_a_manager_helps() {
        assert_eq!(after(10, 0, i64::MAX), Verdict::Locked);
    }

    #[test]
    fn many_at_once_try_no_more_than_one_after_the_other() {
        assert_eq!(judge(None, 4, Timestamp(0)), Verdict::May);
        assert_eq!(judge(None, 5, Timestamp(0)), Verdict::Wait(Duration::seconds(1)));
        assert_eq!(after(3, 2, 0), Verdict::Wait(Duration::seconds(1)));
        assert_eq!(after(6, 1, 60_000), Verdict::Wait(Duration::seconds(1)));
    }
}
