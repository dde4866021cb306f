//! A visitor is called back: whether there is room, and what becomes of who does not answer.

use super::Decision;
use crate::call_order::count;
use crate::{Branch, CsrId, DeskId, Event, Issue, ParkReason, Refusal, TicketState, Timestamp};

impl Branch {
    /// Refuses a call-back where the branch calls nobody back, where as many wait for one as it allows, and where the desks
    /// would close before.
    pub(super) fn check_call_back(&self, wish: &Issue, at: Timestamp) -> Result<(), Refusal> {
        let most = self.running_day()?.policy.call_backs_most;
        if most == 0 {
            return Err(Refusal::NoCallBack);
        }
        if self.to_call_back() >= most {
            return Err(Refusal::CallBacksFull { most });
        }
        self.check_closing(wish, at)
    }

    /// How many visitors wait to be called back, or to be dialled again.
    fn to_call_back(&self) -> u32 {
        let open = |state: &TicketState| matches!(state, TicketState::Waiting | TicketState::Parked { .. });
        count(self.tickets().filter(|ticket| ticket.call_back.is_some() && open(&ticket.state)).count())
    }

    /// Nobody answers: the ticket is put aside for a while, and after so many times it is a no-show.
    pub(super) fn no_answer(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Decision {
        let policy = self.running_day()?.policy;
        let ticket = self.called_ticket(desk, csr)?;
        let number = ticket.number;
        let call_back = ticket.call_back.ok_or(Refusal::NotCallBack { number })?;
        let (ticket, desk) = (ticket.id, desk.clone());
        if call_back.unanswered.saturating_add(1) >= policy.call_back_dials {
            return Ok(vec![Event::TicketNoShow { ticket, desk, at }]);
        }
        let until = Some(at + policy.call_back_pause);
        Ok(vec![Event::TicketParked { ticket, desk, reason: ParkReason::NoAnswer, until, at }])
    }

    /// Those who did not answer come back into the line once their pause is over, as whoever was put aside does.
    pub(super) fn dial_again(&self, at: Timestamp) -> Decision {
        self.running_day()?;
        let due: Vec<_> =
            self.tickets().filter(|ticket| is_to_be_dialled_again(&ticket.state, at)).map(|ticket| ticket.id).collect();
        due.into_iter().try_fold(Vec::new(), |mut events, ticket| {
            events.extend(self.resume(ticket, at)?);
            Ok(events)
        })
    }
}

impl Branch {
    /// Whether the pause of anybody who did not answer is over.
    pub fn dials_again(&self, now: Timestamp) -> bool {
        self.tickets().any(|ticket| is_to_be_dialled_again(&ticket.state, now))
    }
}

fn is_to_be_dialled_again(state: &TicketState, now: Timestamp) -> bool {
    matches!(state, TicketState::Parked { reason: ParkReason::NoAnswer, until: Some(until), .. } if *until <= now)
}
