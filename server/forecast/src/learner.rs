//! Learns a branch from its days, one after another. Old days count less; a wrong or a tiny day does little harm, because
//! every observation is bounded by what is known already, and every figure starts as the set-up's and moves by weight.
//!
//! From the bottom up: `mean` (a bounded mean), `service_times`, `waiting` (who is absent, who leaves), `arrivals`,
//! `bookings` (how many of them come), `desks` (their days), `calls` (in which order, how fast).

mod arrivals;
mod bookings;
mod calls;
mod desks;
mod gaps;
mod mean;
mod service_times;
mod waiting;

pub use bookings::PastBookings;

use crate::learned::Learned;
use queue::{Setup, Timestamp};
use serde::{Deserialize, Serialize};
use visits::Log;

/// After so many days an observation counts half as much.
const HALF_LIFE_DAYS: f64 = 30.0;
/// A branch that was closed for longer forgets no more than this, in days.
const MOST_FORGOTTEN_DAYS: f64 = 10.0;

/// One past day of a branch.
#[derive(Debug, Clone, Copy)]
pub struct PastDay<'a> {
    pub log: &'a Log,
    pub bookings: PastBookings,
    /// The set-up of that day.
    pub setup: &'a Setup,
    /// The beginning of the local day.
    pub midnight: Timestamp,
    /// 0 is Monday.
    pub weekday: u8,
}

/// The sums from which a table is made. Days are added in their order. Sums that lack one of these are of an older format:
/// they are not read, and the days are learned anew.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Learner {
    days: u32,
    last: Option<Timestamp>,
    service_times: service_times::ServiceTimes,
    waiting: waiting::Waiting,
    arrivals: arrivals::ArrivalCounts,
    bookings: bookings::Bookings,
    desks: desks::Desks,
    calls: calls::Calls,
    gap: gaps::Gaps,
}

impl Learner {
    /// Learns from one more day. A day on which nobody came teaches nothing: the branch was closed.
    pub fn add(&mut self, day: PastDay) {
        if day.log.visits.is_empty() {
            return;
        }
        let passed = self.last.map_or(1.0, |last| crate::learned::minutes(day.midnight - last) / 1_440.0);
        self.forget(0.5_f64.powf(passed.clamp(0.0, MOST_FORGOTTEN_DAYS) / HALF_LIFE_DAYS));
        self.days += 1;
        self.last = Some(day.midnight);
        self.service_times.add(&day);
        self.waiting.add(&day);
        self.bookings.add(&day);
        self.calls.add(&day);
        self.gap.add(&day);
        // A day of a few visitors, in a branch that has many, was no usual day: it says nothing of rush hours and pauses.
        if self.arrivals.is_usual(&day) {
            self.arrivals.add(&day);
            self.desks.add(&day);
        }
    }

    fn forget(&mut self, keep: f64) {
        self.service_times.forget(keep);
        self.waiting.forget(keep);
        self.arrivals.forget(keep);
        self.bookings.forget(keep);
        self.calls.forget(keep);
        self.gap.forget(keep);
    }

    /// The table of what was learned so far, for a set-up.
    pub fn learned(&self, setup: &Setup) -> Learned {
        let mut learned = Learned::from_setup(setup);
        if self.days == 0 {
            return learned;
        }
        learned.days = self.days;
        self.service_times.teach(setup, &mut learned);
        self.waiting.teach(&mut learned);
        self.bookings.teach(&mut learned);
        self.calls.teach(&mut learned);
        learned.gap = self.gap.gap();
        learned.arrivals = self.arrivals.rates();
        learned.desk_days = self.desks.days();
        learned
    }
}
