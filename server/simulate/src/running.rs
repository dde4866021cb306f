//! A simulated day on its way: the state of the branch, who comes, and what was done so far.

use crate::arrivals::{self, Visitor};
use crate::branch::Simulator;
use crate::draw::{Purpose, stream};
use crate::plan::Plan;
use crate::step::{Actor, Booking, Step};
use queue::{Branch, Command, Event, TicketId, Timestamp};
use rand_chacha::ChaCha8Rng;

/// A day on its way.
pub(crate) struct Running<'a> {
    pub(crate) simulator: &'a Simulator,
    pub(crate) plan: &'a Plan,
    pub(crate) branch: Branch,
    pub(crate) random: ChaCha8Rng,
    /// Those who come.
    pub(crate) visitors: Vec<Visitor>,
    /// Those who have booked and do not.
    pub(crate) missed: Vec<Booking>,
    /// The visitor of each ticket, by its place among the tickets.
    pub(crate) holders: Vec<usize>,
    pub(crate) steps: Vec<Step>,
}

impl<'a> Running<'a> {
    /// A day of which nothing has happened.
    pub(crate) fn beginning(simulator: &'a Simulator, plan: &'a Plan) -> Self {
        let (missed, visitors) = arrivals::of_day(simulator, plan).into_iter().partition(|visitor| visitor.misses);
        Self {
            simulator,
            plan,
            branch: Branch::new(),
            random: stream(simulator.seed, plan.day.as_str(), Purpose::Desks),
            visitors,
            missed: bookings(missed),
            holders: Vec::new(),
            steps: Vec::new(),
        }
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
}

fn bookings(visitors: Vec<Visitor>) -> Vec<Booking> {
    let booking = |visitor: Visitor| Some(Booking { service: visitor.service, at: visitor.booked? });
    visitors.into_iter().filter_map(booking).collect()
}
