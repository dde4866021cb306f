//! A day in counts, from its quarter hours: what is added up over many days of many branches.

use crate::quarter::QuarterRow;
use crate::tally::Tally;
use crate::targets::{DayTargets, on_target};

const HOUR_MS: i64 = 60 * 60_000;

/// The counts of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTotal {
    pub arrivals: u32,
    pub visits: u32,
    pub served: u32,
    pub cancelled: u32,
    pub no_shows: u32,
    /// Served within the promised wait, and of how many.
    pub in_time: u32,
    pub timed: u32,
    /// Called within the target that was in force, and of how many.
    pub on_target: u32,
    pub called: u32,
    /// Arrivals by the hour of UTC. Where the branch's own hours are, its time zone tells.
    pub hours: [u32; 24],
}

impl DayTotal {
    /// Adds up the quarter hours of a day that began with these targets.
    pub fn of(quarters: &[QuarterRow], targets: &DayTargets) -> Self {
        let mut tally = Tally::default();
        let (mut hours, mut within, mut called) = ([0; 24], 0, 0);
        for quarter in quarters {
            for group in &quarter.facts.visits {
                for (wait, span) in &group.times {
                    tally.visit(group.end, group.first, *wait, *span);
                }
            }
            let counted = on_target(&quarter.facts, targets);
            within += counted.within;
            called += counted.called;
            let hour = usize::try_from(quarter.from.0.div_euclid(HOUR_MS).rem_euclid(24)).unwrap_or_default();
            if let Some(hour) = hours.get_mut(hour) {
                *hour += quarter.counts.arrivals;
            }
        }
        let (in_time, timed) = tally.in_time();
        let Tally { arrivals, visits, served, cancelled, no_shows, .. } = tally;
        Self { arrivals, visits, served, cancelled, no_shows, in_time, timed, on_target: within, called, hours }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quarter::{Counts, Facts, Group};
    use crate::visit::{Channel, End};
    use queue::{Duration, ServiceId, Timestamp};

    fn group(end: End, times: Vec<(Option<i64>, i64)>) -> Group {
        Group {
            service: ServiceId::new("cash"),
            letter: None,
            channel: Channel::Kiosk,
            desk: None,
            end,
            first: true,
            times,
        }
    }

    #[test]
    fn a_day_counts_who_was_served_in_time_and_who_left_after_a_long_wait() {
        let minute = 60_000;
        let served = group(End::Served, vec![(Some(2 * minute), minute), (Some(30 * minute), minute)]);
        let left = group(End::Cancelled, vec![(None, 3 * minute), (None, 20 * minute)]);
        let facts = Facts { visits: vec![served, left], desks: vec![] };
        let counts = Counts { arrivals: 4, served: 2, cancelled: 2, ..Counts::default() };
        // 23 November 2026, 09:00 UTC, and 22:45 UTC.
        let early = QuarterRow { from: Timestamp(1_795_424_400_000), counts, facts };
        let late = QuarterRow {
            from: Timestamp(1_795_473_900_000),
            counts: Counts { arrivals: 1, no_shows: 1, ..Counts::default() },
            facts: Facts { visits: vec![group(End::NoShow, vec![(Some(minute), 0)])], desks: vec![] },
        };
        let targets = DayTargets::from([(ServiceId::new("cash"), Duration::minutes(1))]);
        let total = DayTotal::of(&[early, late], &targets);
        assert_eq!((total.arrivals, total.visits, total.served, total.cancelled, total.no_shows), (5, 5, 2, 2, 1));
        assert_eq!((total.in_time, total.timed), (1, 3), "who left soon had not to wait long");
        assert_eq!((total.on_target, total.called), (1, 3), "of those who were called");
        assert_eq!((total.hours[9], total.hours[22], total.hours.iter().sum::<u32>()), (4, 1, 5));
    }
}
