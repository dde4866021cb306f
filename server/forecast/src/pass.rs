//! One pass forward from the real state: the desk that becomes free first calls the ticket that the queue's call
//! order gives it, and so on until nobody waits whom an open desk serves.
//!
//! Deterministic, and linear in the tickets that wait for each desk. Waits are from now, by the set-up's service times.
//! Whom a desk may call, and in which order, is what [`Branch::waiting_for`] says; a ticket counts for the service that
//! it waits for now, and not for what its visit is also for; who is parked counts once they are back. A desk that takes
//! a pause is as if it were closed, since nobody knows when it will call again.

mod station;

use crate::Forecast;
use crate::estimate::{Estimate, Wait};
use queue::{Branch, Contested, Duration, ServiceId, Setup, TicketId, Timestamp};
use station::{Candidate, Station};
use std::collections::BTreeMap;

/// A position in the call order: the due time, then the arrival.
type Position = (Timestamp, TicketId);

/// What would become of the next visitor for a service.
struct Next<'a> {
    service: &'a ServiceId,
    due: Timestamp,
    /// How long that visitor would wait, once known.
    waits: Option<Wait>,
}

struct Pass<'a> {
    now: Timestamp,
    setup: &'a Setup,
    times: BTreeMap<&'a ServiceId, Wait>,
    /// In the order of desk ids.
    stations: Vec<Station<'a>>,
    next: Vec<Next<'a>>,
    /// By the ticket's place among the day's.
    called: Vec<bool>,
    contested: Contested,
    tickets: BTreeMap<TicketId, Estimate>,
}

pub(crate) fn run(branch: &Branch, setup: &Setup, now: Timestamp) -> Forecast {
    let times = setup.services.iter().map(|(id, service)| (id, Wait::of_service(service))).collect();
    let next = |(service, times)| Next { service, due: setup.policy.due(times, false, now), waits: None };
    let next: Vec<Next> = setup.services.iter().map(next).collect();
    let stations = branch.desks().filter_map(|(id, desk)| Station::of(branch, id, desk, &times, now)).collect();
    let called = vec![false; branch.tickets().len()];
    let contested = branch.contested();
    let mut pass = Pass { now, setup, times, stations, next, called, contested, tickets: BTreeMap::new() };
    while let Some(station) = pass.first_free() {
        pass.turn(branch, station);
    }
    let next = pass.next.iter().filter_map(|next| Some((next.service.clone(), next.waits?.estimate())));
    Forecast { next: next.collect(), tickets: pass.tickets }
}

impl Pass<'_> {
    /// The desk that becomes free first; among equals the one with the smallest profile, then the smallest id.
    fn first_free(&self) -> Option<usize> {
        let stations = self.stations.iter().enumerate();
        stations.min_by_key(|(_, station)| (station.free.mean, station.desk.profile.len())).map(|(place, _)| place)
    }

    /// A desk becomes free: it calls, or waits for who asked to be called later, or, when nobody waits for it, is done.
    fn turn(&mut self, branch: &Branch, place: usize) {
        let station = &mut self.stations[place];
        let (free, at) = (station.free, self.now + Duration(station.free.mean));
        let [plain, priority] = station.first(&self.called, at);
        let desk = station.desk;
        let had_its_share = self.contested.had_its_share(&self.setup.policy);
        for next in self.next.iter_mut().filter(|next| next.waits.is_none() && desk.profile.contains(next.service)) {
            let stands = (next.due + branch.step(desk, next.service), TicketId(u32::MAX));
            let before = |other: Option<Candidate>| other.is_none_or(|(place, _)| stands < place);
            if before(plain) && (before(priority) || had_its_share) {
                next.waits = Some(free);
            }
        }
        let chosen = match (plain, priority) {
            (Some(plain), Some(priority)) => {
                let first = plain.0 < priority.0 || had_its_share;
                self.contested.count(!first);
                Some(if first { plain } else { priority })
            }
            (plain, priority) => plain.or(priority),
        };
        if let Some((_, ticket)) = chosen {
            station.free = free.then(self.times.get(&ticket.service).copied().unwrap_or_default());
            station::set(&mut self.called, ticket.id);
            self.tickets.insert(ticket.id, free.estimate());
        } else if let Some(moment) = station.next_moment(&self.called) {
            station.free = Wait { mean: (moment - self.now).0.max(free.mean), ..free };
        } else {
            self.stations.remove(place);
        }
    }
}
