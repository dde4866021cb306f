//! How an event changes the state of a branch.
//!
//! [`Branch::apply`] is the only way in, and it decides nothing: it records what an event says. An event that cannot
//! have happened in this state (in a journal that was edited by hand) changes nothing and never panics, so that one bad
//! row does not take a branch down; a debug build asserts, and [`Branch::fits`] tells.

mod day;
mod desk;
mod lending;
mod reserve;
mod ticket;

use crate::{Branch, DeskState, Event, Opening, ParkReason, Pause, Presence, Ticket, TicketState};

impl Branch {
    /// Folds one event into the state; an event that does not [fit](Self::fits) changes nothing.
    pub fn apply(&mut self, event: &Event) {
        if !self.fits(event) {
            debug_assert!(false, "this cannot have happened here: {event:?}");
            return;
        }
        match event {
            Event::DayOpened { day, setup, .. } => *self = Self::of_day(day, setup),
            Event::DayClosed { at } => self.close_day(*at),
            Event::DayReopened { .. } => self.reopen_day(),
            Event::DayExtended { from, until, .. } => self.add_opening(Opening { from: *from, to: *until }),
            Event::IssuingStopped { service, .. } => self.add_stop(service.as_ref()),
            Event::IssuingResumed { service, .. } => self.remove_stop(service.as_ref()),
            Event::SolvedWithoutTicket { .. } => self.solved += 1,
            Event::AlertRaised { alert, kind, place, at } => self.add_alert(*alert, *kind, place, *at),
            Event::AlertCleared { alert, .. } => self.alerts.retain(|open| open.id != *alert),

            Event::EvacuationBegun { at } => self.evacuating = Some(*at),
            Event::EvacuationLifted { .. } => self.evacuating = None,
            Event::AnnouncementMade { announcement, said, until, at } => {
                self.add_announcement(announcement, said, *until, *at);
            }
            Event::AnnouncementWithdrawn { announcement, .. } => {
                self.announcements.retain(|made| made.id != *announcement);
            }

            Event::DeskOpened { desk, csr, at } => {
                self.set_desk(desk, DeskState::Open { csr: *csr, ticket: None, pause: None }, *at);
            }
            Event::DeskClosed { desk, at } => self.set_desk(desk, DeskState::Closed, *at),
            Event::DeskPaused { desk, reason, at } => {
                self.set_pause(desk, Some(Pause { reason: *reason, since: *at }), *at);
            }
            Event::DeskResumed { desk, at } => self.set_pause(desk, None, *at),
            Event::DeskTakenOver { desk, csr, at, .. } => self.hand_over(desk, *csr, *at),

            Event::LendingAsked { desk, services, until, at } => self.add_lending(desk, services, *until, *at),
            Event::DeskLent { desk, at } => self.begin_lending(desk, *at),
            Event::DeskNotLent { desk, at } | Event::DeskReturned { desk, at } => self.end_lending_at(desk, *at),

            Event::TicketIssued { .. } => self.issue(event),
            Event::NumbersReserved { kiosk, letter, from, to, at } => self.reserve(kiosk, *letter, (*from, *to), *at),
            Event::TicketDelayed { ticket, by, until, .. } => self.postpone(*ticket, *by, *until),
            // Whoever asks for it back is there.
            Event::TicketReinstated { ticket, due, at } => self.wait(*ticket, *due, |ticket| ticket.arrive(*at)),
            Event::TicketResumed { ticket, due, .. } => self.wait(*ticket, *due, |_| {}),
            Event::TicketCalledIn { ticket, at } => self.change_remote(*ticket, |remote| remote.called_in = Some(*at)),
            Event::VisitorSetOff { ticket, at } => {
                self.change_remote(*ticket, |remote| remote.presence = Presence::OnTheWay { since: *at });
            }
            Event::VisitorArrived { ticket, due, at } => self.change(*ticket, |ticket| {
                ticket.due = *due;
                ticket.arrive(*at);
            }),
            Event::TicketMissed { ticket, at } => self.set_ticket(*ticket, TicketState::NoShow { at: *at }),
            Event::TicketReleased { ticket, .. } => self.change(*ticket, |ticket| ticket.bound = None),
            Event::PriorityChanged { ticket, priority, due, .. } => self.change(*ticket, |ticket| {
                (ticket.priority, ticket.due) = (*priority, *due);
            }),
            Event::ServiceChanged { ticket, service, due, .. } => self.change(*ticket, |ticket| {
                ticket.set_service(service);
                ticket.due = *due;
            }),
            Event::DocumentChecked { ticket, document, at_hand, .. } => {
                self.change(*ticket, |ticket| ticket.set_document(document, *at_hand));
            }

            Event::TicketCalled { ticket, desk, reason, at, .. } => self.call(*ticket, desk, *reason, *at),
            Event::TicketRecalled { ticket, desk, at } => self.recall(*ticket, desk, *at),
            Event::ServiceStarted { ticket, at, .. } => self.start(*ticket, *at),
            Event::ServiceFinished { ticket, desk, outcome, delivered, follow_up, next, at } => {
                let done = TicketState::Done { at: *at, outcome: *outcome, follow_up: *follow_up };
                self.finish(*ticket, desk, delivered, next.as_ref(), done, *at);
            }
            Event::TicketNoShow { ticket, desk, at } => {
                self.leave_desk(*ticket, Some(desk), TicketState::NoShow { at: *at }, *at);
            }
            Event::TicketCancelled { ticket, desk, at } => {
                self.leave_desk(*ticket, desk.as_ref(), TicketState::Cancelled { at: *at }, *at);
            }
            Event::TicketParked { ticket, desk, reason, until, at } => {
                let state = TicketState::Parked { desk: desk.clone(), reason: *reason, since: *at, until: *until };
                self.leave_desk(*ticket, Some(desk), state, *at);
                if *reason == ParkReason::NoAnswer {
                    self.change(*ticket, Ticket::did_not_answer);
                }
            }
            Event::TicketTransferred { ticket, desk, service, bound, due, at } => {
                self.hold(desk, None, *at);
                self.wait(*ticket, *due, |ticket| {
                    ticket.set_service(service);
                    ticket.bound.clone_from(bound);
                });
            }
        }
    }
}
