//! The business day: its beginning and end, and when tickets are given out.

use super::Decision;
use crate::{AnswerId, Branch, Day, Event, Refusal, ServiceId, Setup, Timestamp};

impl Branch {
    /// A later day replaces the one that is open; the same or an earlier one is refused.
    pub(super) fn open_day(&self, day: &Day, setup: &Setup, at: Timestamp) -> Decision {
        if let Some(open) = self.day()
            && day <= open
        {
            return Err(Refusal::DayOpen(open.clone()));
        }
        setup.check()?;
        Ok(vec![Event::DayOpened { day: day.clone(), setup: Box::new(setup.clone()), at }])
    }

    /// A person ends the day once no more tickets are given out, not after a break either, and nobody is at a desk;
    /// those who still wait are sent home by it, and it cannot be opened again. A day that the calendar has ended is
    /// over in any case.
    pub(super) fn close_the_day(&self, overdue: bool, at: Timestamp) -> Decision {
        self.running_day()?;
        if !overdue {
            if self.hours.iter().any(|opening| at < opening.to) && !self.stopped().all {
                return Err(Refusal::StillIssuing);
            }
            let mut desks = self.desks().filter_map(|(id, desk)| Some((id, self.ticket(desk.ticket()?)?)));
            if let Some((desk, ticket)) = desks.next() {
                return Err(Refusal::StillServing { desk: desk.clone(), number: ticket.number });
            }
        }
        Ok(vec![Event::DayClosed { at }])
    }

    /// From the closing time of the opening in force; or from now on, where the branch has closed. However often it is
    /// extended, the bound is measured from the closing time that was planned.
    pub(super) fn extend_day(&self, until: Timestamp, at: Timestamp) -> Decision {
        self.running_day()?;
        let Some((from, latest)) = self.extension(at) else {
            return Err(Refusal::Closed { opens_at: self.next_opening(at) });
        };
        if until <= from || until > latest {
            return Err(Refusal::ExtensionOutOfRange { after: from, latest });
        }
        Ok(vec![Event::DayExtended { from, until, at }])
    }

    pub(super) fn stop_issuing(&self, service: Option<&ServiceId>, at: Timestamp) -> Decision {
        let stopped = self.is_stopped(service)?;
        let event = Event::IssuingStopped { service: service.cloned(), at };
        Ok(if stopped { vec![] } else { vec![event] })
    }

    pub(super) fn resume_issuing(&self, service: Option<&ServiceId>, at: Timestamp) -> Decision {
        let stopped = self.is_stopped(service)?;
        let event = Event::IssuingResumed { service: service.cloned(), at };
        Ok(if stopped { vec![event] } else { vec![] })
    }

    /// Whatever the hours: a quick answer can be read at any time of the day.
    pub(super) fn count_solved(&self, answer: &AnswerId, at: Timestamp) -> Decision {
        self.running_day()?;
        Ok(vec![Event::SolvedWithoutTicket { answer: answer.clone(), at }])
    }

    fn is_stopped(&self, service: Option<&ServiceId>) -> Result<bool, Refusal> {
        let setup = self.running_day()?;
        match service {
            None => Ok(self.stopped().all),
            Some(id) if setup.services.contains_key(id) => Ok(self.stopped().services.contains(id)),
            Some(id) => Err(Refusal::UnknownService(id.clone())),
        }
    }
}
