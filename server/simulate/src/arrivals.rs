//! The visitors of one day: an inhomogeneous Poisson process over the open time.

use crate::branch::Simulator;
use crate::draw::{Purpose, exponential, millis, normal, span, stream};
use crate::options::Options;
use crate::plan::Plan;
use queue::{Duration, Opening, ServiceId, Timestamp};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Who leaves the queue and says so does it after so many milliseconds, on average.
pub(crate) const LEAVES_AFTER: f64 = 900_000.0;

/// A visitor, with every chance of theirs drawn beforehand: a change of the desks' ways leaves the visitors as they are.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) at: Timestamp,
    pub(crate) service: ServiceId,
    pub(crate) priority: bool,
    pub(crate) booked: Option<Timestamp>,
    /// Whether the visitor has booked and does not come.
    pub(crate) misses: bool,
    /// The standard normal number behind the service time.
    pub(crate) slowness: f64,
    /// Uniform: whether the visitor answers the call after a given wait.
    pub(crate) patience: f64,
    /// How long the walk to the desk takes.
    pub(crate) walk: Duration,
    /// When the visitor leaves the queue, unless called before.
    pub(crate) cancels: Option<Timestamp>,
}

/// The visitors of the day, in the order in which they come; those who have booked and do not are among them.
pub(crate) fn of_day(simulator: &Simulator, plan: &Plan) -> Vec<Visitor> {
    let mut random = stream(simulator.seed, plan.day.as_str(), Purpose::Arrivals);
    let crowd = crowd(simulator, plan, &mut random);
    of_crowd(simulator, plan, crowd, &mut random)
}

/// How busy the day is, relative to a usual week: the first that its stream of chances says.
pub(crate) fn crowd(simulator: &Simulator, plan: &Plan, random: &mut ChaCha8Rng) -> f64 {
    let Options { profile, day_spread, .. } = &simulator.options;
    let weekday = profile.weekdays.get(plan.weekday).copied().unwrap_or(1.0);
    weekday * (day_spread * normal(random) - day_spread * day_spread / 2.0).exp()
}

/// The visitors of a day that is so busy.
pub(crate) fn of_crowd(simulator: &Simulator, plan: &Plan, crowd: f64, random: &mut ChaCha8Rng) -> Vec<Visitor> {
    let profile = &simulator.options.profile;
    let open: f64 = plan.setup.hours.iter().map(length).sum();
    let usual: f64 = simulator.services.values().map(|truth| truth.rate).sum();
    let most = usual * crowd * profile.most() / profile.mean();
    let mut visitors = Vec::new();
    // The time runs over the openings alone, without the hours between them.
    let mut passed = 0.0;
    loop {
        // Without visitors the first one comes after an endless time.
        passed += exponential(random) / most;
        let Some(at) = moment(&plan.setup.hours, passed) else { break };
        let busy = profile.height(passed / open) / profile.most();
        let comes = random.random::<f64>() < busy;
        if let Some(service) = pick_service(simulator, usual, random.random())
            && comes
        {
            visitors.extend(visitor(&simulator.options, &plan.setup.hours, at, service, random));
        }
    }
    visitors.sort_by_key(|visitor| visitor.at);
    visitors
}

/// A visitor who comes at this time, or some minutes around a booking of about this time.
fn visitor(
    options: &Options,
    hours: &[Opening],
    at: Timestamp,
    service: ServiceId,
    random: &mut ChaCha8Rng,
) -> Option<Visitor> {
    let priority = random.random::<f64>() < options.priority_share;
    let has_booked = random.random::<f64>() < options.appointment_share;
    let misses = random.random::<f64>() < options.missed_share;
    let early = span((6.0 + 5.0 * normal(random)) * 60_000.0);
    let slowness = normal(random);
    let patience = random.random();
    let walk = options.walk(random);
    let leaves = (random.random::<f64>() < options.cancel_share).then(|| span(exponential(random) * LEAVES_AFTER));
    let opening = hours.iter().find(|opening| opening.from <= at && at < opening.to)?;
    let booked = has_booked.then(|| quarter_after(at)).filter(|booked| *booked < opening.to);
    // Nobody gets in before the branch opens.
    let at = booked.map_or(at, |booked| (booked - early).max(opening.from));
    let cancels = leaves.map(|wait| at + wait);
    let misses = misses && booked.is_some();
    Some(Visitor { at, service, priority, booked, misses, slowness, patience, walk, cancels })
}

/// A visitor who comes now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somebody {
    pub service: ServiceId,
    pub priority: bool,
    /// Whether the visitor has the first, the second, ... document of a list at hand.
    pub at_hand: [bool; 12],
}

impl Simulator {
    /// Somebody who comes now, by the seed; `None` where the branch has no service.
    pub fn somebody(&self) -> Option<Somebody> {
        /// So much of what a service asks for visitors have with them.
        const AT_HAND: f64 = 0.8;
        let mut random = stream(self.seed, "somebody", Purpose::Arrivals);
        let usual: f64 = self.services.values().map(|truth| truth.rate).sum();
        let service = pick_service(self, usual, random.random())?;
        let priority = random.random::<f64>() < self.options.priority_share;
        let at_hand = std::array::from_fn(|_| random.random::<f64>() < AT_HAND);
        Some(Somebody { service, priority, at_hand })
    }
}

/// The first quarter hour that begins at this time or later.
fn quarter_after(at: Timestamp) -> Timestamp {
    const QUARTER: i64 = 15 * 60_000;
    Timestamp((at.0 + QUARTER - 1).div_euclid(QUARTER) * QUARTER)
}

/// The service at a uniform number, each by its share of the visitors.
fn pick_service(simulator: &Simulator, usual: f64, uniform: f64) -> Option<ServiceId> {
    let mut left = uniform * usual;
    let found = simulator.services.iter().find(|(_, truth)| {
        left -= truth.rate;
        left < 0.0
    });
    found.or(simulator.services.iter().next_back()).map(|(service, _)| service.clone())
}

/// The moment at which the branch has been open so many milliseconds; `None` after its last closing.
fn moment(hours: &[Opening], mut passed: f64) -> Option<Timestamp> {
    for opening in hours {
        if passed < length(opening) {
            return Some(opening.from + span(passed.floor()));
        }
        passed -= length(opening);
    }
    None
}

fn length(opening: &Opening) -> f64 {
    millis(opening.to - opening.from)
}
