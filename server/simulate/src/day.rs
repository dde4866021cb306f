//! The agenda of a day: visitors come, CSRs act, and the product's rules say what follows.

use crate::branch::Simulator;
use crate::desk::Place;
use crate::draw::{Purpose, stream};
use crate::plan::Plan;
use crate::running::Running;
use crate::step::{Actor, Booking, Step};
use queue::{Appointment, AppointmentId, Command, Day, DeskId, Event, Issue, Language, TicketId, Timestamp, Token};
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
    /// The bookings whose visitors did not come.
    pub missed: Vec<Booking>,
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
pub(crate) enum Due {
    Visitor(usize),
    Leaves(usize),
    Desk(usize),
}

/// A day on its way: its state, and what is due.
pub(crate) struct Agenda<'a> {
    pub(crate) running: Running<'a>,
    pub(crate) tokens: ChaCha8Rng,
    pub(crate) due: BinaryHeap<Reverse<(Timestamp, Due)>>,
}

impl Simulator {
    /// Simulates a day, from its opening to its end. One without opening hours is opened and closed, and nobody comes.
    pub fn day(&self, plan: &Plan) -> SimulatedDay {
        self.day_with(plan, |_, _, _, _| {})
    }

    /// The same, and shows each moment at which a visitor has come.
    pub(crate) fn day_with(&self, plan: &Plan, look: impl FnMut(&Agenda, &[Place], usize, Timestamp)) -> SimulatedDay {
        let mut agenda = Agenda {
            running: Running::beginning(self, plan),
            tokens: stream(self.seed, plan.day.as_str(), Purpose::Tokens),
            due: BinaryHeap::new(),
        };
        if let (Some(first), Some(last)) = (plan.setup.hours.first(), plan.setup.hours.last()) {
            agenda.whole(first.from - queue::Duration::minutes(20), last.to, look);
        }
        let Running { steps, missed, .. } = agenda.running;
        SimulatedDay { day: plan.day.clone(), steps, missed }
    }
}

impl Agenda<'_> {
    fn whole(
        &mut self,
        begins: Timestamp,
        closes: Timestamp,
        mut look: impl FnMut(&Agenda, &[Place], usize, Timestamp),
    ) {
        let open =
            Command::OpenDay { day: self.running.plan.day.clone(), setup: Box::new(self.running.plan.setup.clone()) };
        self.running.act(begins, Actor::Server, open);
        let mut places: Vec<Place> =
            self.running.plan.setup.desks.keys().filter_map(|desk| Place::of(&mut self.running, desk)).collect();
        for (index, place) in places.iter().enumerate() {
            self.due.push(Reverse((place.until, Due::Desk(index))));
        }
        for (index, visitor) in self.running.visitors.iter().enumerate() {
            self.due.push(Reverse((visitor.at, Due::Visitor(index))));
        }
        while let Some(Reverse((now, due))) = self.due.pop() {
            self.happens(due, now, &mut places);
            if let Due::Visitor(visitor) = due {
                look(self, &places, visitor, now);
            }
        }
        let end = self.running.steps.last().map_or(closes, |step| step.at.max(closes));
        self.running.act(end + queue::Duration::minutes(1), Actor::Server, Command::CloseDay { overdue: true });
    }

    /// What is due happens.
    pub(crate) fn happens(&mut self, due: Due, now: Timestamp, places: &mut [Place]) {
        match due {
            Due::Visitor(visitor) => self.arrive(visitor, now, places),
            Due::Leaves(place) => self.leave(place, now),
            Due::Desk(index) => {
                // A moment that was set before a later one replaced it has no meaning any more.
                if places[index].until == now {
                    places[index].act(&mut self.running, now);
                    self.due.push(Reverse((places[index].until, Due::Desk(index))));
                }
                if places[index].is_done() {
                    self.due.retain(|Reverse((_, due))| *due != Due::Desk(index));
                }
            }
        }
    }

    /// A visitor takes a ticket, and an idle desk sees them. Visitors who are refused go away.
    fn arrive(&mut self, index: usize, now: Timestamp, places: &mut [Place]) {
        let visitor = self.running.visitors[index].clone();
        let issue = Issue {
            service: visitor.service.clone(),
            then: Vec::new(),
            language: Language::new(if self.tokens.random::<f64>() < 0.9 { "it" } else { "en" }),
            priority: visitor.priority,
            documents: Vec::new(),
            missing: Vec::new(),
            appointment: visitor.booked.map(|booked| Appointment {
                officer: None,
                id: AppointmentId::new(&format!("{}-{index}", self.running.plan.day)),
                booked,
            }),
            travel: None,
            call_back: false,
            token: Token::new(&format!("{:032x}", self.tokens.random::<u128>())),
        };
        if self.running.act(now, Actor::Kiosk, Command::Issue(issue)).is_none() {
            return;
        }
        self.running.holders.push(index);
        if let Some(leaves) = visitor.cancels {
            self.due.push(Reverse((leaves.max(now), Due::Leaves(self.running.holders.len()))));
        }
        // Of the idle desks the one with the smallest profile calls, so that the others stay free for what it cannot do.
        let idle =
            places.iter().enumerate().filter(|(_, place)| place.is_free_for(&self.running, &visitor.service, now));
        let profile =
            |desk: &DeskId| self.running.plan.setup.desks.get(desk).map_or(0, std::collections::BTreeSet::len);
        if let Some((index, _)) = idle.min_by_key(|(index, place)| (profile(&place.desk), *index)) {
            places[index].until = now + queue::Duration::seconds(3);
            self.due.push(Reverse((places[index].until, Due::Desk(index))));
        }
    }

    /// The visitor of a ticket leaves the queue, if they still wait.
    fn leave(&mut self, place: usize, now: Timestamp) {
        let ticket = u32::try_from(place).map_or(TicketId(0), TicketId);
        let waits =
            self.running.branch.ticket(ticket).is_some_and(|ticket| ticket.state == queue::TicketState::Waiting);
        if waits {
            self.running.act(now, Actor::Visitor, Command::Cancel { ticket });
        }
    }
}
