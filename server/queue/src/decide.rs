//! The decisions: each command has a function that gives the events it causes, or the refusal.
//!
//! A decision reads the branch and changes nothing. It gives no event where the branch is already in the state that was
//! asked for, and where a desk calls and nobody waits.

mod alert;
mod announcement;
mod call_back;
mod day;
mod desk;
mod issue;
mod lending;
mod remote;
mod reserve;
mod ticket;
mod turn;

use crate::{
    Branch, Command, CsrId, Desk, DeskId, DeskState, Event, Refusal, Ticket, TicketId, TicketState, Timestamp,
};

type Decision = Result<Vec<Event>, Refusal>;

impl Branch {
    /// The events that a command causes at `now`. The clock may have stepped back since the last command.
    pub fn decide(&self, command: &Command, now: Timestamp) -> Decision {
        match command {
            Command::OpenDay { day, setup } => self.open_day(day, setup, now),
            Command::CloseDay { overdue } => self.close_the_day(*overdue, now),
            Command::ReopenDay => self.reopen_the_day(now),
            Command::ExtendDay { until } => self.extend_day(*until, now),
            Command::StopIssuing { service } => self.stop_issuing(service.as_ref(), now),
            Command::ResumeIssuing { service } => self.resume_issuing(service.as_ref(), now),

            Command::Issue(issue) => self.issue_ticket(issue, now),
            Command::ReserveNumbers { kiosk } => self.reserve_numbers(kiosk, now),
            Command::HandIn(given) => self.hand_in(given, now),
            Command::Cancel { ticket } => self.cancel(*ticket, now),
            Command::Delay { ticket, by } => self.delay(*ticket, *by, now),
            Command::Reinstate { ticket, place } => self.reinstate(*ticket, *place, now),
            Command::Resume { ticket } => self.resume(*ticket, now),
            Command::SetPriority { ticket, priority } => self.set_priority(*ticket, *priority, now),
            Command::ReleaseHeld => self.release_held(now),
            Command::CallIn { ticket } => self.call_in(*ticket, now),
            Command::SetOff { ticket } => self.set_off(*ticket, now),
            Command::Arrive { ticket } => self.arrive(*ticket, now),
            Command::EndMissed => self.end_missed(now),
            Command::DialAgain => self.dial_again(now),
            Command::SetService { ticket, service } => self.set_service(*ticket, service, now),
            Command::CheckDocument { ticket, document, at_hand } => {
                self.check_document(*ticket, document, *at_hand, now)
            }

            Command::OpenDesk { desk, csr } => self.open_desk(desk, *csr, now),
            Command::CloseDesk { desk, csr } => self.close_desk(desk, *csr, now),
            Command::PauseDesk { desk, csr, reason } => self.pause_desk(desk, *csr, *reason, now),
            Command::TakeOverDesk { desk, csr } => self.take_over_desk(desk, *csr, now),

            Command::LendDesk { desk, services, until } => self.lend_desk(desk, services, *until, now),
            Command::AcceptLending { desk, csr } => self.accept_lending(desk, *csr, now),
            Command::ReturnDesk { desk, csr } => self.return_desk(desk, *csr, now),

            Command::CallNext { desk, csr } => self.call_next(desk, *csr, now),
            Command::AutoCall { desk, csr, since } => self.auto_call(desk, *csr, *since, now),
            Command::CallTicket { desk, csr, ticket } => self.call_ticket(desk, *csr, *ticket, now),
            Command::Recall { desk, csr } => self.recall_visitor(desk, *csr, now),
            Command::Start { desk, csr } => self.start_service(desk, *csr, now),
            Command::Finish { desk, csr, outcome, delivered, follow_up } => {
                self.finish_service((desk, *csr), *outcome, delivered, *follow_up, now)
            }
            Command::NoShow { desk, csr } => self.no_show(desk, *csr, now),
            Command::Park { desk, csr, reason, until } => self.park((desk, *csr), *reason, *until, now),
            Command::Transfer { desk, csr, to, place } => self.transfer((desk, *csr), to, *place, now),

            Command::RaiseAlert { kind, place } => self.raise_alert(*kind, place, now),
            Command::ClearAlert { alert } => self.clear_alert(*alert, now),
            Command::BeginEvacuation => self.begin_evacuation(now),
            Command::LiftEvacuation => self.lift_evacuation(now),
            Command::Announce { announcement, said, minutes } => self.announce(announcement, said, *minutes, now),
            Command::WithdrawAnnouncement { announcement } => self.withdraw_announcement(announcement, now),
            Command::CountSolved { answer } => self.count_solved(answer, now),
        }
    }
}

/// Checks that several commands share.
impl Branch {
    fn running_day(&self) -> Result<&crate::Setup, Refusal> {
        let setup = self.setup().ok_or(Refusal::NoDay)?;
        if self.is_closed() { Err(Refusal::DayClosed) } else { Ok(setup) }
    }

    fn known_desk(&self, id: &DeskId) -> Result<&Desk, Refusal> {
        self.running_day()?;
        self.desk(id).ok_or_else(|| Refusal::UnknownDesk(id.clone()))
    }

    fn known_ticket(&self, id: TicketId) -> Result<&Ticket, Refusal> {
        self.running_day()?;
        self.ticket(id).ok_or(Refusal::UnknownTicket(id))
    }

    /// The ticket at a desk; refused unless the desk is open and is this CSR's.
    fn own_desk(&self, id: &DeskId, csr: CsrId) -> Result<Option<&Ticket>, Refusal> {
        match self.known_desk(id)?.state {
            DeskState::Closed => Err(Refusal::DeskClosed(id.clone())),
            DeskState::Open { csr: there, .. } if there != csr => {
                Err(Refusal::NotYourDesk { desk: id.clone(), csr: there })
            }
            DeskState::Open { ticket, .. } => Ok(ticket.and_then(|ticket| self.ticket(ticket))),
        }
    }

    /// Refuses unless the desk is open, is this CSR's, and has no ticket.
    fn idle_desk(&self, id: &DeskId, csr: CsrId) -> Result<(), Refusal> {
        match self.own_desk(id, csr)? {
            Some(ticket) => Err(Refusal::TicketOpen { desk: id.clone(), number: ticket.number }),
            None => Ok(()),
        }
    }

    /// Refuses unless the desk is idle, as `idle_desk` checks, and not paused.
    fn ready_desk(&self, id: &DeskId, csr: CsrId) -> Result<(), Refusal> {
        self.idle_desk(id, csr)?;
        match self.known_desk(id)?.pause() {
            Some(_) => Err(Refusal::DeskPaused(id.clone())),
            None => Ok(()),
        }
    }

    /// The ticket at a desk, as `own_desk` finds it; refused when there is none.
    fn open_ticket(&self, id: &DeskId, csr: CsrId) -> Result<&Ticket, Refusal> {
        self.own_desk(id, csr)?.ok_or_else(|| Refusal::NoTicketOpen(id.clone()))
    }

    /// The ticket that is called to a desk; refused when its service has begun.
    fn called_ticket(&self, id: &DeskId, csr: CsrId) -> Result<&Ticket, Refusal> {
        let ticket = self.open_ticket(id, csr)?;
        // A ticket at a desk is called or served.
        let called = matches!(ticket.state, TicketState::Called { .. });
        if called { Ok(ticket) } else { Err(Refusal::AlreadyServing { number: ticket.number }) }
    }
}
