//! What is true of a simulated branch on every day: how long its services really take, how fast its CSRs are, how
//! often each service is asked for.

use crate::draw::{Lognormal, Purpose, millis, normal, span, stream};
use crate::options::Options;
use queue::{CsrId, DeskId, Duration, ServiceId, Setup};
use std::collections::BTreeMap;

/// A branch that can be simulated for any day.
#[derive(Debug, Clone)]
pub struct Simulator {
    pub(crate) options: Options,
    pub(crate) seed: u64,
    pub(crate) services: BTreeMap<ServiceId, Truth>,
    pub(crate) crew: BTreeMap<DeskId, Csr>,
}

/// What is true of a service, whatever its set-up says.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    pub(crate) time: Lognormal,
    /// Visitors per millisecond of open time, over a usual week.
    pub(crate) rate: f64,
}

/// The CSR of a desk.
#[derive(Debug, Clone)]
pub(crate) struct Csr {
    pub(crate) id: CsrId,
    /// Services take so many times as long with this CSR.
    pub(crate) skill: f64,
}

impl Simulator {
    /// A branch with these services and desks. Its CSRs have the numbers 1, 2, ... in the order of the desks.
    pub fn new(setup: &Setup, options: Options, seed: u64) -> Self {
        let mut random = stream(seed, "", Purpose::Branch);
        let mut factor = |spread: f64| (spread * normal(&mut random) - spread * spread / 2.0).exp();
        let crew = (1..)
            .zip(setup.desks.keys())
            .map(|(number, desk)| (desk.clone(), Csr { id: CsrId(number), skill: factor(options.skill_spread) }))
            .collect();
        let work = work(setup, options.load);
        let overhead = millis(options.walk) + millis(options.changeover);
        let services = setup.services.iter().map(|(id, service)| {
            let drift = factor(options.drift);
            let mean = millis(service.expected) * drift;
            let p80 = span(millis(service.p80) * drift);
            let truth = Truth {
                time: Lognormal::with_p80(span(mean), p80),
                rate: work.get(id).copied().unwrap_or_default() / (mean + overhead),
            };
            (id.clone(), truth)
        });
        let services = services.collect();
        Self { options, seed, services, crew }
    }

    /// The same branch with other numbers for its CSRs. A desk that is not named keeps its CSR.
    #[must_use]
    pub fn with_crew(mut self, crew: &BTreeMap<DeskId, CsrId>) -> Self {
        for (desk, csr) in &mut self.crew {
            if let Some(id) = crew.get(desk) {
                csr.id = *id;
            }
        }
        self
    }

    /// How long a service takes at a desk for the visitor with this standard normal number.
    pub(crate) fn service_time(&self, service: &ServiceId, desk: &DeskId, visitor: f64, slow: f64) -> Duration {
        let Some(truth) = self.services.get(service) else { return Duration(1) };
        let skill = self.crew.get(desk).map_or(1.0, |csr| csr.skill);
        // A service takes at least ten seconds and at most four hours.
        span((truth.time.at(visitor) * skill * slow).clamp(1e4, 1.44e7))
    }
}

impl Simulator {
    /// The standard normal number of a visitor who is served for exactly so long at a desk.
    pub(crate) fn slowness(&self, service: &ServiceId, desk: &DeskId, served: Duration, slow: f64) -> f64 {
        let Some(truth) = self.services.get(service) else { return f64::NEG_INFINITY };
        let skill = self.crew.get(desk).map_or(1.0, |csr| csr.skill);
        truth.time.normal_at(millis(served) / (skill * slow))
    }
}

/// The work that each service asks for, in desks that it keeps busy. Every desk shares `load` of its time among the
/// services of its profile, so no desk is asked for more than it has.
fn work(setup: &Setup, load: f64) -> BTreeMap<ServiceId, f64> {
    let mut work = BTreeMap::new();
    for profile in setup.desks.values() {
        let share = load / f64::from(u32::try_from(profile.len()).unwrap_or(u32::MAX).max(1));
        for service in profile {
            *work.entry(service.clone()).or_insert(0.0) += share;
        }
    }
    work
}
