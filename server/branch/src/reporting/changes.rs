//! The rows of a day as they are stored, and which of them are others now.

use queue::{Day, TicketId, Timestamp};
use reports::{DayRows, DayTotal, QuarterRow, VisitRow};
use std::collections::BTreeMap;
use store::report::{StoredQuarter, StoredVisit};
use store::report_day::StoredTotal;

/// The stored rows of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredDay {
    pub visits: BTreeMap<(TicketId, u32), StoredVisit>,
    pub quarters: BTreeMap<Timestamp, StoredQuarter>,
    /// The day in counts; a day without a quarter hour has none.
    pub total: Option<StoredTotal>,
}

/// What has to be written and removed.
#[derive(Debug, Default)]
pub struct Changes {
    pub visits: Vec<StoredVisit>,
    pub visits_gone: Vec<(Day, TicketId, u32)>,
    pub quarters: Vec<StoredQuarter>,
    pub quarters_gone: Vec<(Day, Timestamp)>,
    /// The counts of a day, where they are others; `None` within where it has none.
    pub total: Option<(Day, Option<StoredTotal>)>,
}

impl StoredDay {
    pub fn of(day: &Day, rows: &DayRows) -> Self {
        let visits = rows.visits.iter().map(|visit| ((visit.ticket, visit.leg), stored_visit(day, visit)));
        let quarters = rows.quarters.iter().map(|quarter| (quarter.from, stored_quarter(day, quarter)));
        let total = (!rows.quarters.is_empty()).then(|| stored_total(DayTotal::of(&rows.quarters, &rows.targets)));
        Self { visits: visits.collect(), quarters: quarters.collect(), total }
    }

    pub fn read(visits: Vec<StoredVisit>, quarters: Vec<StoredQuarter>, total: Option<StoredTotal>) -> Self {
        let visits = visits.into_iter().map(|visit| ((visit.ticket, visit.leg), visit));
        let quarters = quarters.into_iter().map(|quarter| (quarter.from, quarter));
        Self { visits: visits.collect(), quarters: quarters.collect(), total }
    }

    /// What makes the stored rows `before` these.
    pub fn since(&self, day: &Day, before: &Self) -> Changes {
        let mut changes = Changes::default();
        let others = self.visits.iter().filter(|(key, visit)| before.visits.get(key) != Some(visit));
        changes.visits = others.map(|(_, visit)| visit.clone()).collect();
        let gone = before.visits.keys().filter(|key| !self.visits.contains_key(key));
        changes.visits_gone = gone.map(|(ticket, leg)| (day.clone(), *ticket, *leg)).collect();
        let others = self.quarters.iter().filter(|(from, quarter)| before.quarters.get(from) != Some(quarter));
        changes.quarters = others.map(|(_, quarter)| quarter.clone()).collect();
        let gone = before.quarters.keys().filter(|from| !self.quarters.contains_key(from));
        changes.quarters_gone = gone.map(|from| (day.clone(), *from)).collect();
        changes.total = (self.total != before.total).then(|| (day.clone(), self.total.clone()));
        changes
    }
}

fn stored_total(total: DayTotal) -> StoredTotal {
    let DayTotal { arrivals, visits, served, cancelled, no_shows, in_time, timed, on_target, called, hours } = total;
    StoredTotal { arrivals, visits, served, cancelled, no_shows, in_time, timed, on_target, called, hours }
}

fn stored_visit(day: &Day, visit: &VisitRow) -> StoredVisit {
    StoredVisit {
        day: day.clone(),
        ticket: visit.ticket,
        leg: visit.leg,
        number: visit.number.clone(),
        service: visit.service.clone(),
        desk: visit.desk.as_ref().map(ToString::to_string),
        channel: visit.channel.as_str().to_owned(),
        priority: visit.priority,
        booked: visit.booked,
        issued: visit.issued,
        called: visit.called,
        started: visit.started,
        finished: visit.finished,
        outcome: visit.end.as_str().to_owned(),
    }
}

fn stored_quarter(day: &Day, quarter: &QuarterRow) -> StoredQuarter {
    let counts = quarter.counts;
    StoredQuarter {
        day: day.clone(),
        from: quarter.from,
        arrivals: counts.arrivals,
        served: counts.served,
        no_shows: counts.no_shows,
        cancelled: counts.cancelled,
        day_ended: counts.day_ended,
        under_way: counts.under_way,
        facts: quarter.facts.to_text(),
    }
}
