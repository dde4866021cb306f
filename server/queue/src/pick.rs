//! Which ticket a desk calls next, and why.
//!
//! Among the tickets that the desk may call, the one with the smallest due time; ties by arrival. In whole
//! milliseconds:
//!
//! - a walk-in is due at `issued + (target + alpha * mean service time) * (1/2 if priority else 1)`,
//! - an appointment at `max(booked, checked in) - lead`,
//! - at a desk that prefers some services, each place down counts as much as a due time one step later,
//! - where priority has had its share of the calls, the first without priority comes before those with it.
//!
//! Everything that is read in call order is here; nothing here changes a branch.

use crate::branch::place;
use crate::lines::{Line, Position};
use crate::{
    Appointment, Bound, Branch, Desk, DeskId, Duration, Policy, Service, ServiceId, Ticket, TicketId, TicketState,
    Timestamp,
};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, btree_set};

/// The ticket that a desk would call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    pub ticket: TicketId,
    pub reason: Reason,
}

/// Why that ticket: recorded with the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// How long it had waited since it was issued; never below zero.
    pub waited: Duration,
    /// The target wait of its service.
    pub target: Duration,
    pub priority: bool,
    /// How many waiting tickets the desk could have called.
    pub candidates: u32,
    /// How many of those had been issued before it.
    pub overtaken: u32,
    #[serde(default, skip_serializing_if = "Rule::is_due")]
    pub rule: Rule,
    /// Somebody with priority and somebody without could have been called.
    #[serde(default, skip_serializing_if = "crate::command::is_false")]
    pub contested: bool,
}

/// What decided a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The smallest due time.
    #[default]
    Due,
    /// The smallest due time, which is that of an appointment.
    Appointment,
    /// The smallest due time, of a ticket that was sent to this desk or this person.
    Sent,
    /// Priority had had its share, so it was somebody's turn who has none.
    PriorityShare,
    /// A person chose.
    Manual,
}

impl Rule {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
    fn is_due(&self) -> bool {
        *self == Self::Due
    }
}

impl Policy {
    /// When a walk-in's ticket is due; never out of range, whatever the set-up says.
    pub fn due(&self, service: &Service, priority: bool, issued: Timestamp) -> Timestamp {
        let weighted = service.expected.0.saturating_mul(self.alpha_milli) / 1_000;
        let offset = service.target.0.saturating_add(weighted);
        issued + Duration(if priority { offset / 2 } else { offset })
    }

    /// When a visitor is due who checked in for an appointment; `None` for one who is so late that they queue as a
    /// walk-in.
    pub fn due_by_appointment(&self, appointment: &Appointment, checked_in: Timestamp) -> Option<Timestamp> {
        let late = checked_in > appointment.booked + self.appointment_grace;
        (!late).then(|| appointment.booked.max(checked_in) - self.appointment_lead)
    }
}

/// What is read in call order: by due time, ties by arrival.
impl Branch {
    /// The ticket that a desk would call at `now`, whether or not it has one open. `None` when nobody waits for it,
    /// or all who do asked to be called later.
    pub fn pick(&self, desk: &DeskId, now: Timestamp) -> Option<Pick> {
        let mut ticket = self.ticket(self.first(desk, now, |_| true)?)?;
        let mut shared = false;
        let contested = if ticket.priority {
            let other = self.first(desk, now, |other| !other.priority);
            if let Some(other) = other
                && self.setup().is_some_and(|setup| self.contested.had_its_share(&setup.policy))
            {
                (ticket, shared) = (self.ticket(other)?, true);
            }
            other.is_some()
        } else {
            let mut priority = self.lines.priority().iter().filter_map(|id| self.ticket(*id));
            priority.any(|other| !other.is_later(now) && self.may_call(desk, other))
        };
        let rule = match (&ticket.bound, &ticket.appointment) {
            _ if shared => Rule::PriorityShare,
            (Some(_), _) => Rule::Sent,
            (None, Some(_)) if self.in_time(ticket) => Rule::Appointment,
            _ => Rule::Due,
        };
        Some(Pick { ticket: ticket.id, reason: self.reason(desk, ticket, rule, contested, now)? })
    }

    /// Why a person would choose this ticket is not known; what it meant for the others is.
    pub(crate) fn reason_of_manual_pick(&self, desk: &DeskId, ticket: &Ticket, now: Timestamp) -> Option<Reason> {
        self.reason(desk, ticket, Rule::Manual, false, now)
    }

    fn reason(&self, desk: &DeskId, ticket: &Ticket, rule: Rule, contested: bool, now: Timestamp) -> Option<Reason> {
        let all = || self.lines_of(desk).map(|(_, line)| line);
        let later: Vec<TicketId> = self.called_later(desk, now).collect();
        let earlier = |line: &Line| line.iter().filter(|(_, other)| *other < ticket.id).count();
        let candidates = all().map(Line::len).sum::<usize>() - later.len();
        let overtaken = all().map(earlier).sum::<usize>() - later.iter().filter(|other| **other < ticket.id).count();
        Some(Reason {
            waited: Duration((now - ticket.issued_at).0.max(0)),
            target: self.setup()?.services.get(&ticket.service)?.target,
            priority: ticket.priority,
            candidates: count(candidates),
            overtaken: count(overtaken),
            rule,
            contested,
        })
    }

    /// The numbers of the candidates of a desk that had been issued before this ticket: whom its call overtakes.
    pub(crate) fn overtaken_by(&self, desk: &DeskId, ticket: TicketId, now: Timestamp) -> Vec<TicketId> {
        let later: Vec<TicketId> = self.called_later(desk, now).collect();
        let places = self.lines_of(desk).flat_map(|(_, line)| line).map(|(_, id)| *id);
        let mut overtaken: Vec<TicketId> = places.filter(|id| *id < ticket && !later.contains(id)).collect();
        overtaken.sort_unstable();
        overtaken
    }

    /// The first that a desk may call of those who are `wanted`.
    fn first(&self, desk: &DeskId, now: Timestamp, wanted: impl Fn(&Ticket) -> bool) -> Option<TicketId> {
        let fits = |(_, id): &&Position| self.ticket(*id).is_some_and(|ticket| !ticket.is_later(now) && wanted(ticket));
        let head = |(step, line): (Duration, &Line)| line.iter().find(fits).map(|(due, id)| (*due + step, *id));
        self.lines_of(desk).filter_map(head).min().map(|(_, id)| id)
    }

    /// Of those who wait for a desk, the ones who asked to be called later than `now`.
    fn called_later(&self, desk: &DeskId, now: Timestamp) -> impl Iterator<Item = TicketId> {
        let delayed = self.lines.delayed().iter().filter_map(|id| self.ticket(*id));
        let here = delayed.filter(move |ticket| ticket.is_later(now) && self.may_call(desk, ticket));
        here.map(|ticket| ticket.id)
    }

    /// Whether the booked time counts for this ticket.
    fn in_time(&self, ticket: &Ticket) -> bool {
        let policy = self.setup().map(|setup| setup.policy);
        let due = policy.zip(ticket.appointment.as_ref());
        due.is_some_and(|(policy, booked)| policy.due_by_appointment(booked, ticket.issued_at).is_some())
    }

    /// Whether a desk may call a ticket, should it wait: it serves the service, or the ticket was sent to it or to
    /// the person who sits there.
    pub(crate) fn may_call(&self, id: &DeskId, ticket: &Ticket) -> bool {
        let Some(desk) = self.desk(id) else { return false };
        match &ticket.bound {
            None => desk.profile.contains(&ticket.service),
            Some(Bound::Desk(bound)) => bound == id,
            Some(Bound::Csr(bound)) => desk.csr() == Some(*bound),
        }
    }

    /// Every ticket that waits.
    pub fn waiting(&self) -> impl Iterator<Item = &Ticket> {
        CallOrder::of(&self.tickets, self.lines.all().map(|line| (Duration(0), line)))
    }

    /// The tickets that wait for a desk; none for a desk that does not exist.
    pub fn waiting_for<'a>(&'a self, desk: &DeskId) -> impl Iterator<Item = &'a Ticket> + use<'a> {
        CallOrder::of(&self.tickets, self.lines_of(desk))
    }

    /// The tickets that wait for one service, at whichever desk.
    pub fn waiting_in<'a>(&'a self, service: &ServiceId) -> impl Iterator<Item = &'a Ticket> + use<'a> {
        CallOrder::of(&self.tickets, self.lines.of_service(service).map(|line| (Duration(0), line)))
    }

    /// How many wait, for any service.
    pub fn waiting_count(&self) -> u32 {
        self.counts().waiting
    }

    /// How many wait for one service, at whichever desk.
    pub fn waiting_count_in(&self, service: &ServiceId) -> u32 {
        self.lines.of_service(service).map_or(0, |line| count(line.len()))
    }

    /// How many wait for a desk; 0 for a desk that does not exist.
    pub fn waiting_count_for(&self, desk: &DeskId) -> u32 {
        count(self.lines_of(desk).map(|(_, line)| line.len()).sum())
    }

    /// How many waiting tickets come before this one: at some desk, open or not, that serves both, or at the desk
    /// that it was sent to. 0 for a ticket that does not wait.
    pub fn ahead_of(&self, ticket: TicketId) -> u32 {
        let Some(ticket) = self.ticket(ticket).filter(|ticket| ticket.state == TicketState::Waiting) else { return 0 };
        let place = (ticket.due, ticket.id);
        let desk = match &ticket.bound {
            None => return self.ahead(&ticket.service, place),
            Some(Bound::Desk(desk)) => Some(desk),
            Some(Bound::Csr(csr)) => self.desk_of(*csr),
        };
        let lines = desk.into_iter().flat_map(|desk| self.lines_of(desk));
        count(lines.map(|(_, line)| line.range(..place).count()).sum())
    }

    /// How many wait before a place in the call order, at desks that serve this service.
    pub(crate) fn ahead(&self, service: &ServiceId, place: Position) -> u32 {
        count(self.lines_beside(service).map(|line| line.range(..place).count()).sum())
    }

    /// The lines of the services that share a desk with this one, itself included.
    pub(crate) fn lines_beside(&self, service: &ServiceId) -> impl Iterator<Item = &Line> {
        let sharing = self.opened.as_ref().and_then(|opened| opened.sharing.get(service));
        sharing.into_iter().flatten().filter_map(|service| self.lines.of_service(service))
    }

    /// What a desk's order of preference adds to the due times of a service; nothing to those of a ticket that was sent
    /// to it.
    pub fn step(&self, desk: &Desk, service: &ServiceId) -> Duration {
        let step = self.setup().map_or(0, |setup| setup.policy.preference_step.0);
        Duration(step.saturating_mul(i64::try_from(desk.rank(service)).unwrap_or(i64::MAX)))
    }

    /// The lines that a desk calls from, each with what the desk's preference adds to its due times.
    pub(crate) fn lines_of<'a>(&'a self, id: &DeskId) -> impl Iterator<Item = (Duration, &'a Line)> + use<'a> {
        let desk = self.desk(id);
        let profile = desk.into_iter().flat_map(move |desk: &Desk| {
            desk.profile
                .iter()
                .filter_map(move |service| Some((self.step(desk, service), self.lines.of_service(service)?)))
        });
        let sent = [self.lines.of_desk(id), desk.and_then(Desk::csr).and_then(|csr| self.lines.of_csr(csr))];
        profile.chain(sent.into_iter().flatten().map(|line| (Duration(0), line)))
    }
}

impl Ticket {
    /// Whether the visitor asked to be called later than `now`.
    pub fn is_later(&self, now: Timestamp) -> bool {
        self.not_before.is_some_and(|moment| now < moment)
    }
}

/// Several lines merged, each in call order already.
struct CallOrder<'a> {
    tickets: &'a [Ticket],
    lines: Vec<(Duration, btree_set::Iter<'a, Position>)>,
    /// The first of each line, with the place of its line.
    heads: BinaryHeap<Reverse<(Timestamp, TicketId, usize)>>,
}

impl<'a> CallOrder<'a> {
    fn of(tickets: &'a [Ticket], lines: impl IntoIterator<Item = (Duration, &'a Line)>) -> Self {
        let lines: Vec<_> = lines.into_iter().map(|(step, line)| (step, line.iter())).collect();
        let mut order = Self { tickets, heads: BinaryHeap::with_capacity(lines.len()), lines };
        for line in 0..order.lines.len() {
            order.advance(line);
        }
        order
    }

    fn advance(&mut self, place: usize) {
        let (step, line) = &mut self.lines[place];
        if let Some(&(due, id)) = line.next() {
            self.heads.push(Reverse((due + *step, id, place)));
        }
    }
}

impl<'a> Iterator for CallOrder<'a> {
    type Item = &'a Ticket;

    fn next(&mut self) -> Option<&'a Ticket> {
        let Reverse((_, id, line)) = self.heads.pop()?;
        self.advance(line);
        self.tickets.get(place(id)?)
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
