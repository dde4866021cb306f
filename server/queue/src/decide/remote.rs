//! A ticket is taken from elsewhere: whether there is room, when the visitor is told to come, sets off, arrives or never does.

use super::Decision;
use crate::call_order::count;
use crate::{Branch, Duration, Event, Issue, Presence, Refusal, Remote, Ticket, TicketId, TicketState, Timestamp};

impl Branch {
    /// Refuses a ticket from elsewhere where the branch gives none, where as many visitors are away as it allows, and where
    /// the visitor would come too late.
    pub(super) fn check_remote(&self, wish: &Issue, travel: Duration, at: Timestamp) -> Result<(), Refusal> {
        let policy = self.running_day()?.policy;
        if policy.remote_most == 0 {
            return Err(Refusal::NoRemote);
        }
        if travel.0 < 0 || travel > policy.remote_travel_most() {
            return Err(Refusal::TravelOutOfRange { most: policy.remote_travel_most() });
        }
        let away = count(self.away().count());
        if away >= policy.remote_most {
            return Err(Refusal::RemoteFull { most: policy.remote_most });
        }
        match self.closes_at(at) {
            // The branch may close for lunch, or for the day, before the visitor is there.
            Some(closes_at) if self.opening_at(at + travel).is_none() => {
                Err(Refusal::TooLate { service: wish.service.clone(), closes_at })
            }
            _ => self.check_closing(wish, at + travel),
        }
    }

    /// Notes that the visitor is told to come. Nobody is told twice.
    pub(super) fn call_in(&self, id: TicketId, at: Timestamp) -> Decision {
        let (_, remote) = self.remote_ticket(id)?;
        let untold = remote.presence == Presence::Away && remote.called_in.is_none();
        Ok(if untold { vec![Event::TicketCalledIn { ticket: id, at }] } else { vec![] })
    }

    /// The visitor is on the way, before or after they were told to come.
    pub(super) fn set_off(&self, id: TicketId, at: Timestamp) -> Decision {
        let (_, remote) = self.remote_ticket(id)?;
        Ok(if remote.presence == Presence::Away { vec![Event::VisitorSetOff { ticket: id, at }] } else { vec![] })
    }

    /// The visitor is there. They keep their place, and are due no earlier than now: who sat in the branch meanwhile and
    /// should have been called by now goes first.
    pub(super) fn arrive(&self, id: TicketId, at: Timestamp) -> Decision {
        let (ticket, remote) = self.remote_ticket(id)?;
        let due = ticket.due.max(at);
        Ok(if remote.is_away() { vec![Event::VisitorArrived { ticket: id, due, at }] } else { vec![] })
    }

    /// Ends the tickets of visitors who should have come long ago.
    pub(super) fn end_missed(&self, at: Timestamp) -> Decision {
        self.running_day()?;
        let missed = self.away().filter(|ticket| self.is_awaited_in_vain(ticket, at));
        Ok(missed.map(|ticket| Event::TicketMissed { ticket: ticket.id, at }).collect())
    }

    /// A ticket that was taken from elsewhere; refused when it is over, or was taken in the branch.
    fn remote_ticket(&self, id: TicketId) -> Result<(&Ticket, &Remote), Refusal> {
        let ticket = self.live_ticket(id)?;
        let remote = ticket.remote.as_ref().ok_or(Refusal::NotRemote { number: ticket.number })?;
        // Whoever is called, served or was parked has been there.
        debug_assert!(!remote.is_away() || ticket.state == TicketState::Waiting, "{id} is away and does not wait");
        Ok((ticket, remote))
    }
}
