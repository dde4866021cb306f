//! One row, and its fields as values.

use super::Known;
use super::fault::{Fault, LineError};
use crate::{DeskSpan, Outcome, SpanKind, Visit};
use ::csv::StringRecord;
use queue::{DeskId, ServiceId, Timestamp};
use std::collections::BTreeSet;

/// The fields of one row, by the name of their column.
pub(super) struct Row<'a> {
    pub(super) line: u64,
    pub(super) wanted: &'static [&'static str],
    /// The index in the record of each wanted column.
    pub(super) places: &'a [usize],
    pub(super) record: &'a StringRecord,
}

impl Row<'_> {
    pub(super) fn visit(&self, known: Option<Known<'_>>) -> Result<Visit, LineError> {
        let service = ServiceId::new(self.required("service", "write the id of a service of the set-up")?);
        if let Some(Known { services, .. }) = known
            && !services.contains(&service)
        {
            let known: Vec<&str> = services.iter().map(ServiceId::as_str).collect();
            let fault = Fault::UnknownService { found: service.as_str().into(), known: known.join(", ") };
            return Err(self.error("service", fault));
        }
        let visit = Visit {
            ticket: self.required("ticket", "write the number of the ticket")?.into(),
            service,
            priority: self.boolean("priority")?,
            booked: self.time("booked")?,
            issued: self.time_required("issued", "every visit has a time at which its ticket was issued")?,
            called: self.time("called")?,
            started: self.time("started")?,
            finished: self.time("finished")?,
            desk: self.desk(known.map(|known| known.desks))?,
            outcome: self.outcome()?,
        };
        self.check(&visit)?;
        Ok(visit)
    }

    pub(super) fn desk_span(&self, desks: Option<&BTreeSet<DeskId>>) -> Result<DeskSpan, LineError> {
        let desk = self.desk(desks)?.ok_or_else(|| self.missing("desk", "write the id of a desk of the set-up"))?;
        let from = self.time_required("from", "every span has a beginning")?;
        let to = self.time_required("to", "every span has an end")?;
        if to < from {
            return Err(self.backwards("to", to, "from", from));
        }
        let kind = match self.text("kind").to_ascii_lowercase().as_str() {
            "open" => SpanKind::Open,
            "break" => SpanKind::Break,
            _ => return Err(self.not_allowed("kind", "open, break")),
        };
        Ok(DeskSpan { desk, from, to, kind })
    }

    /// Refuses a time that is before that of the row above.
    pub(super) fn after(
        &self,
        column: &'static str,
        time: Timestamp,
        last: &mut Option<Timestamp>,
    ) -> Result<(), LineError> {
        if let Some(earlier) = last.replace(time)
            && time < earlier
        {
            let fault = Fault::OutOfOrder { found: self.text(column).into(), earlier: written(earlier) };
            return Err(self.error(column, fault));
        }
        Ok(())
    }

    /// Refuses a visit whose times run backwards, or lack one that its outcome asks for.
    fn check(&self, visit: &Visit) -> Result<(), LineError> {
        let times = [
            ("issued", Some(visit.issued)),
            ("called", visit.called),
            ("started", visit.started),
            ("finished", visit.finished),
        ];
        let mut known = times.iter().filter_map(|(column, time)| Some((*column, (*time)?)));
        let mut before = known.next();
        for (column, time) in known {
            if let Some((than, earlier)) = before
                && time < earlier
            {
                return Err(self.backwards(column, time, than, earlier));
            }
            before = Some((column, time));
        }
        let needed: &[&'static str] = match visit.outcome {
            Outcome::Served => &["called", "started", "finished"],
            Outcome::NoShow => &["called"],
            Outcome::Cancelled | Outcome::DayEnded => &[],
        };
        match needed.iter().find(|column| self.text(column).is_empty()) {
            Some(column) if visit.outcome == Outcome::Served => {
                Err(self.missing(column, "a visit that was served has a call, a start and an end"))
            }
            Some(column) => Err(self.missing(column, "a no-show has been called")),
            None => Ok(()),
        }
    }

    fn desk(&self, known: Option<&BTreeSet<DeskId>>) -> Result<Option<DeskId>, LineError> {
        let Some(desk) = Some(self.text("desk")).filter(|desk| !desk.is_empty()).map(DeskId::new) else {
            return Ok(None);
        };
        if let Some(desks) = known
            && !desks.contains(&desk)
        {
            let known: Vec<&str> = desks.iter().map(DeskId::as_str).collect();
            let fault = Fault::UnknownDesk { found: desk.as_str().into(), known: known.join(", ") };
            return Err(self.error("desk", fault));
        }
        Ok(Some(desk))
    }

    fn outcome(&self) -> Result<Outcome, LineError> {
        match self.text("outcome").to_ascii_lowercase().replace('_', "-").as_str() {
            "served" => Ok(Outcome::Served),
            "no-show" => Ok(Outcome::NoShow),
            "cancelled" => Ok(Outcome::Cancelled),
            "day-ended" => Ok(Outcome::DayEnded),
            _ => Err(self.not_allowed("outcome", "served, no-show, cancelled, day-ended")),
        }
    }

    fn boolean(&self, column: &'static str) -> Result<bool, LineError> {
        match self.text(column).to_ascii_lowercase().as_str() {
            "true" => Ok(true),
            "false" | "" => Ok(false),
            found => Err(self.error(column, Fault::NotABoolean { found: found.into() })),
        }
    }

    fn time(&self, column: &'static str) -> Result<Option<Timestamp>, LineError> {
        let found = self.text(column);
        if found.is_empty() {
            return Ok(None);
        }
        let time = found.parse::<jiff::Timestamp>().ok().filter(|_| !found.contains(','));
        match time {
            Some(time) => Ok(Some(Timestamp(time.as_millisecond()))),
            None => Err(self.error(column, Fault::NotATime { found: found.into() })),
        }
    }

    fn time_required(&self, column: &'static str, remedy: &'static str) -> Result<Timestamp, LineError> {
        self.time(column)?.ok_or_else(|| self.missing(column, remedy))
    }

    fn required(&self, column: &'static str, remedy: &'static str) -> Result<&str, LineError> {
        let text = self.text(column);
        if text.is_empty() { Err(self.missing(column, remedy)) } else { Ok(text) }
    }

    /// The field of a column, without the blanks around it.
    fn text(&self, column: &str) -> &str {
        let index = self.wanted.iter().position(|wanted| *wanted == column);
        let place = index.and_then(|index| self.places.get(index));
        place.and_then(|place| self.record.get(*place)).unwrap_or_default().trim()
    }

    fn missing(&self, column: &str, remedy: &'static str) -> LineError {
        self.error(column, Fault::Missing { remedy })
    }

    fn not_allowed(&self, column: &str, allowed: &'static str) -> LineError {
        self.error(column, Fault::NotAllowed { found: self.text(column).into(), allowed })
    }

    fn backwards(&self, column: &str, time: Timestamp, than: &'static str, earlier: Timestamp) -> LineError {
        self.error(column, Fault::Backwards { found: written(time), than, earlier: written(earlier) })
    }

    fn error(&self, column: &str, fault: Fault) -> LineError {
        LineError { line: self.line, column: Some(column.into()), fault }
    }
}

/// A time as the files have it: RFC 3339 in UTC, with milliseconds where there are some.
pub(super) fn written(time: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(time.0).map_or_else(|_| time.0.to_string(), |time| time.to_string())
}
