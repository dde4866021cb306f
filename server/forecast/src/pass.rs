//! One pass forward from the real state: the desk that becomes free first calls the ticket that the queue's call order
//! gives it, and so on until nobody waits whom an open desk serves.
//!
//! The pass is deterministic, and linear in the tickets that wait for each desk. Waits are counted from now, by the
//! set-up's service times. [`Branch::positions_at`] gives the call order of a desk, and [`ContestedCalls::choose`]
//! decides between priority and all others. A ticket counts for the service that it waits for now, not for the further
//! services of its visit. A parked ticket counts once it has been resumed. A paused desk counts as closed, since nobody
//! knows when it will call again.

mod desk;

use crate::Forecast;
use crate::estimate::{Estimate, UncertainTime};
use desk::CallingDesk;
use queue::{Branch, ContestedCalls, Duration, ServiceId, Setup, TicketId, Timestamp};
use std::collections::BTreeMap;

/// A visitor without priority who would take a ticket now.
struct Newcomer<'a> {
    service: &'a ServiceId,
    due: Timestamp,
    /// How long the newcomer waits, once a desk has called them.
    wait: Option<UncertainTime>,
}

struct Pass<'a> {
    branch: &'a Branch,
    setup: &'a Setup,
    now: Timestamp,
    service_times: BTreeMap<&'a ServiceId, UncertainTime>,
    /// The desks that still call, in the order of desk ids.
    desks: Vec<CallingDesk<'a>>,
    /// One newcomer for each service.
    newcomers: Vec<Newcomer<'a>>,
    called: Called,
    contested: ContestedCalls,
    waits: BTreeMap<TicketId, Estimate>,
}

/// Which tickets the pass has called. Ticket `n` has index `n - 1`.
pub(crate) struct Called(Vec<bool>);

pub(crate) fn run(branch: &Branch, setup: &Setup, now: Timestamp) -> Forecast {
    let service_times = setup.services.iter().map(|(id, service)| (id, UncertainTime::of_service(service))).collect();
    let newcomer = |(id, service)| Newcomer { service: id, due: setup.policy.due(service, false, now), wait: None };
    let newcomers = setup.services.iter().map(newcomer).collect();
    let desks = branch.desks();
    let desks = desks.filter_map(|(id, desk)| CallingDesk::of(branch, id, desk, &service_times, now)).collect();
    let called = Called(vec![false; branch.tickets().len()]);
    let contested = branch.contested();
    let waits = BTreeMap::new();
    let mut pass = Pass { branch, setup, now, service_times, desks, newcomers, called, contested, waits };
    while let Some(index) = pass.first_free() {
        pass.turn(index);
    }
    let next = pass.newcomers.iter().filter_map(|next| Some((next.service.clone(), next.wait?.estimate())));
    Forecast { next: next.collect(), tickets: pass.waits }
}

impl Pass<'_> {
    /// The desk that becomes free first; among equals the one with the smallest profile, then the smallest id.
    fn first_free(&self) -> Option<usize> {
        let desks = self.desks.iter().enumerate();
        desks.min_by_key(|(_, desk)| (desk.free.mean, desk.profile().len())).map(|(index, _)| index)
    }

    /// A desk becomes free. It calls a ticket; or it waits for a visitor who asked to be called later; or, when nobody
    /// waits for it, it leaves the pass.
    fn turn(&mut self, index: usize) {
        let desk = &mut self.desks[index];
        let (free, at) = (desk.free, self.now + Duration(desk.free.mean));
        let [regular, priority] = desk.heads(&self.called, at);
        let choose = |regular| self.contested.choose(&self.setup.policy, regular, priority);
        let unserved = self.newcomers.iter_mut().filter(|newcomer| newcomer.wait.is_none());
        for newcomer in unserved.filter(|newcomer| desk.profile().contains(newcomer.service)) {
            let position = self.branch.position_of_newcomer(desk.desk, newcomer.service, newcomer.due);
            let first = regular.map_or(position, |other| position.min(other));
            if choose(Some(first)).is_some_and(|choice| choice.ticket == position.ticket) {
                newcomer.wait = Some(free);
            }
        }
        if let Some(choice) = choose(regular) {
            let service = self.branch.ticket(choice.ticket).map(|ticket| &ticket.service);
            let service_time = service.and_then(|service| self.service_times.get(service)).copied();
            desk.free = free.then(service_time.unwrap_or_default());
            self.contested.count(choice.contested, choice.priority);
            self.called.add(choice.ticket);
            self.waits.insert(choice.ticket, free.estimate());
        } else if let Some(moment) = desk.next_moment(&self.called) {
            desk.free = UncertainTime { mean: (moment - self.now).0.max(free.mean), ..free };
        } else {
            self.desks.remove(index);
        }
    }
}

impl Called {
    pub(crate) fn contains(&self, ticket: TicketId) -> bool {
        Self::index_of(ticket).and_then(|index| self.0.get(index)).copied().unwrap_or(false)
    }

    fn add(&mut self, ticket: TicketId) {
        if let Some(called) = Self::index_of(ticket).and_then(|index| self.0.get_mut(index)) {
            *called = true;
        }
    }

    fn index_of(ticket: TicketId) -> Option<usize> {
        usize::try_from(ticket.0.checked_sub(1)?).ok()
    }
}
