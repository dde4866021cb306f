//! A day's log becomes the events of a branch, in time order. Where a log says what cannot have happened (a desk calls
//! while it still serves, or while it is closed), the state is mended by what must have happened before: the service had
//! ended, the desk had opened. Only what lies before a moment decides the state at that moment.

use crate::Day;
use forecast::Today;
use queue::{
    Appointment, AppointmentId, Branch, CsrId, Desk, DeskId, Duration, Event, Language, Letter, Number, PauseReason,
    Reason, Rule, TicketId, TicketState, Timestamp, Token, VisitOutcome,
};
use std::collections::{BTreeMap, BTreeSet};
use visits::{Outcome, SpanKind, Visit};

/// What the log says of one moment. Of two things at one moment, the first in this order comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    End(usize),
    Opens(DeskId),
    Resumes(DeskId),
    Pauses(DeskId),
    Closes(DeskId),
    Issue(usize),
    Call(usize),
    Start(usize),
    /// A visit that ends as it begins.
    EndAtOnce(usize),
}

/// Something that an evaluation looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sight<'a> {
    /// A visitor has taken a ticket.
    Issued { visit: &'a Visit, ticket: TicketId },
    /// A visitor is called.
    Called { visit: &'a Visit, ticket: TicketId },
}

/// The state of a branch while a day is replayed.
pub(crate) struct Replay<'a> {
    day: &'a Day,
    pub(crate) branch: Branch,
    pub(crate) today: Today,
    tickets: BTreeMap<usize, TicketId>,
    numbers: BTreeMap<Letter, u32>,
    /// The desks that pause, or close, as soon as their service ends.
    pausing: BTreeSet<DeskId>,
    closing: BTreeSet<DeskId>,
}

/// Replays a day, and shows what happened to `look`, with the state right after it.
pub(crate) fn replay(day: &Day, mut look: impl FnMut(&Branch, &Today, Timestamp, Sight)) {
    let mut replay = Replay {
        day,
        branch: Branch::new(),
        today: Today::new(day.midnight, day.weekday),
        tickets: BTreeMap::new(),
        numbers: BTreeMap::new(),
        pausing: BTreeSet::new(),
        closing: BTreeSet::new(),
    };
    let first = queue::Day::from_written(&day.date);
    replay.apply(Event::DayOpened { day: first, setup: Box::new(day.setup.clone()), at: day.midnight });
    for (at, moment) in moments(day) {
        replay.step(at, &moment);
        let sight = |index: usize| Some((&day.log.visits[index], *replay.tickets.get(&index)?));
        let sight = match moment {
            Moment::Issue(index) => sight(index).map(|(visit, ticket)| Sight::Issued { visit, ticket }),
            Moment::Call(index) => sight(index).map(|(visit, ticket)| Sight::Called { visit, ticket }),
            _ => None,
        };
        if let Some(sight) = sight {
            look(&replay.branch, &replay.today, at, sight);
        }
    }
}

fn moments(day: &Day) -> Vec<(Timestamp, Moment)> {
    let mut moments = Vec::new();
    for (index, visit) in day.log.visits.iter().enumerate() {
        moments.push((visit.issued, Moment::Issue(index)));
        moments.extend(visit.called.map(|called| (called, Moment::Call(index))));
        moments.extend(visit.started.filter(|_| visit.called.is_some()).map(|started| (started, Moment::Start(index))));
        if let Some(finished) = visit.finished {
            let began = [Some(visit.issued), visit.called, visit.started];
            let at_once = began.contains(&Some(finished));
            moments.push((finished, if at_once { Moment::EndAtOnce(index) } else { Moment::End(index) }));
        }
    }
    for span in &day.log.desks {
        let desk = || span.desk.clone();
        let (begins, ends) = match span.kind {
            SpanKind::Open => (Moment::Opens(desk()), Moment::Closes(desk())),
            SpanKind::Break => (Moment::Pauses(desk()), Moment::Resumes(desk())),
        };
        moments.extend([(span.from, begins), (span.to, ends)]);
    }
    moments.sort();
    moments
}

impl Replay<'_> {
    /// Applies an event if it fits.
    fn apply(&mut self, event: Event) -> bool {
        let fits = self.branch.fits(&event);
        if fits {
            self.today.observe(&self.branch, &event);
            self.branch.apply(&event);
        }
        fits
    }

    fn step(&mut self, at: Timestamp, moment: &Moment) {
        match moment {
            Moment::Opens(desk) => {
                self.closing.remove(desk);
                self.open(desk, at);
            }
            Moment::Resumes(desk) => {
                self.pausing.remove(desk);
                self.apply(Event::DeskResumed { desk: desk.clone(), at });
            }
            Moment::Pauses(desk) => {
                if !self.apply(Event::DeskPaused { desk: desk.clone(), reason: PauseReason::Break, at }) {
                    self.pausing.insert(desk.clone());
                }
            }
            Moment::Closes(desk) => {
                if !self.apply(Event::DeskClosed { desk: desk.clone(), at }) {
                    self.closing.insert(desk.clone());
                }
            }
            Moment::Issue(index) => self.issue(*index, at),
            Moment::Call(index) => self.call(*index, at),
            Moment::Start(index) => {
                if let Some((ticket, desk)) = self.at_desk(*index) {
                    self.apply(Event::ServiceStarted { ticket, desk, at });
                }
            }
            Moment::End(index) | Moment::EndAtOnce(index) => self.end(*index, at),
        }
    }

    /// Opens a closed desk. Each desk has a CSR of its own.
    fn open(&mut self, desk: &DeskId, at: Timestamp) {
        let place = self.branch.desks().position(|(id, _)| id == desk).unwrap_or(0);
        let csr = CsrId(u32::try_from(place).unwrap_or(u32::MAX));
        self.apply(Event::DeskOpened { desk: desk.clone(), csr, at });
    }

    fn issue(&mut self, index: usize, at: Timestamp) {
        let visit = &self.day.log.visits[index];
        let Some(service) = self.day.setup.services.get(&visit.service) else { return };
        let ticket = TicketId(self.branch.counts().issued + 1);
        let count = self.numbers.entry(service.letter).or_default();
        *count += 1;
        let number = Number { letter: service.letter, count: *count };
        let id = AppointmentId::new(&ticket.to_string());
        let appointment = visit.booked.map(|booked| Appointment { id, booked, officer: None });
        let policy = &self.day.setup.policy;
        let booked = appointment.as_ref().and_then(|appointment| policy.due_by_appointment(appointment, at));
        let issued = self.apply(Event::TicketIssued {
            ticket,
            number,
            service: visit.service.clone(),
            then: Vec::new(),
            language: Language::new("en"),
            priority: visit.priority,
            documents: Vec::new(),
            missing: Vec::new(),
            appointment,
            bound: None,
            travel: None,
            alone: None,
            call_back: false,
            token: Token::new(&ticket.to_string()),
            due: booked.unwrap_or_else(|| policy.due(service, visit.priority, at)),
            ahead: 0,
            at,
        });
        if issued {
            self.tickets.insert(index, ticket);
        }
    }

    fn call(&mut self, index: usize, at: Timestamp) {
        let visit = &self.day.log.visits[index];
        let (Some(ticket), Some(desk)) = (self.tickets.get(&index).copied(), &visit.desk) else { return };
        if let Some(before) = self.branch.desk(desk).and_then(Desk::ticket) {
            self.end_service(before, desk, at);
        }
        self.open(desk, at);
        self.apply(Event::DeskResumed { desk: desk.clone(), at });
        let csr = self.branch.desk(desk).and_then(Desk::csr).unwrap_or(CsrId(0));
        let waited = at - visit.issued;
        let rule = Rule::Due;
        let (priority, contested) = (visit.priority, false);
        let reason = Reason {
            waited,
            target: Duration(0),
            priority,
            candidates: 1,
            overtaken: 0,
            rule,
            contested,
            by_itself: false,
        };
        self.apply(Event::TicketCalled { ticket, desk: desk.clone(), csr, reason, at });
    }

    /// The desk that a visit's ticket is called to or served at.
    fn at_desk(&self, index: usize) -> Option<(TicketId, DeskId)> {
        let ticket = *self.tickets.get(&index)?;
        match &self.branch.ticket(ticket)?.state {
            TicketState::Called { desk, .. } | TicketState::Serving { desk, .. } => Some((ticket, desk.clone())),
            _ => None,
        }
    }

    fn end(&mut self, index: usize, at: Timestamp) {
        let visit = &self.day.log.visits[index];
        let Some(ticket) = self.tickets.get(&index).copied() else { return };
        match (self.at_desk(index), visit.outcome) {
            (Some((_, desk)), Outcome::NoShow) => {
                self.apply(Event::TicketNoShow { ticket, desk: desk.clone(), at });
                self.rest(&desk, at);
            }
            (Some((_, desk)), Outcome::Cancelled) => {
                self.apply(Event::TicketCancelled { ticket, desk: Some(desk.clone()), at });
                self.rest(&desk, at);
            }
            (Some((_, desk)), Outcome::Served | Outcome::DayEnded) => self.end_service(ticket, &desk, at),
            (None, _) => {
                self.apply(Event::TicketCancelled { ticket, desk: None, at });
            }
        }
    }

    /// Ends the service of a ticket; where the log does not say when it began, it began with the call.
    fn end_service(&mut self, ticket: TicketId, desk: &DeskId, at: Timestamp) {
        if let Some(TicketState::Called { at: called, .. }) =
            self.branch.ticket(ticket).map(|ticket| ticket.state.clone())
        {
            self.apply(Event::ServiceStarted { ticket, desk: desk.clone(), at: called });
        }
        self.apply(Event::ServiceFinished {
            ticket,
            desk: desk.clone(),
            outcome: VisitOutcome::Resolved,
            delivered: Vec::new(),
            follow_up: false,
            next: None,
            at,
        });
        self.rest(desk, at);
    }

    /// A desk whose service has ended pauses or closes, if that was due.
    fn rest(&mut self, desk: &DeskId, at: Timestamp) {
        if self.pausing.remove(desk) {
            self.apply(Event::DeskPaused { desk: desk.clone(), reason: PauseReason::Break, at });
        }
        if self.closing.remove(desk) {
            self.apply(Event::DeskClosed { desk: desk.clone(), at });
        }
    }
}
