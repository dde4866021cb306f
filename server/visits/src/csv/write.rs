//! The files as they are written: the first line, then a row for each visit or span, with `\n` at each line's end.

use super::row::written;
use super::{DESK_COLUMNS, VISIT_COLUMNS};
use crate::{DeskSpan, Outcome, SpanKind, Visit};
use queue::{DeskId, Timestamp};
use std::io::{self, Write};

/// Writes visits, with the first line. The error is the target's.
pub fn write_visits<'a>(target: impl Write, visits: impl IntoIterator<Item = &'a Visit>) -> io::Result<()> {
    let mut writer = VisitWriter::new(target)?;
    visits.into_iter().try_for_each(|visit| writer.write(visit))?;
    writer.finish()
}

/// Writes visits one by one. Memory does not grow with their number.
pub struct VisitWriter<W: Write>(::csv::Writer<W>);

impl<W: Write> VisitWriter<W> {
    /// Begins a file with its first line. The error is the target's.
    pub fn new(target: W) -> io::Result<Self> {
        let mut writer = ::csv::Writer::from_writer(target);
        writer.write_record(VISIT_COLUMNS)?;
        Ok(Self(writer))
    }

    pub fn write(&mut self, visit: &Visit) -> io::Result<()> {
        let time = |time: Option<Timestamp>| time.map(written).unwrap_or_default();
        self.0.write_record([
            visit.ticket.as_str(),
            visit.service.as_str(),
            if visit.priority { "true" } else { "false" },
            &time(visit.booked),
            &written(visit.issued),
            &time(visit.called),
            &time(visit.started),
            &time(visit.finished),
            visit.desk.as_ref().map_or("", DeskId::as_str),
            match visit.outcome {
                Outcome::Served => "served",
                Outcome::NoShow => "no-show",
                Outcome::Cancelled => "cancelled",
                Outcome::DayEnded => "day-ended",
            },
        ])?;
        Ok(())
    }

    /// Hands everything that was written to the target.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes the spans of desks, with the first line. The error is the target's.
pub fn write_desks<'a>(target: impl Write, spans: impl IntoIterator<Item = &'a DeskSpan>) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(target);
    writer.write_record(DESK_COLUMNS)?;
    for span in spans {
        let kind = match span.kind {
            SpanKind::Open => "open",
            SpanKind::Break => "break",
        };
        writer.write_record([span.desk.as_str(), &written(span.from), &written(span.to), kind])?;
    }
    writer.flush()
}
