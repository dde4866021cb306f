//! When it is better to come back today.

use crate::units::{time, wait_range};
use forecast::Estimate;
use queue::Timestamp;
use wire::BetterTime;

/// A way home and back is worth it from so many minutes of wait on.
const WORTH_MINUTES: u32 = 15;
/// It has to save so many minutes.
const SAVED_MINUTES: u32 = 10;
const QUARTER: i64 = 15 * 60_000;

/// The clock's quarter hour after the first of these times, in order, at which the wait is much shorter than `now` and stays
/// so until the next of them; `None` where coming back would not help. Much shorter: half as long, below what is told now,
/// and ten minutes less. The times are at most a quarter hour apart.
pub fn better_time(now: Estimate, later: &[(Timestamp, Option<Estimate>)]) -> Option<BetterTime> {
    if now.median_minutes < WORTH_MINUTES {
        return None;
    }
    let better = |wait: &Estimate| {
        wait.high_minutes < now.low_minutes.max(1)
            && wait.median_minutes * 2 <= now.median_minutes
            && wait.median_minutes + SAVED_MINUTES <= now.median_minutes
    };
    let lasting = later.windows(2).find(|pair| pair.iter().all(|(_, wait)| wait.as_ref().is_some_and(better)));
    let (from, wait) = lasting?.first()?;
    let quarter = Timestamp((from.0 + QUARTER - 1).div_euclid(QUARTER) * QUARTER);
    Some(BetterTime { from: time(quarter), wait: wait_range((*wait)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(low: u32, median: u32, high: u32) -> Estimate {
        Estimate { low_minutes: low, median_minutes: median, high_minutes: high }
    }

    fn at(minutes: i64) -> Timestamp {
        Timestamp(minutes * 60_000)
    }

    fn best(now: Estimate, later: &[Option<Estimate>]) -> Option<i64> {
        let later: Vec<_> = (1..).map(|quarter| at(quarter * 15)).zip(later.iter().copied()).collect();
        better_time(now, &later).map(|time| time.from.millis() / 60_000)
    }

    const RUSH: Estimate = Estimate { low_minutes: 25, median_minutes: 30, high_minutes: 35 };

    #[test]
    fn the_first_time_that_stays_better_is_told() {
        let (long, short) = (Some(RUSH), Some(wait(5, 7, 10)));
        assert_eq!(best(RUSH, &[long, short, long, short, short, short]), Some(60));
    }

    #[test]
    fn people_are_told_a_quarter_hour_of_the_clock() {
        let short = Some(wait(5, 7, 10));
        let later = [(at(34), short), (at(49), short)];
        assert_eq!(better_time(RUSH, &later).map(|time| time.from.millis() / 60_000), Some(45));
    }

    #[test]
    fn a_little_shorter_is_not_worth_the_way() {
        let less = Some(wait(15, 20, 30));
        assert_eq!(best(RUSH, &[less, less, less]), None);
    }

    #[test]
    fn a_short_wait_sends_nobody_away() {
        let none = Some(wait(0, 0, 1));
        assert_eq!(best(wait(10, 12, 15), &[none, none]), None);
    }

    #[test]
    fn a_time_at_which_nobody_is_served_is_no_better() {
        assert_eq!(best(RUSH, &[None, None, Some(wait(5, 7, 10))]), None, "the last one has nothing after it");
    }
}
