//! The files as they are written: the first line, then a row for each visit or span, with `\n` at each line's end.

use super::row::written;
use super::{DESK_COLUMNS, VISIT_COLUMNS};
use crate::{DeskSpan, Outcome, SpanKind, Visit};
use queue::{DeskId, Timestamp};
use std::io::{self, Write};

/// Writes visits, with the first line. The error is the target's.
pub fn write_visits<'a>(target: impl Write, visits: impl IntoIterator<Item = &'a Visit>) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(target);
    writer.write_record(VISIT_COLUMNS)?;
    let time = |time: Option<Timestamp>| time.map(written).unwrap_or_default();
    for visit in visits {
        writer.write_record([
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
    }
    writer.flush()
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
