//! What a branch's own past tells, as a small table. A [`Learner`](crate::Learner) makes it from the days of the branch;
//! [`Learned::from_setup`] is what is known before the first of them.
//!
//! The table is the same wherever it was made from the same days. It is written as JSON; a figure that an older table
//! lacks has its value from before the first day.

mod arrivals;
mod call_habits;
mod desk_days;
mod gap;
mod hazard;
mod risk;
mod service_time;

pub use arrivals::{Arrivals, QUARTERS, ServiceArrivals};
pub use call_habits::{CallHabits, PICKED_PLACES};
pub use desk_days::{DeskDay, DeskDays};
pub use gap::{GAP_EDGES, Gap};
pub use risk::{LEAVING_EDGES, Leaving, NoShows};
pub use service_time::ServiceTime;
pub(crate) use service_time::{MILLISECONDS_PER_MINUTE, milliseconds, minutes};

use queue::{DeskId, ServiceId, Setup};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is assumed of bookings before any were counted (8 of a hundred do not come).
pub(crate) const APPOINTMENTS_THAT_COME: f64 = 0.92;
/// A no-show keeps a desk this long, in minutes, before any was measured.
const NO_SHOW_MINUTES: f64 = 0.75;
/// How much the days of an unknown branch differ in pace, as the deviation of a logarithm.
const PACE_SPREAD: f64 = 0.12;

/// Everything that predictions need to know of a branch, beside its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Learned {
    /// How many days it was learned from.
    pub days: u32,
    pub services: BTreeMap<ServiceId, ServiceTime>,
    /// By how much a desk is slower than the branch, as a logarithm; below 0 for a quicker one.
    pub desk_pace: BTreeMap<DeskId, f64>,
    /// How much the pace of whole days differs, as the deviation of a logarithm.
    pub pace_spread: f64,
    /// How much slower the last days were than the days before, as a logarithm; 0 where chance explains it.
    pub recent_pace: f64,
    /// When desks opened, paused and closed.
    pub desk_days: BTreeMap<DeskId, DeskDays>,
    pub no_shows: NoShows,
    /// Who leaves the queue before being called.
    pub leaving: Leaving,
    pub arrivals: Arrivals,
    /// The share of the booked visitors who come.
    pub appointments_that_come: f64,
    pub call_habits: CallHabits,
    /// From a call to the beginning of the service.
    pub walk: ServiceTime,
    /// From the end of a service to the next call, while somebody waits.
    pub gap: Gap,
    /// How long a no-show keeps a desk.
    pub no_show: ServiceTime,
}

impl Default for Learned {
    fn default() -> Self {
        Self {
            days: 0,
            services: BTreeMap::new(),
            desk_pace: BTreeMap::new(),
            pace_spread: PACE_SPREAD,
            recent_pace: 0.0,
            desk_days: BTreeMap::new(),
            no_shows: NoShows::default(),
            leaving: Leaving::default(),
            arrivals: Arrivals::default(),
            appointments_that_come: APPOINTMENTS_THAT_COME,
            call_habits: CallHabits::default(),
            walk: ServiceTime::exactly(0.0),
            gap: Gap::default(),
            no_show: ServiceTime::exactly(NO_SHOW_MINUTES),
        }
    }
}

impl Learned {
    /// What is known before the branch's first day: the set-up's service times. Nobody else is expected to come, to leave
    /// or to be absent, and no desk to pause.
    pub fn from_setup(setup: &Setup) -> Self {
        let services = setup.services.iter().map(|(id, service)| (id.clone(), ServiceTime::from_setup(service)));
        Self { services: services.collect(), ..Self::default() }
    }

    /// The service times of a service; those of the set-up where the table does not have the service, because it is new.
    pub fn service_time(&self, id: &ServiceId, setup: &Setup) -> ServiceTime {
        let known = self.services.get(id).copied();
        known.or_else(|| setup.services.get(id).map(ServiceTime::from_setup)).unwrap_or(ServiceTime::exactly(0.0))
    }

    /// By how much a desk is slower than the branch, as a factor.
    pub(crate) fn desk_factor(&self, desk: &DeskId) -> f64 {
        self.desk_pace.get(desk).copied().unwrap_or(0.0).exp()
    }
}
