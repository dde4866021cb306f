//! The visits of a day, from the events of its journal.
//!
//! The state of a branch forgets when a finished ticket was called, so the visits are read from the events.

use crate::{DeskSpan, Log, Outcome, SpanKind, Visit};
use queue::{Branch, DeskId, Event, TicketId, Timestamp};
use std::collections::BTreeMap;

/// The visits and desk spans of a day, from its events in their order. An event that does not fit is passed over.
pub fn of_events<'a>(events: impl IntoIterator<Item = &'a Event>) -> Log {
    let mut branch = Branch::new();
    let mut recorder = Recorder::default();
    for event in events {
        if branch.fits(event) {
            branch.apply(event);
            recorder.record(event);
        }
    }
    recorder.log()
}

/// Collects the visits of a day from events that fit, one by one.
#[derive(Debug, Clone, Default)]
pub struct Recorder {
    /// The visits of each ticket, oldest first; all but the last have been served.
    tickets: BTreeMap<TicketId, Vec<Record>>,
    open: BTreeMap<DeskId, Timestamp>,
    paused: BTreeMap<DeskId, Timestamp>,
    spans: Vec<DeskSpan>,
    last: Option<Timestamp>,
}

/// A visit and how it ended; `None` while it has not.
#[derive(Debug, Clone)]
struct Record {
    visit: Visit,
    outcome: Option<Outcome>,
}

impl Recorder {
    /// Records one event. A day that opens forgets the day before it.
    pub fn record(&mut self, event: &Event) {
        match event {
            Event::DayOpened { .. } => *self = Self::default(),
            Event::DayClosed { at } => self.close_day(*at),
            Event::DeskOpened { desk, at, .. } => {
                self.open.insert(desk.clone(), *at);
            }
            Event::DeskClosed { desk, at } => {
                self.end_break(desk, *at);
                if let Some(from) = self.open.remove(desk) {
                    self.span(desk, from, *at, SpanKind::Open);
                }
            }
            Event::DeskPaused { desk, at, .. } => {
                self.paused.insert(desk.clone(), *at);
            }
            Event::DeskResumed { desk, at } | Event::DeskTakenOver { desk, at, .. } => self.end_break(desk, *at),
            Event::TicketIssued { ticket, number, service, priority, appointment, at, .. } => {
                let visit = Visit {
                    ticket: number.to_string(),
                    service: service.clone(),
                    priority: *priority,
                    booked: appointment.as_ref().map(|appointment| appointment.booked),
                    issued: *at,
                    called: None,
                    started: None,
                    finished: None,
                    desk: None,
                    outcome: Outcome::DayEnded,
                };
                self.tickets.insert(*ticket, vec![Record { visit, outcome: None }]);
            }
            _ => {
                if let Some(records) = event.ticket().and_then(|ticket| self.tickets.get_mut(&ticket)) {
                    change(records, event);
                }
            }
        }
        self.last = Some(event.at());
    }

    /// The visits that are over, and the spans so far. A desk that is still open has a span up to the last event.
    pub fn log(&self) -> Log {
        let mut desks = self.spans.clone();
        let now = |from: Timestamp| self.last.unwrap_or(from).max(from);
        let open = self.open.iter().map(|(desk, from)| (desk, *from, SpanKind::Open));
        let paused = self.paused.iter().map(|(desk, from)| (desk, *from, SpanKind::Break));
        desks.extend(open.chain(paused).map(|(desk, from, kind)| DeskSpan {
            desk: desk.clone(),
            from,
            to: now(from),
            kind,
        }));
        desks.sort_by(|a, b| (a.from, &a.desk, a.kind).cmp(&(b.from, &b.desk, b.kind)));
        let over = |record: &Record| Some(Visit { outcome: record.outcome?, ..record.visit.clone() });
        let mut visits: Vec<Visit> = self.tickets.values().flatten().filter_map(over).collect();
        visits.sort_by_key(|visit| visit.issued);
        Log { visits, desks }
    }

    /// The visits that are not over, in the order in which they were issued. Their outcome says nothing yet.
    pub fn under_way(&self) -> Vec<Visit> {
        let last = self.tickets.values().filter_map(|records| records.last());
        let mut visits: Vec<Visit> =
            last.filter(|record| record.outcome.is_none()).map(|record| record.visit.clone()).collect();
        visits.sort_by_key(|visit| visit.issued);
        visits
    }

    fn close_day(&mut self, at: Timestamp) {
        for record in self.tickets.values_mut().filter_map(|records| records.last_mut()) {
            if record.outcome.is_none() {
                record.end(Outcome::DayEnded, at);
            }
        }
        let open: Vec<DeskId> = self.open.keys().cloned().collect();
        for desk in open {
            self.end_break(&desk, at);
            if let Some(from) = self.open.remove(&desk) {
                self.span(&desk, from, at, SpanKind::Open);
            }
        }
    }

    fn end_break(&mut self, desk: &DeskId, at: Timestamp) {
        if let Some(from) = self.paused.remove(desk) {
            self.span(desk, from, at, SpanKind::Break);
        }
    }

    /// Keeps a span. Where the clock stepped back behind its beginning, nothing is known of its length.
    fn span(&mut self, desk: &DeskId, from: Timestamp, to: Timestamp, kind: SpanKind) {
        if from < to {
            self.spans.push(DeskSpan { desk: desk.clone(), from, to, kind });
        }
    }
}

impl Record {
    fn end(&mut self, outcome: Outcome, at: Timestamp) {
        self.visit.finished = Some(at);
        self.outcome = Some(outcome);
    }
}

/// Records an event of a ticket in its last visit, or begins the next one.
fn change(records: &mut Vec<Record>, event: &Event) {
    let Some(record) = records.last_mut() else { return };
    match event {
        Event::TicketCalled { desk, at, .. } => {
            record.visit.called.get_or_insert(*at);
            record.visit.desk = Some(desk.clone());
        }
        Event::ServiceStarted { at, .. } => record.visit.started = Some(*at),
        Event::ServiceFinished { next, at, .. } => {
            record.end(Outcome::Served, *at);
            if let Some(leg) = next {
                let visit = Visit {
                    service: leg.service.clone(),
                    issued: *at,
                    booked: None,
                    called: None,
                    started: None,
                    finished: None,
                    desk: None,
                    ..record.visit.clone()
                };
                records.push(Record { visit, outcome: None });
            }
        }
        Event::TicketNoShow { at, .. } => record.end(Outcome::NoShow, *at),
        // The wait in the branch begins with the arrival; who never came waited nowhere and was called by nobody.
        Event::VisitorArrived { at, .. } => record.visit.issued = *at,
        Event::TicketMissed { at, .. } | Event::TicketCancelled { at, .. } => record.end(Outcome::Cancelled, *at),
        Event::TicketReinstated { .. } => (record.visit.finished, record.outcome) = (None, None),
        Event::PriorityChanged { priority, .. } => record.visit.priority = *priority,
        Event::ServiceChanged { service, .. } | Event::TicketTransferred { service, .. } => {
            record.visit.service = service.clone();
        }
        _ => {}
    }
}
