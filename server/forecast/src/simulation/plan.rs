//! A branch at one moment, made ready for many runs: names become indexes, and what is the same in every run is worked
//! out once.

use super::Change;
use super::current::Current;
use super::futures::{DeskNow, Future, NEVER};
use super::lines::{Entry, Lines};
use super::visitors::{Crowd, Parked, Visitor, due};
use crate::learned::{Learned, ServiceTime, minutes};
use crate::today::{Pace, Today};
use queue::{Bound, Branch, ContestedCalls, Desk, DeskId, DeskState, Duration, ServiceId, Setup, Ticket, Timestamp};
use std::collections::BTreeSet;

/// The shortest time, after now, for which runs go on.
const SHORTEST: Duration = Duration::minutes(60);

/// A visitor who should be there already comes this long from now.
const LATE_ARRIVAL: Duration = Duration::minutes(1);

/// A desk of the plan.
pub(crate) struct PlannedDesk {
    /// The lines that the desk calls from, each with the delay that it adds to their due times, in milliseconds.
    pub(crate) lines: Vec<(usize, i64)>,
    pub(crate) serves: Vec<bool>,
    pub(crate) current: Option<Current>,
    /// By how much the desk is slower than the branch, as a factor.
    pub(crate) factor: f64,
    pub(crate) futures: Vec<Future>,
    pub(crate) gap: Option<Gap>,
}

/// A desk is free since some minutes; perhaps it is not ready for the next visitor yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gap {
    since: f64,
    /// Somebody whom the desk serves has been waiting meanwhile, so it is not ready.
    awaited: bool,
}

impl PlannedDesk {
    /// The minutes until the desk is ready, in one run, for a number of the exponential distribution with mean 1.
    pub(crate) fn gap_left(&self, gap: &crate::Gap, chance: f64) -> f64 {
        match self.gap {
            Some(Gap { since, awaited: true }) => gap.left(since, chance),
            Some(Gap { since, awaited: false }) => (gap.at(chance) - since).max(0.0),
            None => 0.0,
        }
    }
}

pub(crate) struct Plan<'a> {
    pub(crate) setup: &'a Setup,
    pub(crate) learned: &'a Learned,
    pub(crate) now: Timestamp,
    /// When the branch closes today.
    pub(crate) closing: Timestamp,
    /// Runs end here at the latest.
    pub(crate) end: Timestamp,
    pub(crate) pace: Pace,
    /// The service times, by index of the service.
    pub(crate) times: Vec<ServiceTime>,
    /// In the order in which free desks call: the smallest profile first, then the smallest id.
    pub(crate) desks: Vec<PlannedDesk>,
    /// The first `waiting` of them wait. Then come those at desks.
    pub(crate) visitors: Vec<Visitor>,
    pub(crate) waiting: usize,
    pub(crate) lines: Lines,
    pub(crate) parked: Vec<Parked>,
    pub(crate) crowd: Crowd,
    /// How uncertain the number of visitors is who will still come, as the deviation of a logarithm.
    pub(crate) crowd_spread: f64,
    /// The bookings of the rest of the day: index of the service, booked time.
    pub(crate) booked: Vec<(usize, Timestamp)>,
    pub(crate) contested: ContestedCalls,
    /// The ticket id of the next visitor who comes.
    pub(crate) next_ticket: u32,
}

/// A desk as it is after the changes that are asked about.
fn changed(id: &DeskId, desk: &Desk, changes: &[Change]) -> (Desk, bool) {
    let (mut desk, mut closes) = (desk.clone(), false);
    for change in changes {
        match change {
            Change::Open(other) if other == id => {
                let (csr, ticket) = (desk.csr().unwrap_or(queue::CsrId(u32::MAX)), desk.ticket());
                (desk.state, closes) = (DeskState::Open { csr, ticket, pause: None }, false);
            }
            Change::Close(other) if other == id => closes = true,
            Change::Profile(other, profile) if other == id => {
                desk.profile.clone_from(profile);
                desk.preference.clear();
            }
            _ => {}
        }
    }
    (desk, closes)
}

/// When a visitor can be called at the earliest, and when they are due. Who is away and was not told to come counts as if
/// they sat there: their wait says when to tell them. Who was told, or has left, comes when they are expected.
fn comes(ticket: &Ticket, now: Timestamp) -> (Timestamp, Timestamp) {
    let expected = ticket.remote.as_ref().filter(|remote| remote.is_away()).and_then(queue::Remote::expected_at);
    match expected {
        Some(at) => {
            let at = at.max(now + LATE_ARRIVAL);
            (at, ticket.due.max(at))
        }
        None => (ticket.not_before.unwrap_or(ticket.issued_at.min(now)), ticket.due),
    }
}

impl<'a> Plan<'a> {
    /// `None` where no day is open.
    pub(crate) fn new(
        branch: &'a Branch,
        learned: &'a Learned,
        today: &'a Today,
        now: Timestamp,
        changes: &[Change],
    ) -> Option<Self> {
        let setup = branch.setup().filter(|_| !branch.is_closed())?;
        let services: Vec<&ServiceId> = setup.services.keys().collect();
        let index = |id: &ServiceId| services.binary_search(&id).ok();
        let closing = setup.hours.iter().map(|opening| opening.to).chain(branch.closes_at(now)).max().unwrap_or(now);
        let mut ids: Vec<(&DeskId, Desk, bool)> = branch
            .desks()
            .map(|(id, desk)| {
                let (desk, closes) = changed(id, desk, changes);
                (id, desk, closes)
            })
            .collect();
        ids.sort_by_key(|(id, desk, _)| (desk.profile.len(), *id));
        let place = |bound: &Bound| match bound {
            Bound::Desk(desk) => ids.iter().position(|(id, _, _)| *id == desk),
            Bound::Csr(csr) => ids.iter().position(|(_, desk, _)| desk.csr() == Some(*csr)),
        };
        let mut plan = Self {
            setup,
            learned,
            now,
            closing,
            end: (closing + setup.policy.overtime).max(now + SHORTEST),
            pace: today.pace(learned, now),
            times: services.iter().map(|id| learned.service_time(id, setup)).collect(),
            desks: Vec::with_capacity(ids.len()),
            visitors: Vec::new(),
            waiting: 0,
            lines: Lines::new(services.len() + ids.len()),
            parked: Vec::new(),
            crowd: Crowd::of(branch, setup, learned, today, now),
            crowd_spread: today.crowd_spread(),
            booked: Vec::new(),
            contested: branch.contested(),
            next_ticket: branch.counts().issued + 1,
        };
        let visitor = |ticket: &Ticket| {
            let service = index(&ticket.service)?;
            let line = ticket.bound.as_ref().and_then(&place).map_or(service, |desk| services.len() + desk);
            let leg = |other: &ServiceId| Some((index(other)?, due(setup, ticket, setup.services.get(other)?)));
            let further = ticket.then.iter().filter(|other| !ticket.delivered.contains(other));
            let mut then: Vec<_> = further.filter_map(leg).collect();
            then.reverse();
            let (priority, issued) = (ticket.priority, ticket.issued_at);
            let (not_before, due) = comes(ticket, now);
            Some(Visitor { ticket: ticket.id, service, line, priority, due, issued, not_before, then })
        };
        for ticket in branch.waiting() {
            let Some(visitor) = visitor(ticket) else { continue };
            plan.lines.0[visitor.line][usize::from(visitor.priority)].insert(Entry {
                due: visitor.due,
                ticket: visitor.ticket,
                not_before: visitor.not_before,
                issued: visitor.issued,
                visitor: plan.visitors.len(),
            });
            plan.visitors.push(visitor);
        }
        plan.waiting = plan.visitors.len();
        plan.parked = branch.parked().filter_map(|ticket| Parked::of(ticket, visitor(ticket)?)).collect();
        let booked = today.booked.iter().flatten();
        plan.booked = booked.filter_map(|booked| Some((index(&booked.service)?, booked.at))).collect();
        for (place, (id, desk, closes)) in ids.iter().enumerate() {
            let ticket = desk.ticket().and_then(|ticket| branch.ticket(ticket));
            let current = ticket.and_then(|ticket| {
                let current = Current::of(ticket, plan.visitors.len(), now)?;
                plan.visitors.push(visitor(ticket)?);
                Some(current)
            });
            let so_far = today.desks.get(*id).copied().unwrap_or_default();
            let past = learned.desk_days.get(*id);
            let state = DeskNow { desk, so_far, past, today, now, closing };
            let futures = if *closes { Future::closes(now) } else { state.futures() };
            let sent = services.len() + place;
            let lines = desk_lines(setup, desk, &services).chain([(sent, 0)]).collect();
            let serves = services.iter().map(|id| desk.profile.contains(*id)).collect();
            let factor = learned.desk_factor(id);
            let lines: Vec<(usize, i64)> = lines;
            let gap = so_far.free_since.filter(|_| desk.ticket().is_none() && desk.pause().is_none()).map(|since| {
                let awaits = |visitor: &Visitor| visitor.issued < now && visitor.not_before <= now;
                let here = |visitor: &&Visitor| lines.iter().any(|(line, _)| *line == visitor.line);
                let awaited = plan.visitors[..plan.waiting].iter().filter(here).any(awaits);
                Gap { since: minutes(now - since), awaited }
            });
            plan.desks.push(PlannedDesk { lines, serves, current, factor, futures, gap });
        }
        Some(plan)
    }

    /// Whether some desk that calls from a line may still be there today.
    pub(crate) fn can_be_served(&self, line: usize) -> bool {
        let gone = |future: &Future| future.away.first().is_some_and(|away| away.to == NEVER && away.from <= self.now);
        let comes = |desk: &PlannedDesk| !desk.futures.iter().all(gone);
        self.desks.iter().any(|desk| comes(desk) && desk.lines.iter().any(|(other, _)| *other == line))
    }

    /// The services, in the order of their indexes.
    pub(crate) fn services(&self) -> impl Iterator<Item = &'a ServiceId> + use<'a> {
        self.setup.services.keys()
    }
}

/// The lines of a desk's services, each with the delay of its place in the desk's order of preference.
fn desk_lines<'a>(
    setup: &'a Setup,
    desk: &'a Desk,
    services: &'a [&ServiceId],
) -> impl Iterator<Item = (usize, i64)> + 'a {
    let profile: &BTreeSet<ServiceId> = &desk.profile;
    profile.iter().filter_map(move |id| {
        let rank = i64::try_from(desk.rank(id)).unwrap_or(i64::MAX);
        Some((services.binary_search(&id).ok()?, setup.policy.preference_step.0.saturating_mul(rank)))
    })
}
