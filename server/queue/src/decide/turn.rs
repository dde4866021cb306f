//! A visitor's turn at a desk: a ticket is called, recalled, started, finished, parked, transferred, or a no-show.

use super::Decision;
use crate::{
    Bound, Branch, CsrId, Desk, DeskId, Destination, Duration, Event, Leg, ManualPicks, ParkReason, QueuePlace,
    Refusal, ServiceId, Ticket, TicketId, TicketState, Timestamp, VisitOutcome,
};

impl Branch {
    pub(super) fn call_next(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        self.ready_desk(desk, csr)?;
        self.not_evacuating()?;
        let call = self.pick(desk, at).map(|pick| Event::TicketCalled {
            ticket: pick.ticket,
            desk: desk.clone(),
            csr,
            reason: pick.reason,
            at,
        });
        Ok(call.into_iter().collect())
    }

    /// A desk calls by itself. Whoever asks names the moment since which they saw the desk free, so that a tablet that shows
    /// an old view, or the second of two tablets, calls nobody.
    pub(super) fn auto_call(&self, id: &DeskId, csr: CsrId, since: Timestamp, at: Timestamp) -> Decision {
        if self.running_day()?.policy.auto_call_after.is_zero() {
            return Err(Refusal::NoAutoCall);
        }
        self.own_desk(id, csr)?;
        self.not_evacuating()?;
        if self.known_desk(id)?.free_since != Some(since) {
            return Ok(vec![]);
        }
        let mut events = self.call_next(id, csr, at)?;
        for event in &mut events {
            if let Event::TicketCalled { reason, .. } = event {
                reason.by_itself = true;
            }
        }
        Ok(events)
    }

    /// A CSR picks the ticket. The call is recorded as manual, since the promise on overtaking does not hold for it.
    pub(super) fn call_ticket(&self, desk: &DeskId, csr: CsrId, id: TicketId, at: Timestamp) -> Decision {
        self.ready_desk(desk, csr)?;
        self.not_evacuating()?;
        if self.running_day()?.policy.manual_picks == ManualPicks::Off {
            return Err(Refusal::NoManualPicks);
        }
        let ticket = self.waiting_ticket(id)?;
        if ticket.is_away() {
            return Err(Refusal::StillAway { number: ticket.number });
        }
        if !self.may_call(desk, ticket) {
            return Err(Refusal::NotServedHere { number: ticket.number, desk: desk.clone() });
        }
        let reason = self.reason_of_manual_pick(desk, ticket, at).ok_or(Refusal::NoDay)?;
        Ok(vec![Event::TicketCalled { ticket: id, desk: desk.clone(), csr, reason, at }])
    }

    pub(super) fn recall_visitor(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        let ticket = self.called_ticket(desk, csr)?.id;
        self.not_evacuating()?;
        Ok(vec![Event::TicketRecalled { ticket, desk: desk.clone(), at }])
    }

    pub(super) fn start_service(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        let ticket = self.called_ticket(desk, csr)?.id;
        Ok(vec![Event::ServiceStarted { ticket, desk: desk.clone(), at }])
    }

    /// The visit goes on with the first of its further services that has not been delivered.
    pub(super) fn finish_service(
        &self,
        (desk, csr): (&DeskId, CsrId),
        outcome: VisitOutcome,
        delivered: &[ServiceId],
        follow_up: bool,
        at: Timestamp,
    ) -> Decision {
        let ticket = self.open_ticket(desk, csr)?;
        if matches!(ticket.state, TicketState::Called { .. }) {
            return Err(Refusal::NotStarted { number: ticket.number });
        }
        if let Some(unknown) = delivered.iter().find(|service| !self.lines.has_service(service)) {
            return Err(Refusal::UnknownService(unknown.clone()));
        }
        let delivered = match (delivered, outcome) {
            ([], VisitOutcome::Resolved | VisitOutcome::Partly) => vec![ticket.service.clone()],
            ([], VisitOutcome::Unresolved) | ([_, ..], _) => delivered.to_vec(),
        };
        let next = ticket.then.iter().find(|service| !delivered.contains(service)).map(|service| {
            let service = service.clone();
            Leg { due: self.due(&Ticket { service: service.clone(), ..ticket.clone() }), service }
        });
        let ticket = ticket.id;
        Ok(vec![Event::ServiceFinished { ticket, desk: desk.clone(), outcome, delivered, follow_up, next, at }])
    }

    /// A no-show is refused until the visitor has been called as often as the policy asks, and the first call is as long
    /// ago. Where the clock stepped back behind the first call, only the number of calls counts.
    pub(super) fn no_show(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        let policy = self.running_day()?.policy;
        let ticket = self.called_ticket(desk, csr)?;
        if ticket.call_back.is_some() {
            return self.no_answer(desk, csr, at);
        }
        if let TicketState::Called { first_at, calls, .. } = ticket.state {
            let elapsed = at - first_at;
            let calls = policy.no_show_calls.saturating_sub(calls);
            let wait = if elapsed.0 < 0 { 0 } else { (policy.no_show_after.0 - elapsed.0).max(0) };
            if calls > 0 || wait > 0 {
                return Err(Refusal::TooSoon { number: ticket.number, calls, wait: Duration(wait) });
            }
        }
        Ok(vec![Event::TicketNoShow { ticket: ticket.id, desk: desk.clone(), at }])
    }

    pub(super) fn park(
        &self,
        (desk, csr): (&DeskId, CsrId),
        reason: ParkReason,
        until: Option<Timestamp>,
        at: Timestamp,
    ) -> Decision {
        if reason == ParkReason::NoAnswer {
            return self.no_answer(desk, csr, at);
        }
        let ticket = self.open_ticket(desk, csr)?.id;
        if until.is_some_and(|until| until <= at) {
            return Err(Refusal::ReturnInThePast);
        }
        Ok(vec![Event::TicketParked { ticket, desk: desk.clone(), reason, until, at }])
    }

    pub(super) fn transfer(
        &self,
        (desk, csr): (&DeskId, CsrId),
        to: &Destination,
        place: QueuePlace,
        at: Timestamp,
    ) -> Decision {
        let ticket = self.open_ticket(desk, csr)?;
        let nowhere = Refusal::SentNowhere { number: ticket.number };
        let (service, bound) = match to {
            Destination::Service(service) if !self.lines.has_service(service) => {
                return Err(Refusal::UnknownService(service.clone()));
            }
            Destination::Service(service) => (service, None),
            Destination::Desk(other) if other == desk => return Err(nowhere),
            Destination::Desk(other) => match self.known_desk(other)?.csr() {
                None => return Err(Refusal::DeskClosed(other.clone())),
                Some(_) => (&ticket.service, Some(Bound::Desk(other.clone()))),
            },
            Destination::Csr(other) if *other == csr => return Err(nowhere),
            Destination::Csr(other) if self.desk_of(*other).is_none() => return Err(Refusal::CsrAbsent(*other)),
            Destination::Csr(other) => (&ticket.service, Some(Bound::Csr(*other))),
        };
        let by_due = self.due(&Ticket { service: service.clone(), ..ticket.clone() });
        let there = match &bound {
            None => None,
            Some(Bound::Desk(desk)) => Some(desk),
            Some(Bound::Csr(csr)) => self.desk_of(*csr),
        };
        let due = match there {
            None => self.due_at_service(service, place, by_due),
            Some(desk) => self.due_at_desk(desk, place, by_due),
        };
        Ok(vec![Event::TicketTransferred {
            ticket: ticket.id,
            desk: desk.clone(),
            service: service.clone(),
            bound,
            due,
            at,
        }])
    }
}

impl Branch {
    /// How often the called visitor of this desk must still be called, and how long the desk must still wait, before a
    /// no-show is accepted. `None` for a desk that has called nobody.
    pub fn before_no_show(&self, desk: &DeskId, now: Timestamp) -> Option<(u32, Duration)> {
        let csr = self.desk(desk).and_then(Desk::csr)?;
        match self.no_show(desk, csr, now) {
            Ok(_) => Some((0, Duration(0))),
            Err(Refusal::TooSoon { calls, wait, .. }) => Some((calls, wait)),
            Err(_) => None,
        }
    }
}
