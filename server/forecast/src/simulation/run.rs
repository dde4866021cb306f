//! One run: the day is played forward from now, event by event, until every question is answered or the desks close.

mod turn;

use super::futures::{Away, NEVER};
use super::lines::{Entry, Lines, Place};
use super::plan::Plan;
use super::strata::Strata;
use super::visitors::{Visitor, arriving, booked_arrival, span};
use crate::learned::minutes;
use crate::random::{Random, normal_probability, normal_quantile};
use queue::{ContestedCalls, Position, TicketId, Timestamp};

/// A run that has taken so many steps ends: no day of a branch has as many.
const MOST_STEPS: usize = 200_000;

/// A visitor without priority who would take a ticket at a moment, and is in nobody's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Newcomer {
    pub(crate) service: usize,
    pub(crate) at: Timestamp,
}

/// The waits of all runs, from now or from the newcomer's arrival, in milliseconds; `None` for one who is not called.
pub(crate) struct Runs {
    /// Of each visitor who waits, in the order of the plan.
    pub(crate) visitors: Vec<Vec<Option<i64>>>,
    /// Of each newcomer, in the order in which they were asked for.
    pub(crate) newcomers: Vec<Vec<Option<i64>>>,
}

impl Runs {
    /// Plays so many runs. The newcomers come in the order of their times.
    pub(crate) fn play(plan: &Plan, newcomers: &[Newcomer], runs: u32, seed: u64) -> Self {
        let capacity = usize::try_from(runs).unwrap_or(0);
        let empty = |count: usize| vec![Vec::with_capacity(capacity); count];
        let mut all = Self { visitors: empty(plan.waiting), newcomers: empty(newcomers.len()) };
        let mut run = Run::new(plan, newcomers);
        let strata = Strata::new(plan.visitors.len(), runs, seed);
        for number in 0..runs {
            run.start(number, &strata, seed);
            run.play();
            for (waits, wait) in all.visitors.iter_mut().zip(&run.waits) {
                waits.push(*wait);
            }
            for (waits, wait) in all.newcomers.iter_mut().zip(&run.newcomer_waits) {
                waits.push(*wait);
            }
        }
        all
    }
}

/// What chance gives one visitor.
#[derive(Debug, Clone, Copy)]
struct Chance {
    service: f64,
    comes: f64,
    leaves_at: Timestamp,
}

/// A desk during a run.
#[derive(Debug, Clone, Default)]
struct RunDesk {
    /// When something happens to the desk next.
    wakes: Option<Timestamp>,
    idle: bool,
    serving: Option<usize>,
    away: Vec<Away>,
    next_away: usize,
    factor: f64,
}

struct Run<'a> {
    plan: &'a Plan<'a>,
    newcomers: &'a [Newcomer],
    lines: Lines,
    visitors: Vec<Visitor>,
    chances: Vec<Chance>,
    desks: Vec<RunDesk>,
    contested: ContestedCalls,
    waits: Vec<Option<i64>>,
    newcomer_waits: Vec<Option<i64>>,
    /// Those who wait for a desk beside the first, while one of them is picked.
    others: Vec<(Position, Place)>,
    /// The newcomers who have come and were not called.
    pending: Vec<usize>,
    born: usize,
    /// How many of those whose wait is asked for can be called at all; a run ends when all of them have been.
    questions: usize,
    open_questions: usize,
    /// Who comes back or keeps a booking, the latest first.
    returning: Vec<(Timestamp, Visitor)>,
    /// The moments from which visitors may be called who asked to be called later, the latest first.
    moments: Vec<Timestamp>,
    arrival: Option<(Timestamp, usize)>,
    stretch: usize,
    arrivals: Random,
    habits: Random,
    day_factor: f64,
    crowd_factor: f64,
    next_ticket: u32,
}

/// What happens next.
enum Step {
    Desk(usize),
    Arrival,
    Return,
    Moment,
    Newcomer,
}

impl<'a> Run<'a> {
    fn new(plan: &'a Plan<'a>, newcomers: &'a [Newcomer]) -> Self {
        let lines = plan.visitors[..plan.waiting].iter().map(|visitor| visitor.line);
        let lines = lines.chain(newcomers.iter().map(|newcomer| newcomer.service));
        let served: Vec<bool> = (0..plan.lines.0.len()).map(|line| plan.can_be_served(line)).collect();
        Self {
            questions: lines.filter(|line| served[*line]).count(),
            plan,
            newcomers,
            lines: Lines::default(),
            visitors: Vec::new(),
            chances: Vec::new(),
            desks: vec![RunDesk::default(); plan.desks.len()],
            contested: plan.contested,
            waits: Vec::new(),
            newcomer_waits: Vec::new(),
            others: Vec::new(),
            pending: Vec::new(),
            born: 0,
            open_questions: 0,
            returning: Vec::new(),
            moments: Vec::new(),
            arrival: None,
            stretch: 0,
            arrivals: Random::new(0, 0),
            habits: Random::new(0, 0),
            day_factor: 1.0,
            crowd_factor: 1.0,
            next_ticket: 0,
        }
    }

    /// Sets everything back to now, with the chances of one run. Each kind of chance has a stream of its own, so that two
    /// plans that differ in a desk still have the same visitors.
    fn start(&mut self, number: u32, strata: &Strata, seed: u64) {
        let plan = self.plan;
        let stream = |kind: u64| Random::new(seed, u64::from(number) * 8 + kind);
        self.lines.copy_from(&plan.lines);
        self.visitors.clone_from(&plan.visitors);
        self.contested = plan.contested;
        (self.arrivals, self.habits) = (stream(0), stream(1));
        // The paces of the runs are spread evenly over their distribution.
        let place = (f64::from(number) + 0.5) / f64::from(strata.runs().max(1));
        // The golden ratio spreads the crowds of the runs evenly too, and apart from their paces.
        let place_of_crowd = (f64::from(number) * 0.618_033_988_749_895 + 0.5).fract();
        self.crowd_factor = (plan.crowd_spread * normal_quantile(place_of_crowd)).exp();
        self.day_factor = (plan.pace.mean + plan.pace.deviation * normal_quantile(place)).exp();
        let mut random = stream(2);
        self.chances.clear();
        for visitor in 0..self.visitors.len() {
            let mut chance = self.chance(visitor, plan.now, &mut random);
            chance.service = normal_quantile(strata.uniform(visitor, number, &mut random));
            self.chances.push(chance);
        }
        self.waits.clear();
        self.waits.resize(plan.waiting, None);
        self.newcomer_waits.clear();
        self.newcomer_waits.resize(self.newcomers.len(), None);
        self.pending.clear();
        self.open_questions = self.questions;
        self.born = 0;
        self.next_ticket = plan.next_ticket;
        self.start_desks(&mut stream(3));
        self.start_returns(&mut stream(4));
        self.moments.clear();
        let later = plan.visitors[..plan.waiting].iter().map(|visitor| visitor.not_before);
        self.moments.extend(later.filter(|moment| *moment > plan.now));
        self.moments.sort_unstable_by_key(|moment| std::cmp::Reverse(*moment));
        self.stretch = 0;
        self.arrival = plan.crowd.next(plan.now, self.crowd_factor, &mut self.stretch, &mut self.arrivals);
    }

    fn chance(&self, visitor: usize, at: Timestamp, random: &mut Random) -> Chance {
        let (service, comes, patience) = (random.normal(), random.uniform(), random.exponential());
        let issued = self.visitors[visitor].issued;
        let leaves = self.plan.learned.leaving.leaves_after(minutes(at - issued), patience);
        let leaves_at = if leaves.is_finite() { issued + span(leaves) } else { NEVER };
        Chance { service, comes, leaves_at }
    }

    fn start_desks(&mut self, random: &mut Random) {
        let plan = self.plan;
        for (desk, planned) in self.desks.iter_mut().zip(&plan.desks) {
            let all: f64 = planned.futures.iter().map(|future| future.weight).sum();
            let mut left = random.uniform() * all;
            let chosen = planned.futures.iter().find(|future| {
                left -= future.weight;
                left < 0.0
            });
            desk.away.clear();
            desk.away.extend(chosen.or(planned.futures.last()).iter().flat_map(|future| &future.away));
            (desk.next_away, desk.idle, desk.serving) = (0, false, None);
            desk.factor = planned.factor * self.day_factor;
            desk.wakes = Some(plan.now + span(planned.gap_left(&plan.learned.gap, random.exponential())));
            if let Some(current) = &planned.current {
                let time = &plan.times[self.visitors[current.visitor].service];
                let takes = normal_probability(self.chances[current.visitor].service);
                let (left, served) = current.left(plan.learned, time, desk.factor, takes, random);
                desk.wakes = Some(plan.now + span(left));
                desk.serving = served.then_some(current.visitor);
            }
        }
    }

    fn start_returns(&mut self, random: &mut Random) {
        let plan = self.plan;
        self.returning.clear();
        self.returning.extend(plan.parked.iter().map(|parked| parked.back(plan.now, random)));
        for (service, booked) in &plan.booked {
            let expected = &plan.crowd.services[*service];
            let arrival = booked_arrival((*booked, expected), plan.setup, plan.learned, plan.now, random);
            if let Some((at, due)) = arrival {
                let ticket = self.next_ticket();
                let (service, line) = (*service, *service);
                let (priority, issued, not_before) = (false, at, at);
                let visitor = Visitor { ticket, service, line, priority, due, issued, not_before, then: Vec::new() };
                self.returning.push((at, visitor));
            }
        }
        self.returning.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    }

    fn next_ticket(&mut self) -> TicketId {
        self.next_ticket += 1;
        TicketId(self.next_ticket - 1)
    }

    fn play(&mut self) {
        for _ in 0..MOST_STEPS {
            if self.open_questions == 0 {
                return;
            }
            let Some((at, step)) = self.next_step() else { return };
            if at > self.plan.end {
                return;
            }
            match step {
                Step::Desk(desk) => self.turn(desk, at),
                Step::Arrival => self.arrive(),
                Step::Return => {
                    if let Some((at, visitor)) = self.returning.pop() {
                        self.join(visitor, at);
                    }
                }
                Step::Moment => {
                    self.moments.pop();
                    self.wake_idle(None, at);
                }
                Step::Newcomer => self.newcomer_comes(at),
            }
        }
    }

    /// The step that comes first. Newcomers come before the desks that are free at the same moment.
    fn next_step(&self) -> Option<(Timestamp, Step)> {
        let mut first: Option<(Timestamp, Step)> = None;
        let mut consider = |at: Option<Timestamp>, step: Step| {
            if let Some(at) = at
                && first.as_ref().is_none_or(|(earliest, _)| at < *earliest)
            {
                first = Some((at, step));
            }
        };
        consider(self.newcomers.get(self.born).map(|newcomer| newcomer.at), Step::Newcomer);
        consider(self.returning.last().map(|(at, _)| *at), Step::Return);
        consider(self.moments.last().copied(), Step::Moment);
        for (index, desk) in self.desks.iter().enumerate() {
            consider(desk.wakes, Step::Desk(index));
        }
        consider(self.arrival.map(|(at, _)| at), Step::Arrival);
        first
    }

    fn arrive(&mut self) {
        let Some(arrival) = self.arrival else { return };
        let ticket = self.next_ticket();
        let expected = &self.plan.crowd.services[arrival.1];
        let visitor = arriving(arrival, expected, self.plan.setup, ticket, &mut self.arrivals);
        self.arrival = self.plan.crowd.next(arrival.0, self.crowd_factor, &mut self.stretch, &mut self.arrivals);
        self.join(visitor, arrival.0);
    }

    /// A visitor enters the line, and an idle desk that serves it calls.
    fn join(&mut self, visitor: Visitor, at: Timestamp) {
        let index = self.visitors.len();
        let line = visitor.line;
        self.lines.0[line][usize::from(visitor.priority)].insert(Entry {
            due: visitor.due,
            ticket: visitor.ticket,
            not_before: visitor.not_before,
            issued: visitor.issued,
            visitor: index,
        });
        self.visitors.push(visitor);
        let mut random = self.arrivals.clone();
        let chance = self.chance(index, at, &mut random);
        self.arrivals = random;
        self.chances.push(chance);
        self.wake_idle(Some(line), at);
    }

    fn wake_idle(&mut self, line: Option<usize>, at: Timestamp) {
        for index in 0..self.desks.len() {
            let serves = line.is_none_or(|line| self.plan.desks[index].lines.iter().any(|(other, _)| *other == line));
            if self.desks[index].idle && serves {
                self.turn(index, at);
                if line.is_some() && !self.desks[index].idle {
                    return;
                }
            }
        }
    }

    fn newcomer_comes(&mut self, at: Timestamp) {
        let index = self.born;
        self.born += 1;
        let service = self.newcomers[index].service;
        let free = self.desks.iter().zip(&self.plan.desks).any(|(desk, planned)| desk.idle && planned.serves[service]);
        if free {
            self.newcomer_waits[index] = Some((at - self.newcomers[index].at).0);
            self.open_questions = self.open_questions.saturating_sub(1);
        } else {
            self.pending.push(index);
        }
    }
}
