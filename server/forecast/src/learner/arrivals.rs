//! How many visitors come: counted by weekday, quarter hour and service.

use super::PastDay;
use crate::learned::{Arrivals, QUARTERS, ServiceArrivals, minutes};
use queue::ServiceId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of all weekdays counts like so many days of one of them.
const OTHER_WEEKDAYS_WEIGHT: f64 = 6.0;
/// That a weekday is like all others counts like so many days.
const LEVEL_WEIGHT: f64 = 3.0;
/// A branch that has so many visitors on a usual day...
const MANY: f64 = 20.0;
/// ... has no usual day when fewer than this share of them come, ...
const FEW_SHARE: f64 = 0.25;
/// ... once so many days were counted.
const DAYS_COUNTED: f64 = 2.5;
/// Visitors with priority and with appointments are none until some were counted, who count like these.
const SHARE_WEIGHT: f64 = 10.0;
/// Nobody comes earlier or later for an appointment than this, in minutes.
const MOST_EARLY: f64 = 60.0;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ArrivalCounts {
    /// Days counted, by weekday.
    days: [f64; 7],
    services: BTreeMap<ServiceId, Counts>,
}

/// The visitors for one service, weighted by age.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Counts {
    per_quarter: [Vec<f64>; 7],
    all: f64,
    priority: f64,
    booked: f64,
    early_minutes: f64,
}

impl Counts {
    fn in_quarter(&self, weekday: usize, quarter: usize) -> f64 {
        self.per_quarter[weekday].get(quarter).copied().unwrap_or(0.0)
    }

    /// The count of a quarter hour, smoothed with its neighbours.
    fn smooth(&self, weekday: usize, quarter: usize) -> f64 {
        let before = quarter.checked_sub(1).map_or(0.0, |before| self.in_quarter(weekday, before));
        let [here, after] = [quarter, quarter + 1].map(|quarter| self.in_quarter(weekday, quarter));
        (before + 2.0 * here + after) / 4.0
    }
}

impl ArrivalCounts {
    /// Whether a day had visitors enough to be one like the others.
    pub(crate) fn is_usual(&self, day: &PastDay) -> bool {
        let days: f64 = self.days.iter().sum();
        let all: f64 = self.services.values().map(|counts| counts.all).sum();
        let usual = all / days.max(1.0);
        days < DAYS_COUNTED || usual < MANY || as_float(day.log.visits.len()) >= FEW_SHARE * usual
    }

    pub(crate) fn add(&mut self, day: &PastDay) {
        let weekday = usize::from(day.weekday.min(6));
        self.days[weekday] += 1.0;
        for visit in &day.log.visits {
            let Some(quarter) = quarter(minutes(visit.issued - day.midnight)) else { continue };
            let counts = self.services.entry(visit.service.clone()).or_default();
            let quarters = &mut counts.per_quarter[weekday];
            quarters.resize(QUARTERS, 0.0);
            quarters[quarter] += 1.0;
            counts.all += 1.0;
            counts.priority += f64::from(u8::from(visit.priority));
            if let Some(booked) = visit.booked {
                counts.booked += 1.0;
                counts.early_minutes += minutes(booked - visit.issued).clamp(-MOST_EARLY, MOST_EARLY);
            }
        }
    }

    pub(crate) fn forget(&mut self, keep: f64) {
        self.days.iter_mut().for_each(|days| *days *= keep);
        for counts in self.services.values_mut() {
            counts.per_quarter.iter_mut().flatten().for_each(|count| *count *= keep);
            let Counts { all, priority, booked, early_minutes, .. } = counts;
            for sum in [all, priority, booked, early_minutes] {
                *sum *= keep;
            }
        }
    }

    pub(crate) fn rates(&self) -> Arrivals {
        let services = self.services.iter().map(|(id, counts)| (id.clone(), self.rates_of(counts)));
        Arrivals { services: services.collect() }
    }

    fn rates_of(&self, counts: &Counts) -> ServiceArrivals {
        let days: f64 = self.days.iter().sum::<f64>().max(1e-9);
        let pooled: Vec<f64> = (0..QUARTERS)
            .map(|quarter| (0..7).map(|weekday| counts.smooth(weekday, quarter)).sum::<f64>() / days)
            .collect();
        let mean = counts.all / days;
        let rates = |weekday: usize| {
            let came: f64 = counts.per_quarter[weekday].iter().sum();
            let level = (came + LEVEL_WEIGHT * mean) / ((self.days[weekday] + LEVEL_WEIGHT) * mean.max(1e-9));
            let rate = |(quarter, pooled): (usize, &f64)| {
                let expected = OTHER_WEEKDAYS_WEIGHT * pooled * level;
                (counts.smooth(weekday, quarter) + expected) / (self.days[weekday] + OTHER_WEEKDAYS_WEIGHT)
            };
            pooled.iter().enumerate().map(rate).map(short).collect()
        };
        let share = |count: f64| count / (counts.all + SHARE_WEIGHT);
        ServiceArrivals {
            per_quarter: [0, 1, 2, 3, 4, 5, 6].map(rates),
            priority: share(counts.priority),
            appointments: share(counts.booked),
            early_minutes: counts.early_minutes / counts.booked.max(1.0),
        }
    }
}

/// The quarter hour of so many minutes after midnight; `None` on another day.
fn quarter(minutes: f64) -> Option<usize> {
    (0..QUARTERS).find(|quarter| minutes < 15.0 * as_float(quarter + 1)).filter(|_| minutes >= 0.0)
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[allow(clippy::cast_possible_truncation, reason = "an expected number of visitors needs no more than seven digits")]
fn short(rate: f64) -> f32 {
    rate as f32
}
