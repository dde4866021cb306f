//! Which ticket a desk calls next, and why.
//!
//! The candidates of a desk are the tickets that wait for it and are there, and did not ask to be called later. The one with the
//! smallest due time is picked, ties by arrival; [`ContestedCalls::choose`](crate::ContestedCalls::choose) decides
//! between priority and all others. Nothing here changes a branch, and a pick allocates nothing.

use crate::call_order::count;
use crate::lines::Line;
use crate::{Bound, Branch, Choice, DeskId, Duration, Position, Reason, Rule, Ticket, TicketId, Timestamp};

/// The ticket that a desk would call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    pub ticket: TicketId,
    pub reason: Reason,
}

impl Branch {
    /// The ticket that a desk would call at `now`, even while it has one open. `None` when nobody waits for the desk,
    /// or everybody who does is away or asked to be called later.
    pub fn pick(&self, desk: &DeskId, now: Timestamp) -> Option<Pick> {
        let choice = self.choose(desk, now)?;
        let ticket = self.ticket(choice.ticket)?;
        let rule = match (&ticket.bound, &ticket.appointment) {
            _ if choice.by_share => Rule::PriorityShare,
            (Some(_), _) if ticket.held_for().is_none() => Rule::Sent,
            (_, Some(_)) if self.is_due_by_appointment(ticket) => Rule::Appointment,
            _ => Rule::Due,
        };
        Some(Pick { ticket: ticket.id, reason: self.reason(desk, ticket, rule, choice.contested, now)? })
    }

    /// What the manual pick of a ticket means for the others. Why the CSR chose it is not known.
    pub(crate) fn reason_of_manual_pick(&self, desk: &DeskId, ticket: &Ticket, now: Timestamp) -> Option<Reason> {
        self.reason(desk, ticket, Rule::Manual, false, now)
    }

    fn choose(&self, desk: &DeskId, now: Timestamp) -> Option<Choice> {
        let first = self.first(desk, now, |_| true)?;
        let (regular, priority) = if self.ticket(first.ticket)?.priority {
            (self.first(desk, now, |other| !other.priority), Some(first))
        } else {
            // All others stand behind the first, so any ticket with priority serves as the first with priority.
            (Some(first), self.any_with_priority(desk, now))
        };
        self.contested.choose(&self.setup()?.policy, regular, priority)
    }

    /// The first candidate of a desk that is `wanted`.
    fn first(&self, desk: &DeskId, now: Timestamp, wanted: impl Fn(&Ticket) -> bool) -> Option<Position> {
        let fits = |position: &&Position| {
            self.ticket(position.ticket).is_some_and(|ticket| !ticket.is_later(now) && wanted(ticket))
        };
        let heads = self.lines_of(desk).filter_map(|(delay, line)| Some(line.iter().find(fits)?.delayed(delay)));
        heads.min()
    }

    /// A candidate of a desk that has priority.
    fn any_with_priority(&self, id: &DeskId, now: Timestamp) -> Option<Position> {
        let desk = self.desk(id)?;
        let mut priority = self.lines.priority().iter().filter_map(|ticket| self.ticket(*ticket));
        let ticket = priority.find(|ticket| !ticket.is_later(now) && self.may_call(id, ticket))?;
        Some(match ticket.bound {
            None => ticket.position().delayed(self.preference_delay(desk, &ticket.service)),
            Some(_) => ticket.position(),
        })
    }

    fn reason(&self, desk: &DeskId, ticket: &Ticket, rule: Rule, contested: bool, now: Timestamp) -> Option<Reason> {
        let lines = || self.lines_of(desk).map(|(_, line)| line);
        let waiting: usize = lines().map(Line::len).sum();
        let earlier: usize =
            lines().map(|line| line.iter().filter(|other| self.is_before(other.ticket, ticket.id)).count()).sum();
        let (later, later_and_earlier) = self
            .called_later(desk, now)
            .fold((0, 0), |(all, before), other| (all + 1, before + usize::from(self.is_before(other, ticket.id))));
        Some(Reason {
            waited: Duration((now - ticket.issued_at).0.max(0)),
            target: self.setup()?.services.get(&ticket.service)?.target,
            priority: ticket.priority,
            candidates: count(waiting - later),
            overtaken: count(earlier - later_and_earlier),
            rule,
            contested,
            by_itself: false,
        })
    }

    /// The candidates of a desk that a call of this ticket overtakes: those that came before it, in the order of issue.
    pub(crate) fn overtaken_by_call(&self, desk: &DeskId, ticket: TicketId, now: Timestamp) -> Vec<TicketId> {
        let later: Vec<TicketId> = self.called_later(desk, now).collect();
        let waiting = self.lines_of(desk).flat_map(|(_, line)| line).map(|position| position.ticket);
        let mut overtaken: Vec<TicketId> =
            waiting.filter(|id| self.is_before(*id, ticket) && !later.contains(id)).collect();
        overtaken.sort_unstable();
        overtaken
    }

    /// The tickets that wait for a desk and whose visitors are away, or asked to be called later than `now`.
    fn called_later(&self, desk: &DeskId, now: Timestamp) -> impl Iterator<Item = TicketId> {
        let delayed = self.lines.delayed().iter().filter_map(|id| self.ticket(*id));
        let here = delayed.filter(move |ticket| ticket.is_later(now) && self.may_call(desk, ticket));
        here.map(|ticket| ticket.id)
    }

    /// Until when a ticket waits for the officer of its appointment, where they are at no desk; none for any other ticket.
    pub(crate) fn held_until(&self, ticket: &Ticket) -> Option<Timestamp> {
        ticket.held_for()?;
        Some(ticket.appointment.as_ref()?.booked + self.setup()?.policy.officer_wait)
    }

    /// Whether a ticket waits for an officer who should have been there: they are at no desk, or on a pause.
    pub(crate) fn is_held_in_vain(&self, ticket: &Ticket, now: Timestamp) -> bool {
        let Some(officer) = ticket.held_for() else { return false };
        let is_there =
            self.desk_of(officer).and_then(|desk| self.desk(desk)).is_some_and(|desk| desk.pause().is_none());
        !is_there && self.held_until(ticket).is_some_and(|until| until <= now)
    }

    /// Whether any ticket waits for an officer who should have been there.
    pub fn holds_in_vain(&self, now: Timestamp) -> bool {
        self.lines.held().iter().filter_map(|id| self.ticket(*id)).any(|ticket| self.is_held_in_vain(ticket, now))
    }

    /// Whether a ticket is due by its appointment, and not as the ticket of a walk-in.
    fn is_due_by_appointment(&self, ticket: &Ticket) -> bool {
        let policy = self.setup().map(|setup| setup.policy);
        let due = policy.zip(ticket.appointment.as_ref());
        due.is_some_and(|(policy, booked)| policy.due_by_appointment(booked, ticket.issued_at).is_some())
    }

    /// Whether a desk may call a ticket, should it wait: the desk serves the service, or the ticket was sent to it or
    /// to its CSR.
    pub(crate) fn may_call(&self, id: &DeskId, ticket: &Ticket) -> bool {
        let Some(desk) = self.desk(id) else { return false };
        match &ticket.bound {
            None => desk.profile.contains(&ticket.service),
            Some(Bound::Desk(bound)) => bound == id,
            Some(Bound::Csr(bound)) => desk.csr() == Some(*bound),
        }
    }
}
