//! What is added up of visits and desks, and the KPIs that are computed from it, as FORECAST.md defines them.

use crate::spread::Spread;
use crate::visit::End;
use queue::Duration;
use records::kpi::{Figure, share};

/// The wait within which the service level counts a visitor.
pub const PROMISED_WAIT: Duration = Duration::minutes(10);

/// Counts, and durations in milliseconds. Tallies are added, never averaged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Visitors who came; one who comes for several services is one.
    pub arrivals: u32,
    /// Visits: one for each service that a visitor comes for.
    pub visits: u32,
    pub served: u32,
    pub no_shows: u32,
    pub cancelled: u32,
    pub day_ended: u32,
    pub under_way: u32,
    /// The waits of those who were called.
    pub waits: Vec<i64>,
    /// The waits of those who were served.
    pub answered: Vec<i64>,
    /// How long those had waited who were not served: until the first call, or until they left.
    pub gave_up: Vec<i64>,
    /// The service times.
    pub services: Vec<i64>,
    /// Of the desks.
    pub open: i64,
    pub paused: i64,
    pub serving: i64,
}

impl Tally {
    /// Adds one visit: its wait, where it was called, and its span as [`VisitRow::span`](crate::VisitRow::span) has it.
    pub fn visit(&mut self, end: End, first: bool, wait: Option<i64>, span: i64) {
        self.arrivals += u32::from(first);
        self.visits += 1;
        self.waits.extend(wait);
        match end {
            End::Served => {
                self.served += 1;
                self.answered.extend(wait);
                self.services.push(span);
            }
            End::NoShow => self.no_shows += 1,
            End::Cancelled => self.cancelled += 1,
            End::DayEnded => self.day_ended += 1,
            End::UnderWay => self.under_way += 1,
        }
        if matches!(end, End::NoShow | End::Cancelled | End::DayEnded) {
            self.gave_up.push(wait.unwrap_or(span));
        }
    }

    /// How many were served within [`PROMISED_WAIT`], and of how many: those who were served, and those who were not after a longer
    /// wait.
    pub fn in_time(&self) -> (u32, u32) {
        let promised = PROMISED_WAIT.0;
        let count = |durations: &[i64], wanted: fn(i64, i64) -> bool| {
            let found = durations.iter().filter(|duration| wanted(**duration, promised)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        let within = count(&self.answered, |wait, promised| wait <= promised);
        let left_late = count(&self.gave_up, |wait, promised| wait > promised);
        (within, self.served + left_late)
    }

    pub fn kpis(&self) -> Kpis {
        let (in_time, timed) = self.in_time();
        let at_work = self.open - self.paused;
        Kpis {
            arrivals: self.arrivals,
            visits: self.visits,
            served: self.served,
            service_level: share(in_time, timed),
            wait: Spread::of(&self.waits),
            answer: Spread::of(&self.answered),
            service: Spread::of(&self.services),
            abandonment: share(self.cancelled + self.no_shows, self.visits),
            cancelled: share(self.cancelled, self.visits),
            no_shows: share(self.no_shows, self.visits),
            day_ended: share(self.day_ended, self.visits),
            occupancy: part(self.serving, at_work),
            utilisation: part(self.serving, self.open),
        }
    }
}

/// A part of a time in percent; of no time there is none.
fn part(of: i64, whole: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a year are exact in a double")]
    (whole > 0).then(|| (100.0 * of as f64 / whole as f64).min(100.0))
}

/// The KPIs of a tally.
#[derive(Debug, Clone, PartialEq)]
pub struct Kpis {
    pub arrivals: u32,
    pub visits: u32,
    pub served: u32,
    /// Served within [`PROMISED_WAIT`], of those who were served and those who were not after a longer wait.
    pub service_level: Figure,
    /// Of those who were called.
    pub wait: Spread,
    /// Of those who were served (its mean is the ASA).
    pub answer: Spread,
    pub service: Spread,
    /// Cancelled and no-shows, of all visits.
    pub abandonment: Figure,
    pub cancelled: Figure,
    pub no_shows: Figure,
    pub day_ended: Figure,
    /// Serving, of the time in which desks were open and not paused, in percent.
    pub occupancy: Option<f64>,
    /// Serving, of the time in which desks were open, in percent.
    pub utilisation: Option<f64>,
}
