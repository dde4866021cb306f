//! The rows of a day, from its journal, which may grow while it is read.

use crate::quarter::{DeskDoing, Doing, QuarterRow, of_day};
use crate::targets::DayTargets;
use crate::visit::{Channel, End, VisitRow};
use queue::{Branch, DeskId, Event, TicketId, Timestamp};
use std::collections::BTreeMap;
use visits::{Recorder, SpanKind};

/// Collects a day from the rows of its journal, in their order.
#[derive(Debug, Default)]
pub struct DayFold {
    branch: Branch,
    recorder: Recorder,
    /// By the number on the ticket, by which the visit log names it.
    tickets: BTreeMap<String, (TicketId, Channel)>,
    serving: BTreeMap<TicketId, (DeskId, Timestamp)>,
    served: Vec<DeskDoing>,
    last: Option<Timestamp>,
}

/// The rows of a day so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayRows {
    /// By ticket and leg.
    pub visits: Vec<VisitRow>,
    /// By their beginning.
    pub quarters: Vec<QuarterRow>,
    /// The targets with which the day began.
    pub targets: DayTargets,
}

impl DayFold {
    /// Adds the events of one row, which `actor` caused. An event that does not fit is passed over.
    pub fn add(&mut self, actor: &str, events: &[Event]) {
        for event in events {
            if self.branch.fits(event) {
                self.branch.apply(event);
                self.recorder.record(event);
                self.note(actor, event);
                self.last = Some(event.at());
            }
        }
    }

    fn note(&mut self, actor: &str, event: &Event) {
        match event {
            Event::TicketIssued { ticket, number, appointment, .. } => {
                let channel = Channel::of(actor, appointment.is_some());
                self.tickets.insert(number.to_string(), (*ticket, channel));
            }
            Event::ServiceStarted { ticket, desk, at } => {
                self.serving.insert(*ticket, (desk.clone(), *at));
            }
            Event::DayClosed { at } => {
                for ticket in self.serving.keys().copied().collect::<Vec<_>>() {
                    self.stop_serving(ticket, *at);
                }
            }
            Event::ServiceFinished { ticket, at, .. }
            | Event::TicketParked { ticket, at, .. }
            | Event::TicketTransferred { ticket, at, .. }
            | Event::TicketCancelled { ticket, at, .. }
            | Event::TicketNoShow { ticket, at, .. } => self.stop_serving(*ticket, *at),
            _ => {}
        }
    }

    fn stop_serving(&mut self, ticket: TicketId, to: Timestamp) {
        if let Some((desk, from)) = self.serving.remove(&ticket) {
            self.served.push(DeskDoing { desk, doing: Doing::Serving, from, to });
        }
    }

    /// The branch as its journal has it so far.
    pub fn branch(&self) -> &Branch {
        &self.branch
    }

    /// The last event that fitted.
    pub fn last(&self) -> Option<Timestamp> {
        self.last
    }

    /// The rows so far. What is not over ends, for now, with the last event.
    pub fn rows(&self) -> DayRows {
        let log = self.recorder.log();
        let over = log.visits.iter().map(|visit| (visit, End::of(visit.outcome)));
        let under_way = self.recorder.under_way();
        let all = over.chain(under_way.iter().map(|visit| (visit, End::UnderWay)));
        let mut legs: BTreeMap<&str, u32> = BTreeMap::new();
        let mut visits: Vec<VisitRow> = Vec::new();
        for (visit, end) in all {
            let Some((ticket, channel)) = self.tickets.get(&visit.ticket) else { continue };
            let leg = legs.entry(&visit.ticket).or_default();
            visits.push(VisitRow::of(visit, end, *ticket, *leg, *channel));
            *leg += 1;
        }
        let open = log.desks.iter().map(|span| DeskDoing {
            desk: span.desk.clone(),
            doing: if span.kind == SpanKind::Open { Doing::Open } else { Doing::Pause },
            from: span.from,
            to: span.to,
        });
        let serving = self.serving.values().filter_map(|(desk, from)| {
            Some(DeskDoing { desk: desk.clone(), doing: Doing::Serving, from: *from, to: self.last? })
        });
        let desks: Vec<DeskDoing> = open.chain(self.served.iter().cloned()).chain(serving).collect();
        let quarters = of_day(&visits, &desks);
        visits.sort_by_key(|visit| (visit.ticket, visit.leg));
        let services = self.branch.setup().map(|setup| &setup.services).into_iter().flatten();
        let targets = services.map(|(id, service)| (id.clone(), service.target)).collect();
        DayRows { visits, quarters, targets }
    }
}
