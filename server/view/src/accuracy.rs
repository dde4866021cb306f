//! How right the waits were that visitors were told, from what was kept of them.

use crate::units::count;
use queue::{Day, Duration, ServiceId, Timestamp};
use setup::Branch;
use std::collections::BTreeMap;
use wire::{Accuracy, HourScore, Score, ServiceScore, Text, WaitRange};

const MINUTE: i64 = 60_000;

/// What a ticket was told, and when it was called after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    pub day: Day,
    pub service: ServiceId,
    pub at: Timestamp,
    /// The range as people read it.
    pub low_minutes: u32,
    pub high_minutes: u32,
    /// The middle of what was foreseen.
    pub median: Duration,
    pub called: Timestamp,
}

impl Telling {
    fn waited(&self) -> i64 {
        (self.called - self.at).0.max(0)
    }

    /// A visitor is told whole minutes, and the wait is compared as whole minutes: the nearest.
    fn is_right(&self) -> bool {
        let [low, high] = [self.low_minutes, self.high_minutes].map(i64::from);
        (low..=high).contains(&rounded(self.waited(), MINUTE))
    }
}

/// Adds up tellings; means are taken at the end, so that no mean is averaged.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    tickets: i64,
    right: i64,
    low_minutes: i64,
    high_minutes: i64,
    waited: i64,
    off: i64,
    longer: i64,
}

impl Sum {
    fn add(&mut self, telling: &Telling) {
        let longer = telling.waited() - telling.median.0;
        self.tickets += 1;
        self.right += i64::from(telling.is_right());
        self.low_minutes += i64::from(telling.low_minutes);
        self.high_minutes += i64::from(telling.high_minutes);
        self.waited += telling.waited();
        self.off += longer.abs();
        self.longer += longer;
    }

    fn score(self) -> Score {
        let mean = |sum: i64, unit: i64| rounded(sum, self.tickets.max(1) * unit);
        let unsigned = |value: i64| u32::try_from(value).unwrap_or(0);
        Score {
            tickets: unsigned(self.tickets),
            right: unsigned(self.right),
            said: WaitRange {
                low_minutes: unsigned(mean(self.low_minutes, 1)),
                high_minutes: unsigned(mean(self.high_minutes, 1)),
            },
            waited_minutes: unsigned(mean(self.waited, MINUTE)),
            error_tenths: unsigned(mean(self.off, MINUTE / 10)),
            bias_tenths: i32::try_from(mean(self.longer, MINUTE / 10)).unwrap_or(0),
        }
    }
}

/// The nearest whole number; halves away from zero.
fn rounded(sum: i64, by: i64) -> i64 {
    (sum.abs() + by / 2) / by * sum.signum()
}

/// The figures of all tellings; `None` where there are none.
pub fn accuracy(setup: &Branch, tellings: &[Telling]) -> Option<Accuracy> {
    let since = tellings.iter().map(|telling| &telling.day).min()?.to_string();
    let mut all = Sum::default();
    let mut services: BTreeMap<&ServiceId, Sum> = BTreeMap::new();
    let mut hours: BTreeMap<u32, Sum> = BTreeMap::new();
    for telling in tellings {
        let offset = setup.calendar.utc_offset_minutes(telling.at);
        let minutes = telling.at.0.div_euclid(MINUTE) + i64::from(offset);
        let hour = count(usize::try_from(minutes.rem_euclid(24 * 60) / 60).unwrap_or(0));
        for sum in [&mut all, services.entry(&telling.service).or_default(), hours.entry(hour).or_default()] {
            sum.add(telling);
        }
    }
    let name = |id: &ServiceId| {
        setup.service(id).map_or_else(|| Text::from([("en", id.as_str())]), |service| service.name.clone())
    };
    let score = |(id, sum): (&ServiceId, Sum)| ServiceScore { id: id.to_string(), name: name(id), score: sum.score() };
    let mut services: Vec<ServiceScore> = services.into_iter().map(score).collect();
    services.sort_by_key(|service| std::cmp::Reverse(service.score.tickets));
    let hours = hours.into_iter().map(|(hour, sum)| HourScore { hour, score: sum.score() }).collect();
    Some(Accuracy { since, all: all.score(), services, hours })
}

#[cfg(test)]
mod tests {
    use super::*;
    use setup::Setup;

    /// 2026-11-23, 09:00 in Rome.
    const NINE: i64 = 1_795_420_800_000;

    fn setup() -> std::sync::Arc<Branch> {
        Setup::load(None).unwrap().branches.into_values().next().unwrap()
    }

    fn telling(service: &str, at: i64, range: (u32, u32), median: i64, waited: i64) -> Telling {
        Telling {
            day: Day::from_written("2026-11-23"),
            service: ServiceId::new(service),
            at: Timestamp(at),
            low_minutes: range.0,
            high_minutes: range.1,
            median: Duration::minutes(median),
            called: Timestamp(at + waited * MINUTE),
        }
    }

    #[test]
    fn what_was_said_and_what_it_was_are_means_over_all_tickets() {
        let all = [
            telling("cash", NINE, (10, 15), 12, 13),
            telling("cash", NINE, (10, 15), 12, 20),
            telling("loan", NINE + 60 * MINUTE, (10, 15), 12, 6),
        ];
        let accuracy = accuracy(&setup(), &all).unwrap();
        let score = accuracy.all;
        assert_eq!((score.tickets, score.right), (3, 1));
        assert_eq!((score.said.low_minutes, score.said.high_minutes, score.waited_minutes), (10, 15, 13));
        // Off by 1, 8 and 6 minutes: 5 on the mean; longer by 1, 8 and -6: 1 on the mean.
        assert_eq!((score.error_tenths, score.bias_tenths), (50, 10));
        assert_eq!(accuracy.since, "2026-11-23");
    }

    #[test]
    fn services_and_hours_of_the_branch_s_clock_stand_apart() {
        let all = [
            telling("cash", NINE, (0, 5), 2, 4),
            telling("cash", NINE + 59 * MINUTE, (0, 5), 2, 9),
            telling("loan", NINE + 60 * MINUTE, (0, 5), 2, 1),
        ];
        let accuracy = accuracy(&setup(), &all).unwrap();
        let hours: Vec<_> = accuracy.hours.iter().map(|hour| (hour.hour, hour.score.tickets)).collect();
        assert_eq!(hours, [(9, 2), (10, 1)]);
        let services: Vec<_> = accuracy.services.iter().map(|service| (&*service.id, service.score.right)).collect();
        assert_eq!(services, [("cash", 1), ("loan", 1)], "the most told first");
    }

    #[test]
    fn without_a_call_there_is_no_figure() {
        assert_eq!(accuracy(&setup(), &[]), None);
    }

    #[test]
    fn the_ends_of_the_range_count_as_right() {
        let right = |waited| telling("cash", NINE, (10, 15), 12, waited).is_right();
        assert!(right(10) && right(15) && !right(9) && !right(16));
    }

    #[test]
    fn a_visitor_who_is_called_within_seconds_waited_no_minute() {
        let mut at_once = telling("cash", NINE, (0, 0), 0, 0);
        at_once.called = at_once.at + Duration::seconds(20);
        assert!(at_once.is_right());
        at_once.called = at_once.at + Duration::seconds(40);
        assert!(!at_once.is_right());
    }

    #[test]
    fn a_shorter_wait_is_a_bias_below_zero() {
        let short = accuracy(&setup(), &[telling("cash", NINE, (10, 15), 12, 7)]).unwrap().all;
        assert_eq!((short.error_tenths, short.bias_tenths), (50, -50));
    }
}
