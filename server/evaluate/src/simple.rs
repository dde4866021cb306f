//! The simpler ways to tell a wait, on the same tickets, from the same state and the same learned means.
//!
//! A visitor who finds a free desk is not measured, since everybody sees that desk.

use forecast::Learned;
use queue::{Branch, Desk, ServiceId, Setup, TicketId, Timestamp};
use std::collections::BTreeMap;

/// A way to tell a wait without looking ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The mean time of the service, times the position in its own queue, over the desks that serve it.
    OwnAverage,
    /// The mean time of all services, times the position in the branch, over all desks.
    PooledAverage,
    /// The last to enter service: the wait of the visitor who was called last for the same service.
    LastWait,
    /// The queue length with learned means: the mean times of all who come before, over the desks that serve the service.
    QueueLength,
}

pub const METHODS: [Method; 4] = [Method::OwnAverage, Method::PooledAverage, Method::LastWait, Method::QueueLength];

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Self::OwnAverage => "own average",
            Self::PooledAverage => "pooled average",
            Self::LastWait => "last wait (LES)",
            Self::QueueLength => "queue length (QLm)",
        }
    }
}

/// The waits that were last on this day, in minutes.
#[derive(Debug, Default)]
pub(crate) struct LastWaits {
    services: BTreeMap<ServiceId, f64>,
    any: f64,
}

impl LastWaits {
    pub(crate) fn add(&mut self, service: &ServiceId, waited: f64) {
        self.services.insert(service.clone(), waited);
        self.any = waited;
    }
}

/// Whether a desk that nobody else waits for is free for a visitor.
pub(crate) fn finds_a_free_desk(branch: &Branch, id: TicketId, now: Timestamp) -> bool {
    let Some(ticket) = branch.ticket(id) else { return false };
    let calls = |desk: &&Desk| desk.csr().is_some() && desk.pause().is_none();
    let serving = branch.desks().map(|(_, desk)| desk).filter(calls);
    let mut serving = serving.filter(|desk| desk.profile.contains(&ticket.service));
    serving.any(|desk| desk.ticket().is_none() && !waits_for(branch, desk, id, now))
}

/// What each method tells the visitor who has just taken a ticket, in minutes, in the order of [`METHODS`].
pub(crate) fn tell(
    branch: &Branch,
    learned: &Learned,
    last: &LastWaits,
    ticket: TicketId,
) -> Option<[f64; METHODS.len()]> {
    let (setup, ticket) = (branch.setup()?, branch.ticket(ticket)?);
    let calls = |desk: &&Desk| desk.csr().is_some() && desk.pause().is_none();
    let open = || branch.desks().map(|(_, desk)| desk).filter(calls);
    let serving = || open().filter(|desk| desk.profile.contains(&ticket.service));
    let mean = |service: &ServiceId| learned.service_time(service, setup).mean();
    let place_in_queue = branch.waiting_count_in(&ticket.service).max(1);
    let own = f64::from(place_in_queue) * mean(&ticket.service) / count(serving().count());
    let pooled = f64::from(branch.waiting_count().max(1)) * pooled_mean(learned, setup) / count(open().count());
    let before = before(branch, ticket.id);
    let work: f64 = before.iter().map(mean).sum::<f64>() + mean(&ticket.service);
    let queue = work / count(serving().count());
    let last = last.services.get(&ticket.service).copied().unwrap_or(last.any);
    Some([own, pooled, last, queue])
}

/// Whether anybody but this visitor waits for a desk.
fn waits_for(branch: &Branch, desk: &Desk, ticket: TicketId, now: Timestamp) -> bool {
    branch.waiting().any(|other| other.id != ticket && desk.profile.contains(&other.service) && !other.is_later(now))
}

/// The services of those who wait and come before a ticket at a desk that could serve both.
fn before(branch: &Branch, id: TicketId) -> Vec<ServiceId> {
    let Some(ticket) = branch.ticket(id) else { return Vec::new() };
    let share = |other: &ServiceId| {
        let desks = branch.desks().map(|(_, desk)| desk);
        desks.into_iter().any(|desk| desk.profile.contains(other) && desk.profile.contains(&ticket.service))
    };
    let ahead = branch.waiting().take_while(|other| other.id != id);
    ahead.map(|other| &other.service).filter(|service| share(service)).cloned().collect()
}

/// The mean service time of all visitors, each service weighted by how many came for it.
fn pooled_mean(learned: &Learned, setup: &Setup) -> f64 {
    let services = setup.services.keys().map(|id| {
        let time = learned.service_time(id, setup);
        (time.observations + 1.0, time.mean())
    });
    let (weight, sum) = services.fold((0.0, 0.0), |(all, sum), (weight, mean)| (all + weight, sum + weight * mean));
    sum / weight
}

fn count(desks: usize) -> f64 {
    f64::from(u32::try_from(desks.max(1)).unwrap_or(u32::MAX))
}
