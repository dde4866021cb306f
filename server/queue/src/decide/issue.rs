//! A ticket is issued: for one service or several, with or without an appointment.

use super::Decision;
use crate::reserve::RESERVED_AFTER;
use crate::{
    Appointment, Bound, Branch, Duration, Event, Issue, Letter, Number, Position, Refusal, ServiceId, TicketId,
    Timestamp,
};

impl Branch {
    pub(super) fn issue_ticket(&self, wish: &Issue, at: Timestamp) -> Decision {
        let setup = self.running_day()?;
        let service = setup.services.get(&wish.service).ok_or_else(|| Refusal::UnknownService(wish.service.clone()))?;
        self.check_others(wish)?;
        self.not_evacuating()?;
        if self.opening_at(at).is_none() {
            return Err(Refusal::Closed { opens_at: self.next_opening(at) });
        }
        self.check_still_issued(wish)?;
        let due_by_appointment = if let Some(appointment) = &wish.appointment {
            self.check_appointment(appointment)?;
            setup.policy.due_by_appointment(appointment, at)
        } else {
            match wish.travel {
                None if wish.call_back => self.check_call_back(wish, at)?,
                Some(travel) => self.check_remote(wish, travel, at)?,
                None => self.check_closing(wish, at)?,
            }
            None
        };
        let ticket = TicketId(self.counts().issued + 1);
        let count = self.next_count(service.letter);
        let due = due_by_appointment.unwrap_or_else(|| setup.policy.due(service, wish.priority, at));
        Ok(vec![Event::TicketIssued {
            ticket,
            number: Number { letter: service.letter, count },
            service: wish.service.clone(),
            then: wish.then.clone(),
            language: wish.language.clone(),
            priority: wish.priority,
            documents: wish.documents.clone(),
            missing: wish.missing.clone(),
            appointment: wish.appointment.clone(),
            bound: due_by_appointment.and_then(|_| Some(Bound::Csr(wish.appointment.as_ref()?.officer?))),
            travel: wish.travel.filter(|_| wish.appointment.is_none()),
            alone: None,
            call_back: wish.call_back && wish.travel.is_none() && wish.appointment.is_none(),
            token: wish.token.clone(),
            due,
            ahead: self.ahead(&wish.service, Position { due, ticket }),
            at,
        }])
    }

    /// The next number under a letter that no kiosk holds.
    fn next_count(&self, letter: Letter) -> u32 {
        let (last, reserved) = self.last_counts(letter);
        let next = last.saturating_add(1);
        if next > RESERVED_AFTER { next.max(reserved.saturating_add(1)) } else { next }
    }

    /// Refuses a further service that the branch does not have, or that is asked for twice.
    pub(super) fn check_others(&self, wish: &Issue) -> Result<(), Refusal> {
        for (place, service) in wish.then.iter().enumerate() {
            if !self.lines.has_service(service) {
                return Err(Refusal::UnknownService(service.clone()));
            }
            if *service == wish.service || wish.then[..place].contains(service) {
                return Err(Refusal::ServiceTwice(service.clone()));
            }
        }
        Ok(())
    }

    fn check_still_issued(&self, wish: &Issue) -> Result<(), Refusal> {
        let stopped = self.stopped();
        if stopped.all {
            return Err(Refusal::IssuingStopped { service: None });
        }
        match all(wish).find(|service| stopped.services.contains(*service)) {
            Some(service) => Err(Refusal::IssuingStopped { service: Some(service.clone()) }),
            None => Ok(()),
        }
    }

    /// Refuses a second check-in, and an appointment that is not between today's first opening and the end of the
    /// overtime.
    fn check_appointment(&self, appointment: &Appointment) -> Result<(), Refusal> {
        if let Some(ticket) = self.by_appointment(&appointment.id) {
            return Err(Refusal::CheckedIn { number: ticket.number });
        }
        let first = self.hours.first().map(|opening| opening.from);
        let last = self.hours.last().map(|opening| opening.to + self.overtime());
        let today =
            first.is_none_or(|first| first <= appointment.booked) && last.is_none_or(|last| appointment.booked <= last);
        if today { Ok(()) } else { Err(Refusal::AppointmentNotToday { booked: appointment.booked }) }
    }

    /// Refuses a walk-in who could not be served before the desks close.
    pub(super) fn check_closing(&self, wish: &Issue, at: Timestamp) -> Result<(), Refusal> {
        let Some(closes_at) = self.closes_at(at) else { return Ok(()) };
        match self.first_too_late(all(wish), at) {
            Some(service) => Err(Refusal::TooLate { service: service.clone(), closes_at }),
            None => Ok(()),
        }
    }

    fn overtime(&self) -> Duration {
        self.setup().map_or(Duration(0), |setup| setup.policy.overtime)
    }
}

fn all(wish: &Issue) -> impl Iterator<Item = &ServiceId> {
    [&wish.service].into_iter().chain(&wish.then)
}
