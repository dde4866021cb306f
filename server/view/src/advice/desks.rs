//! The pressure on the services of each desk.

use super::Case;
use forecast::QUARTERS;
use queue::{DeskId, ServiceId, Timestamp};
use staffing::{Advice, Pressure, Thresholds};
use std::collections::{BTreeMap, BTreeSet};

/// The forecast work counts for this long, in minutes.
const AHEAD_MINUTES: f64 = 30.0;
const QUARTER_MINUTES: f64 = 15.0;

/// Since when the pressure on a desk's services has been low.
#[derive(Debug, Clone, Default)]
pub struct Quiet(BTreeMap<DeskId, Timestamp>);

impl Quiet {
    /// Notes which desks have little to do at `now`.
    pub(super) fn note(&mut self, desks: &Desks, now: Timestamp) {
        let low = |id: &DeskId| desks.pressure.get(id).is_some_and(|pressure| pressure.is_low(&Thresholds::default()));
        self.0.retain(|id, _| low(id));
        for id in desks.pressure.keys().filter(|id| low(id)) {
            self.0.entry(id.clone()).or_insert(now);
        }
    }

    fn minutes(&self, id: &DeskId, now: Timestamp) -> f64 {
        self.0.get(id).map_or(0.0, |since| f64::from((now - *since).whole_minutes()))
    }
}

/// The desks of a branch with the pressure on each.
pub(super) struct Desks {
    pressure: BTreeMap<DeskId, Pressure>,
    /// The services that people wait for.
    waiting: BTreeSet<ServiceId>,
    /// Desks that are open, without a ticket and not paused, with their profiles.
    free: Vec<(DeskId, BTreeSet<ServiceId>)>,
}

impl Desks {
    pub(super) fn of(case: &Case) -> Self {
        let branch = case.branch;
        let work: BTreeMap<&ServiceId, (f64, f64)> = services(case).collect();
        let expected = case.learned.arrivals.expected_until(case.today.weekday, minutes_of_day(case));
        let came = f64::from(branch.counts().issued);
        let pressure = branch.desks().map(|(id, desk)| {
            let sums = desk.profile.iter().filter_map(|service| work.get(service));
            let (waiting, coming) = sums.fold((0.0, 0.0), |(waiting, coming), one| (waiting + one.0, coming + one.1));
            let open = branch.desks().filter(|(_, other)| works(other) && !other.profile.is_disjoint(&desk.profile));
            let open_desks = crate::units::count(open.count());
            let pressure = Pressure {
                waiting_minutes: waiting,
                coming_minutes: coming,
                desk_minutes: AHEAD_MINUTES * f64::from(open_desks),
                came,
                expected,
                open_desks,
            };
            (id.clone(), pressure)
        });
        let free = branch.desks().filter(|(_, desk)| works(desk) && desk.ticket().is_none());
        Self {
            pressure: pressure.collect(),
            waiting: branch.waiting().map(|ticket| ticket.service.clone()).collect(),
            free: free.map(|(id, desk)| (id.clone(), desk.profile.clone())).collect(),
        }
    }

    /// What the pressure on a desk's services asks for.
    pub(super) fn advice(&self, id: &DeskId, quiet: &Quiet, now: Timestamp) -> Advice {
        let minutes = quiet.minutes(id, now);
        self.pressure.get(id).map_or(Advice::Keep, |pressure| pressure.advice(&Thresholds::default(), minutes))
    }

    /// The services of a profile that people wait for.
    pub(super) fn waited_for(&self, profile: &BTreeSet<ServiceId>) -> BTreeSet<ServiceId> {
        self.waiting.intersection(profile).cloned().collect()
    }

    /// A desk that is free, has little to do, and serves none of these services.
    pub(super) fn idle(&self, services: &BTreeSet<ServiceId>, thresholds: &Thresholds) -> Option<&DeskId> {
        let low = |id: &DeskId| self.pressure.get(id).is_some_and(|pressure| pressure.is_low(thresholds));
        let fits = |(id, profile): &&(DeskId, BTreeSet<ServiceId>)| profile.is_disjoint(services) && low(id);
        self.free.iter().find(fits).map(|(id, _)| id)
    }
}

/// Whether a desk calls tickets.
fn works(desk: &queue::Desk) -> bool {
    desk.csr().is_some() && desk.pause().is_none()
}

/// The work that waits for each service, and the work that will come, in minutes.
fn services<'a>(case: &Case<'a>) -> impl Iterator<Item = (&'a ServiceId, (f64, f64))> {
    let Case { branch, learned, .. } = *case;
    let first = minutes_of_day(case);
    let weekday = case.today.weekday;
    let setup = branch.setup();
    setup.into_iter().flat_map(|setup| setup.services.keys().map(move |id| (setup, id))).map(move |(setup, id)| {
        let mean = learned.service_time(id, setup).mean();
        let coming = expected(&learned.arrivals, id, weekday, first);
        (id, (f64::from(branch.waiting_count_in(id)) * mean, coming * mean))
    })
}

/// The visitors who are expected in the next half hour, with the parts of the quarter hours at both ends.
fn expected(arrivals: &forecast::Arrivals, id: &ServiceId, weekday: u8, first: f64) -> f64 {
    let part = |quarter: usize| {
        let from = f64::from(crate::units::count(quarter)) * QUARTER_MINUTES;
        let shared = (from + QUARTER_MINUTES).min(first + AHEAD_MINUTES) - from.max(first);
        shared.max(0.0) / QUARTER_MINUTES
    };
    (0..QUARTERS).map(|quarter| part(quarter) * arrivals.expected(id, weekday, quarter)).sum()
}

/// The minutes of the branch's day that have passed.
fn minutes_of_day(case: &Case) -> f64 {
    f64::from((case.now - case.today.midnight).whole_minutes())
}
