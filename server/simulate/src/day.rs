//! The agenda of a day: visitors come, CSRs act, and the product's rules say what follows.

use crate::arrivals::{self, Visitor};
use crate::desk::Place;
use crate::draw::{Purpose, stream};
use crate::{Plan, Simulator};
use queue::{
    Appointment, AppointmentId, Branch, Command, CsrId, Day, DeskId, Event, Issue, Language, TicketId, Timestamp, Token,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A simulated day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatedDay {
    pub day: Day,
    /// What was asked of the branch, in the order of time. Nothing that was refused is among it.
    pub steps: Vec<Step>,
}

/// A command and the events that it caused: a row of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: Timestamp,
    pub actor: Actor,
    pub command: Command,
    pub events: Vec<Event>,
}

/// Who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The program itself, which opens and closes the day.
    Server,
    Kiosk,
    /// A visitor on a phone.
    Visitor,
    Csr(CsrId),
}

impl SimulatedDay {
    /// The events of the day, in order.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.steps.iter().flat_map(|step| &step.events)
    }

    /// The visits and the desks' spans of the day.
    pub fn log(&self) -> visits::Log {
        visits::of_events(self.events())
    }
}

/// What is due at a moment. The order decides what comes first where moments are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Visitor(usize),
    Leaves(usize),
    Desk(usize),
}

/// A day on its way.
pub(crate) struct Running<'a> {
    pub(crate) simulator: &'a Simulator,
    pub(crate) plan: &'a Plan,
    pub(crate) branch: Branch,
    pub(crate) random: ChaCha8Rng,
    tokens: ChaCha8Rng,
    visitors: Vec<Visitor>,
    /// The visitor of each ticket, by its place among the tickets.
    holders: Vec<usize>,
    agenda: BinaryHeap<Reverse<(Timestamp, Due)>>,
    steps: Vec<Step>,
}

/// Simulates a day. One without opening hours is opened and closed, and nobody comes.
pub(crate) fn run(simulator: &Simulator, plan: &Plan) -> SimulatedDay {
    let day = plan.day.as_str();
    let mut running = Running {
        simulator,
        plan,
        branch: Branch::new(),
        random: stream(simulator.seed, day, Purpose::Desks),
        tokens: stream(simulator.seed, day, Purpose::Tokens),
        visitors: arrivals::of_day(simulator, plan),
        holders: Vec::new(),
        agenda: BinaryHeap::new(),
        steps: Vec::new(),
    };
    if let (Some(first), Some(last)) = (plan.setup.hours.first(), plan.setup.hours.last()) {
        running.whole(first.from - queue::Duration::minutes(20), last.to);
    }
    SimulatedDay { day: plan.day.clone(), steps: running.steps }
}

impl Running<'_> {
    fn whole(&mut self, begins: Timestamp, closes: Timestamp) {
        let open = Command::OpenDay { day: self.plan.day.clone(), setup: Box::new(self.plan.setup.clone()) };
        self.act(begins, Actor::Server, open);
        let mut places: Vec<Place> = self.plan.setup.desks.keys().filter_map(|desk| Place::of(self, desk)).collect();
        for (index, place) in places.iter().enumerate() {
            self.agenda.push(Reverse((place.until, Due::Desk(index))));
        }
        for (index, visitor) in self.visitors.iter().enumerate() {
            self.agenda.push(Reverse((visitor.at, Due::Visitor(index))));
        }
        while let Some(Reverse((now, due))) = self.agenda.pop() {
            match due {
                Due::Visitor(visitor) => self.arrive(visitor, now, &mut places),
                Due::Leaves(place) => self.leave(place, now),
                Due::Desk(index) => {
                    // A moment that was set before a later one replaced it has no meaning any more.
                    if places[index].until == now {
                        places[index].act(self, now);
                        self.agenda.push(Reverse((places[index].until, Due::Desk(index))));
                    }
                    if places[index].is_done() {
                        self.agenda.retain(|Reverse((_, due))| *due != Due::Desk(index));
                    }
                }
            }
        }
        let end = self.steps.last().map_or(closes, |step| step.at.max(closes));
        self.act(end + queue::Duration::minutes(1), Actor::Server, Command::CloseDay { overdue: true });
    }

    /// Asks something of the branch: the events that followed. `None` where it was refused.
    pub(crate) fn act(&mut self, at: Timestamp, actor: Actor, command: Command) -> Option<Vec<Event>> {
        let events = self.branch.decide(&command, at).ok()?;
        if events.is_empty() {
            return Some(events);
        }
        for event in &events {
            self.branch.apply(event);
        }
        self.steps.push(Step { at, actor, command, events: events.clone() });
        Some(events)
    }

    /// The visitor of a ticket.
    pub(crate) fn holder(&self, ticket: TicketId) -> Option<&Visitor> {
        let place = usize::try_from(ticket.0).ok()?.checked_sub(1)?;
        self.visitors.get(*self.holders.get(place)?)
    }

    /// A visitor takes a ticket, and an idle desk sees them. Visitors who are refused go away.
    fn arrive(&mut self, index: usize, now: Timestamp, places: &mut [Place]) {
        let visitor = self.visitors[index].clone();
        let issue = Issue {
            service: visitor.service.clone(),
            then: Vec::new(),
            language: Language::new(if self.tokens.random::<f64>() < 0.9 { "it" } else { "en" }),
            priority: visitor.priority,
            documents: Vec::new(),
            missing: Vec::new(),
            appointment: visitor
                .booked
                .map(|booked| Appointment { id: AppointmentId::new(&format!("{}-{index}", self.plan.day)), booked }),
            token: Token::new(&format!("{:032x}", self.tokens.random::<u128>())),
        };
        if self.act(now, Actor::Kiosk, Command::Issue(issue)).is_none() {
            return;
        }
        self.holders.push(index);
        if let Some(leaves) = visitor.cancels {
            self.agenda.push(Reverse((leaves.max(now), Due::Leaves(self.holders.len()))));
        }
        // Of the idle desks the one with the smallest profile calls, so that the others stay free for what it cannot do.
        let idle = places.iter().enumerate().filter(|(_, place)| place.is_free_for(self, &visitor.service, now));
        let profile = |desk: &DeskId| self.plan.setup.desks.get(desk).map_or(0, std::collections::BTreeSet::len);
        if let Some((index, _)) = idle.min_by_key(|(index, place)| (profile(&place.desk), *index)) {
            places[index].until = now + queue::Duration::seconds(3);
            self.agenda.push(Reverse((places[index].until, Due::Desk(index))));
        }
    }

    /// The visitor of a ticket leaves the queue, if they still wait.
    fn leave(&mut self, place: usize, now: Timestamp) {
        let ticket = u32::try_from(place).map_or(TicketId(0), TicketId);
        let waits = self.branch.ticket(ticket).is_some_and(|ticket| ticket.state == queue::TicketState::Waiting);
        if waits {
            self.act(now, Actor::Visitor, Command::Cancel { ticket });
        }
    }
}
