//! The business day is opened, extended and closed; the issue of tickets is stopped and resumed.

use super::Decision;
use crate::{AnswerId, Branch, Day, Event, Refusal, ServiceId, Setup, Timestamp};

impl Branch {
    /// A later day replaces the open one; the open day itself and any earlier day are refused.
    pub(super) fn open_day(&self, day: &Day, setup: &Setup, at: Timestamp) -> Decision {
        if let Some(open) = self.day()
            && day <= open
        {
            return Err(Refusal::DayOpen(open.clone()));
        }
        setup.check()?;
        Ok(vec![Event::DayOpened { day: day.clone(), setup: Box::new(setup.clone()), at }])
    }

    /// A person may close the day once no more tickets will be issued today and no desk has a ticket. The tickets that
    /// still wait end with the day. An overdue day is closed in any case.
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

    /// A day that is not over goes on as it is.
    pub(super) fn reopen_the_day(&self, at: Timestamp) -> Decision {
        if self.day().is_none() {
            return Err(Refusal::NoDay);
        }
        Ok(if self.closed { vec![Event::DayReopened { at }] } else { vec![] })
    }

    /// The extension starts at the closing time of the opening in force, or now where the branch has closed. Its bound
    /// is measured from the planned closing time, even after other extensions.
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

    /// Counts in the closed hours too: a quick answer can be read at any time of the day.
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
