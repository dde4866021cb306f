//! The visitors of the plan: who waits, who is parked, who is at a desk; and who will still come.

use crate::learned::{Learned, MILLISECONDS_PER_MINUTE};
use crate::random::Random;
use crate::today::Today;
use queue::{Appointment, Branch, ParkReason, Service, Setup, Ticket, TicketId, TicketState, Timestamp};

/// A parked visitor of whom nobody knows when they are back is back after this many minutes, on average.
const PARKED_MINUTES: f64 = 15.0;
/// A booked visitor who is later than this, in minutes, is not expected any more.
const GIVEN_UP_MINUTES: f64 = 15.0;
/// How much booked visitors differ in when they come, in minutes.
const BOOKED_SPREAD_MINUTES: f64 = 5.0;

/// Somebody whose turn is simulated.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) ticket: TicketId,
    /// The index of the service that the visitor waits for, or is served for.
    pub(crate) service: usize,
    /// The index of the line: that of the service, or that of the desk to which the ticket was sent.
    pub(crate) line: usize,
    pub(crate) priority: bool,
    pub(crate) due: Timestamp,
    pub(crate) issued: Timestamp,
    pub(crate) not_before: Timestamp,
    /// The further services of the visit, last first, each with its due time.
    pub(crate) then: Vec<(usize, Timestamp)>,
}

/// A parked visitor who will be back.
#[derive(Debug, Clone)]
pub(crate) struct Parked {
    pub(crate) visitor: Visitor,
    until: Option<Timestamp>,
    /// Since when the due time moves; `None` where it is kept.
    moves_since: Option<Timestamp>,
}

impl Parked {
    pub(crate) fn of(ticket: &Ticket, visitor: Visitor) -> Option<Self> {
        let TicketState::Parked { reason, since, until, .. } = &ticket.state else { return None };
        let moves_since = match reason {
            ParkReason::FetchDocument => None,
            ParkReason::WaitForBank | ParkReason::NoAnswer | ParkReason::Other => Some(*since),
        };
        Some(Self { visitor, until: *until, moves_since })
    }

    /// The visitor as they come back in one run, and when.
    pub(crate) fn back(&self, now: Timestamp, random: &mut Random) -> (Timestamp, Visitor) {
        let chance = now + span(PARKED_MINUTES * random.exponential());
        let at = self.until.filter(|until| *until > now).unwrap_or(chance);
        let mut visitor = self.visitor.clone();
        if let Some(since) = self.moves_since {
            visitor.due = visitor.due + queue::Duration((at - since).0.max(0));
        }
        (at, visitor)
    }
}

/// The due time of a ticket for a service, by the rules of the queue.
pub(crate) fn due(setup: &Setup, ticket: &Ticket, service: &Service) -> Timestamp {
    let booked = ticket.appointment.as_ref();
    let by_appointment = booked.and_then(|booked| setup.policy.due_by_appointment(booked, ticket.issued_at));
    by_appointment.unwrap_or_else(|| setup.policy.due(service, ticket.priority, ticket.issued_at))
}

/// A service as arrivals need it.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) service: Service,
    pub(crate) priority: f64,
    pub(crate) appointments: f64,
    pub(crate) early_minutes: f64,
}

/// A stretch of the day in which visitors come at the same rate.
#[derive(Debug, Clone)]
pub(crate) struct Stretch {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    /// Visitors per millisecond, for all services.
    pub(crate) rate: f64,
    /// The share of the services up to and with each one.
    pub(crate) shares: Vec<f64>,
}

/// The visitors who will still come, of whom no booking is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crowd {
    pub(crate) services: Vec<Expected>,
    stretches: Vec<Stretch>,
}

impl Crowd {
    pub(crate) fn of(branch: &Branch, setup: &Setup, learned: &Learned, today: &Today, now: Timestamp) -> Self {
        let known = today.booked.is_some();
        let services = setup.services.iter().map(|(id, service)| {
            let habits = learned.arrivals.services.get(id);
            let (priority, early_minutes) = habits.map_or((0.0, 0.0), |habits| (habits.priority, habits.early_minutes));
            let appointments = habits.filter(|_| !known).map_or(0.0, |habits| habits.appointments);
            Expected { service: service.clone(), priority, appointments, early_minutes }
        });
        let crowd = today.crowd(learned, now);
        let mut stretches = Vec::new();
        for quarter in 0_u8..96 {
            let from = today.midnight + queue::Duration::minutes(15 * i64::from(quarter));
            let to = from + queue::Duration::minutes(15);
            if to <= now || !is_open(branch, setup, from.max(now), now) {
                continue;
            }
            let rate = |(id, _): (&queue::ServiceId, &Service)| {
                let stopped = branch.stopped();
                let Some(habits) = learned.arrivals.services.get(id) else { return 0.0 };
                let walk_ins = if known { 1.0 - habits.appointments } else { 1.0 };
                let issued = !stopped.all && !stopped.services.contains(id);
                f64::from(u8::from(issued)) * walk_ins * habits.in_quarter(today.weekday, usize::from(quarter))
            };
            let rates: Vec<f64> = setup.services.iter().map(rate).collect();
            let all: f64 = rates.iter().sum();
            if all > 0.0 {
                let mut sum = 0.0;
                let mut share = |rate: &f64| {
                    sum += rate / all;
                    sum
                };
                let shares = rates.iter().map(&mut share).collect();
                let rate = all * crowd / (15.0 * MILLISECONDS_PER_MINUTE);
                stretches.push(Stretch { from: from.max(now), to, rate, shares });
            }
        }
        Self { services: services.collect(), stretches }
    }

    /// When the next visitor comes after a moment, and for which service, on a day with `factor` times as many of them as
    /// expected; `stretch` is where the search begins and ends.
    pub(crate) fn next(
        &self,
        after: Timestamp,
        factor: f64,
        stretch: &mut usize,
        random: &mut Random,
    ) -> Option<(Timestamp, usize)> {
        let mut left = random.exponential() / factor;
        let mut from = after;
        while let Some(current) = self.stretches.get(*stretch) {
            from = from.max(current.from);
            let room = crate::learned::milliseconds(current.to - from) * current.rate;
            if room > left {
                let share = random.uniform();
                let service = current.shares.iter().position(|sum| share < *sum);
                let at = from + span(left / current.rate / MILLISECONDS_PER_MINUTE);
                return Some((at, service.unwrap_or(current.shares.len() - 1)));
            }
            left -= room.max(0.0);
            *stretch += 1;
        }
        None
    }
}

/// Somebody who has just arrived.
pub(crate) fn arriving(
    (at, service): (Timestamp, usize),
    expected: &Expected,
    setup: &Setup,
    ticket: TicketId,
    random: &mut Random,
) -> Visitor {
    let kind = random.uniform();
    let priority = kind < expected.priority;
    let booked = (kind > 1.0 - expected.appointments).then(|| at + span(expected.early_minutes));
    let due = booked.and_then(|booked| by_appointment(setup, booked, at));
    let due = due.unwrap_or_else(|| setup.policy.due(&expected.service, priority, at));
    Visitor { ticket, service, line: service, priority, due, issued: at, not_before: at, then: Vec::new() }
}

/// When a booked visitor comes in one run, with the due time that they then have; `None` for one who does not come.
pub(crate) fn booked_arrival(
    (booked, expected): (Timestamp, &Expected),
    setup: &Setup,
    learned: &Learned,
    now: Timestamp,
    random: &mut Random,
) -> Option<(Timestamp, Timestamp)> {
    let (comes, spread) = (random.uniform(), random.normal());
    if comes > learned.appointments_that_come || booked + span(GIVEN_UP_MINUTES) < now {
        return None;
    }
    let at = (booked + span(BOOKED_SPREAD_MINUTES * spread - expected.early_minutes)).max(now);
    let due = by_appointment(setup, booked, at);
    Some((at, due.unwrap_or_else(|| setup.policy.due(&expected.service, false, at))))
}

fn by_appointment(setup: &Setup, booked: Timestamp, at: Timestamp) -> Option<Timestamp> {
    setup.policy.due_by_appointment(&Appointment { id: queue::AppointmentId::new(""), booked, officer: None }, at)
}

/// Whether tickets are issued at a moment, as far as the hours of today tell, with an extension that is in force.
fn is_open(branch: &Branch, setup: &Setup, at: Timestamp, now: Timestamp) -> bool {
    branch.opening_at(at).is_some()
        || branch.closes_at(now).is_some_and(|closes| at < closes)
        || setup.hours.iter().any(|opening| opening.from <= at && at < opening.to)
}

/// A span of some minutes.
#[allow(clippy::cast_possible_truncation, reason = "a cast from a float stops at the ends of the range")]
pub(crate) fn span(minutes: f64) -> queue::Duration {
    queue::Duration((minutes * MILLISECONDS_PER_MINUTE).round() as i64)
}
