//! The best that can be known of a simulated day. Who knows all that is true of the branch, how busy the day is, and what anybody can see
//! in the lobby, plays the rest of the day again and again with other chances. It is the generator itself, so no forecast of these days
//! can be righter on average. Evaluations are measured by it; the product never asks it.

use crate::arrivals::{LEAVES_AFTER, crowd, of_crowd};
use crate::branch::Simulator;
use crate::day::{Agenda, Due};
use crate::desk::{Doing, PATIENCE, Place, shift};
use crate::draw::{Purpose, exponential, millis, normal, normal_above, span, stream};
use crate::plan::Plan;
use crate::running::Running;
use queue::{Desk, Duration, ServiceId, TicketId, TicketState, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A chance that has not come true in so many draws is taken to come true now.
const DRAWS: usize = 1_000;

/// How long a visitor may wait, seen from the moment at which they come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odds {
    /// The number on the ticket.
    pub ticket: String,
    /// The wait in each run in which the visitor was called, shortest first.
    pub waits: Vec<Duration>,
}

impl Simulator {
    /// Plays the rest of the day so many times for each visitor whose ticket is wanted, from the moment at which they come.
    pub fn odds(&self, plan: &Plan, runs: u32, wanted: impl Fn(&str) -> bool) -> Vec<Odds> {
        let crowd = crowd(self, plan, &mut stream(self.seed, plan.day.as_str(), Purpose::Arrivals));
        let mut odds = Vec::new();
        self.day_with(plan, |agenda, places, visitor, now| {
            let Running { branch, holders, .. } = &agenda.running;
            let ticket = TicketId(branch.counts().issued);
            let Some(number) = branch.ticket(ticket).map(|ticket| ticket.number.to_string()) else { return };
            // A visitor who was refused has no ticket.
            if holders.last() != Some(&visitor) || !wanted(&number) {
                return;
            }
            // These chances are none of the day's own.
            let mut random = stream(!self.seed, &format!("{} {number}", plan.day), Purpose::Desks);
            let wait = |_| Another { now, crowd, agenda, places }.wait(ticket, &mut random);
            let mut waits: Vec<Duration> = (0..runs).filter_map(wait).collect();
            waits.sort_unstable();
            odds.push(Odds { ticket: number, waits });
        });
        odds
    }
}

/// The rest of a day with other chances than its own.
struct Another<'a> {
    now: Timestamp,
    crowd: f64,
    agenda: &'a Agenda<'a>,
    places: &'a [Place],
}

impl Another<'_> {
    /// How long the visitor waits this time; `None` where they are not called.
    fn wait(&self, ticket: TicketId, random: &mut ChaCha8Rng) -> Option<Duration> {
        let Running { simulator, plan, branch, visitors, holders, .. } = &self.agenda.running;
        let mut running = Running {
            simulator,
            plan,
            branch: branch.clone(),
            random: ChaCha8Rng::from_rng(random),
            visitors: visitors.clone(),
            missed: Vec::new(),
            holders: holders.clone(),
            steps: Vec::new(),
        };
        let mut due = BinaryHeap::new();
        self.waiting(&mut running, &mut due, random);
        self.coming(&mut running, &mut due, random);
        let mut places = self.places.to_vec();
        for (index, place) in places.iter_mut().enumerate().filter(|(_, place)| !place.is_done()) {
            self.desk(place, index, &mut running);
            due.push(Reverse((place.until, Due::Desk(index))));
        }
        let mut agenda = Agenda { running, tokens: self.agenda.tokens.clone(), due };
        while let Some(Reverse((at, due))) = agenda.due.pop() {
            agenda.happens(due, at, &mut places);
            match agenda.running.branch.ticket(ticket)?.state {
                TicketState::Waiting => {}
                TicketState::Called { .. } | TicketState::Serving { .. } => return Some(at - self.now),
                _ => return None,
            }
        }
        None
    }

    /// Of those who wait nothing is known but for what they come, since when, and that they have not left.
    fn waiting(&self, running: &mut Running, due: &mut BinaryHeap<Reverse<(Timestamp, Due)>>, random: &mut ChaCha8Rng) {
        let Running { simulator, branch, visitors, holders, .. } = running;
        for ticket in branch.waiting() {
            let place = usize::try_from(ticket.id.0).unwrap_or(usize::MAX);
            let holder = place.checked_sub(1).and_then(|index| holders.get(index));
            let Some(visitor) = holder.and_then(|index| visitors.get_mut(*index)) else { continue };
            visitor.slowness = normal(random);
            visitor.patience = random.random();
            visitor.walk = simulator.options.walk(random);
            let leaves = simulator.options.cancel_share;
            let stays_so_long = leaves * (-millis(self.now - visitor.at) / LEAVES_AFTER).exp();
            if random.random::<f64>() < stays_so_long / (1.0 - leaves + stays_so_long) {
                due.push(Reverse((self.now + span(exponential(random) * LEAVES_AFTER), Due::Leaves(place))));
            }
        }
    }

    /// Other visitors come than those of the day, and as many on average.
    fn coming(&self, running: &mut Running, due: &mut BinaryHeap<Reverse<(Timestamp, Due)>>, random: &mut ChaCha8Rng) {
        let others = of_crowd(running.simulator, running.plan, self.crowd, random);
        for visitor in others.into_iter().filter(|visitor| visitor.at > self.now && !visitor.misses) {
            due.push(Reverse((visitor.at, Due::Visitor(running.visitors.len()))));
            running.visitors.push(visitor);
        }
    }

    /// Of a desk it is known what it does and since when, and that a break that is due was not yet.
    fn desk(&self, place: &mut Place, index: usize, running: &mut Running) {
        let now = self.now;
        let hours = running.plan.setup.hours.clone();
        let first = hours.len().saturating_sub(place.openings.len());
        for (coming, opening) in place.openings.iter_mut().rev().zip(&hours[first..]) {
            let drawn = (0..DRAWS).map(|_| shift(running, opening, index)).find(|shift| shift.from > now);
            coming.from = drawn.map_or(now, |shift| shift.from);
            coming.pause = drawn.map_or(coming.pause, |shift| shift.pause);
        }
        if let (Some(shift_now), Some(opening)) = (&mut place.shift, first.checked_sub(1).map(|at| &hours[at]))
            && let Some((due, _)) = &mut shift_now.pause
        {
            let mut drawn = (0..DRAWS).filter_map(|_| shift(running, opening, index).pause).map(|(at, _)| at);
            *due = drawn.find(|at| *at > place.looked).unwrap_or(now);
        }
        match place.doing {
            Doing::Away => place.until = place.openings.last().map_or(place.until, |shift| shift.from),
            Doing::Free => self.free(place),
            Doing::Awaiting { .. } | Doing::Missing => self.called(place, running),
            Doing::Serving => {
                let Some((service, ..)) = at_desk(place, running) else { return };
                let Running { simulator, plan, random, .. } = running;
                let at_least = simulator.slowness(&service, &place.desk, now - place.since, plan.slow);
                let slowness = normal_above(at_least, random);
                let serves = simulator.service_time(&service, &place.desk, slowness, plan.slow);
                place.until = (place.since + serves).max(now);
            }
            Doing::Tidying => {
                let options = &running.simulator.options;
                let mut drawn = (0..DRAWS).map(|_| place.since + options.changeover(&mut running.random));
                place.until = drawn.find(|at| *at > now).unwrap_or(now);
            }
            // A break has its length.
            Doing::Resting | Doing::Done => {}
        }
    }

    /// A free desk is woken by its break or the closing, or has just seen a visitor.
    fn free(&self, place: &mut Place) {
        let Some(shift) = place.shift.filter(|_| place.until > self.now + Duration::seconds(3)) else { return };
        let due = shift.pause.map(|(at, _)| at);
        let next = [Some(shift.from), due, Some(shift.to)].into_iter().flatten().filter(|at| *at > self.now).min();
        place.until = next.unwrap_or(self.now);
    }

    /// A visitor who was called comes, or does not. Who is called again has not come.
    fn called(&self, place: &mut Place, running: &mut Running) {
        let Some((service, waited, called)) = at_desk(place, running) else { return };
        let Running { simulator, plan, random, .. } = running;
        let (options, passed) = (&simulator.options, self.now - called);
        if passed < PATIENCE {
            // Who does not come is not told apart from who is on their way.
            let misses = options.no_show(waited);
            let still = (1.0 - misses) * options.walk_is_longer(passed);
            if random.random::<f64>() * (misses + still) < misses {
                (place.doing, place.until) = (Doing::Missing, called + PATIENCE);
                return;
            }
        } else if matches!(place.doing, Doing::Missing) {
            return;
        }
        let walk = (0..DRAWS).map(|_| options.walk(random)).find(|walk| *walk > passed).unwrap_or(passed);
        let serves = simulator.service_time(&service, &place.desk, normal(random), plan.slow);
        (place.doing, place.until) = (Doing::Awaiting { serves }, called + walk);
    }
}

/// For what the visitor at a desk comes, how long they had waited, and when they were called first.
fn at_desk(place: &Place, running: &Running) -> Option<(ServiceId, Duration, Timestamp)> {
    let ticket = running.branch.ticket(running.branch.desk(&place.desk).and_then(Desk::ticket)?)?;
    match &ticket.state {
        TicketState::Called { reason, first_at, .. } => Some((ticket.service.clone(), reason.waited, *first_at)),
        TicketState::Serving { reason, called_at, .. } => Some((ticket.service.clone(), reason.waited, *called_at)),
        _ => None,
    }
}
