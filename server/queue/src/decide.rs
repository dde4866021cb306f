//! What a command causes, or why not: one function per command.
//!
//! Deciding reads the branch and changes nothing; a refused command leaves no trace. No events and no refusal means
//! that what was asked for is so already, or that nobody waits.

use crate::{
    Branch, Command, CsrId, Day, Desk, DeskId, DeskState, Event, Issue, Number, Refusal, Setup, Ticket, TicketId,
    TicketState, Timestamp,
};

impl Branch {
    /// The events that a command causes at `now`. The clock may have stepped back since the last command.
    pub fn decide(&self, command: &Command, now: Timestamp) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::OpenDay { day, setup } => self.open_day(day, setup, now),
            Command::Issue(issue) => self.issue_ticket(issue, now),
            Command::OpenDesk { desk, csr } => self.open_desk(desk, *csr, now),
            Command::CloseDesk { desk, csr } => self.close_desk(desk, *csr, now),
            Command::CallNext { desk, csr } => self.call_next(desk, *csr, now),
            Command::Recall { desk, csr } => self.recall_visitor(desk, *csr, now),
            Command::Start { desk, csr } => self.start_service(desk, *csr, now),
            Command::Finish { desk, csr } => self.finish_service(desk, *csr, now),
            Command::NoShow { desk, csr } => self.no_show(desk, *csr, now),
            Command::Cancel { ticket } => self.cancel(*ticket, now),
        }
    }

    /// A later day replaces the one that is open; the same or an earlier one is refused.
    fn open_day(&self, day: &Day, setup: &Setup, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        if let Some(open) = self.day()
            && day <= open
        {
            return Err(Refusal::DayOpen(open.clone()));
        }
        setup.check()?;
        Ok(vec![Event::DayOpened { day: day.clone(), setup: Box::new(setup.clone()), at }])
    }

    fn issue_ticket(&self, wish: &Issue, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        let setup = self.setup().ok_or(Refusal::NoDay)?;
        let service = setup.services.get(&wish.service).ok_or_else(|| Refusal::UnknownService(wish.service.clone()))?;
        if self.opening_at(at).is_none() {
            return Err(Refusal::Closed { opens_at: self.next_opening(at) });
        }
        let ticket = TicketId(self.counts().issued + 1);
        let count = self.numbers.get(&service.letter).map_or(1, |last| last.saturating_add(1));
        let due = setup.policy.due(service, wish.priority, at);
        Ok(vec![Event::TicketIssued {
            ticket,
            number: Number { letter: service.letter, count },
            service: wish.service.clone(),
            language: wish.language.clone(),
            priority: wish.priority,
            documents: wish.documents.clone(),
            token: wish.token.clone(),
            due,
            ahead: self.ahead(&wish.service, (due, ticket)),
            at,
        }])
    }

    fn open_desk(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        match self.known_desk(desk)?.csr() {
            Some(there) if there == csr => return Ok(vec![]),
            Some(there) => return Err(Refusal::DeskTaken { desk: desk.clone(), csr: there }),
            None => {}
        }
        if let Some(elsewhere) = self.desk_of(csr) {
            return Err(Refusal::CsrElsewhere(elsewhere.clone()));
        }
        Ok(vec![Event::DeskOpened { desk: desk.clone(), csr, at }])
    }

    fn close_desk(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        self.idle_desk(desk, csr)?;
        Ok(vec![Event::DeskClosed { desk: desk.clone(), at }])
    }

    fn call_next(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        self.idle_desk(desk, csr)?;
        let call = self.pick(desk, at).map(|pick| Event::TicketCalled {
            ticket: pick.ticket,
            desk: desk.clone(),
            csr,
            reason: pick.reason,
            at,
        });
        Ok(call.into_iter().collect())
    }

    fn recall_visitor(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        let ticket = self.called_ticket(desk, csr)?;
        Ok(vec![Event::TicketRecalled { ticket, desk: desk.clone(), at }])
    }

    fn start_service(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        let ticket = self.called_ticket(desk, csr)?;
        Ok(vec![Event::ServiceStarted { ticket, desk: desk.clone(), at }])
    }

    fn finish_service(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        let ticket = self.open_ticket(desk, csr)?;
        if matches!(ticket.state, TicketState::Called { .. }) {
            return Err(Refusal::NotStarted { number: ticket.number });
        }
        Ok(vec![Event::ServiceFinished { ticket: ticket.id, desk: desk.clone(), at }])
    }

    fn no_show(&self, desk: &DeskId, csr: CsrId, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        let ticket = self.called_ticket(desk, csr)?;
        Ok(vec![Event::TicketNoShow { ticket, desk: desk.clone(), at }])
    }

    fn cancel(&self, id: TicketId, at: Timestamp) -> Result<Vec<Event>, Refusal> {
        if self.day().is_none() {
            return Err(Refusal::NoDay);
        }
        let ticket = self.ticket(id).ok_or(Refusal::UnknownTicket(id))?;
        let number = ticket.number;
        let desk = match &ticket.state {
            TicketState::Waiting => None,
            TicketState::Called { desk, .. } => Some(desk.clone()),
            TicketState::Serving { .. } => return Err(Refusal::AlreadyServing { number }),
            TicketState::Done { .. } | TicketState::NoShow { .. } | TicketState::Cancelled { .. } => {
                return Err(Refusal::TicketOver { number });
            }
        };
        Ok(vec![Event::TicketCancelled { ticket: id, desk, at }])
    }
}

/// What several commands ask first.
impl Branch {
    fn known_desk(&self, id: &DeskId) -> Result<&Desk, Refusal> {
        if self.day().is_none() {
            return Err(Refusal::NoDay);
        }
        self.desk(id).ok_or_else(|| Refusal::UnknownDesk(id.clone()))
    }

    /// The ticket at the CSR's own open desk, if it has one.
    fn own_desk(&self, id: &DeskId, csr: CsrId) -> Result<Option<&Ticket>, Refusal> {
        match self.known_desk(id)?.state {
            DeskState::Closed => Err(Refusal::DeskClosed(id.clone())),
            DeskState::Open { csr: there, .. } if there != csr => {
                Err(Refusal::NotYourDesk { desk: id.clone(), csr: there })
            }
            DeskState::Open { ticket, .. } => Ok(ticket.and_then(|ticket| self.ticket(ticket))),
        }
    }

    fn idle_desk(&self, id: &DeskId, csr: CsrId) -> Result<(), Refusal> {
        match self.own_desk(id, csr)? {
            Some(ticket) => Err(Refusal::TicketOpen { desk: id.clone(), number: ticket.number }),
            None => Ok(()),
        }
    }

    fn open_ticket(&self, id: &DeskId, csr: CsrId) -> Result<&Ticket, Refusal> {
        self.own_desk(id, csr)?.ok_or_else(|| Refusal::NoTicketOpen(id.clone()))
    }

    /// The ticket that has been called to the desk and whose service has not begun.
    fn called_ticket(&self, id: &DeskId, csr: CsrId) -> Result<TicketId, Refusal> {
        let ticket = self.open_ticket(id, csr)?;
        match ticket.state {
            TicketState::Called { .. } => Ok(ticket.id),
            _ => Err(Refusal::AlreadyServing { number: ticket.number }),
        }
    }
}
