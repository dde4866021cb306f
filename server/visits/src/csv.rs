//! The visit log as two CSV files, as `docs/visit-log.md` describes them.
//!
//! A file is read row by row, so memory does not grow with it. Reading stops at the first fault, which names line,
//! column and remedy.

mod fault;
mod row;
mod table;
mod write;

pub use fault::{Fault, LineError};
pub use write::{VisitWriter, write_desks, write_visits};

use crate::{DeskSpan, Visit};
use queue::{ServiceId, Timestamp};
use row::Row;
use std::collections::BTreeSet;
use std::io::BufRead;
use table::Table;

/// The columns of the file of visits.
pub const VISIT_COLUMNS: [&str; 10] =
    ["ticket", "service", "priority", "booked", "issued", "called", "started", "finished", "desk", "outcome"];

/// The columns of the file of desk spans.
pub const DESK_COLUMNS: [&str; 4] = ["desk", "from", "to", "kind"];

/// Reads visits, one row at a time. Where the services of the branch are given, any other service is a fault.
pub fn read_visits(
    source: impl BufRead,
    services: Option<&BTreeSet<ServiceId>>,
) -> impl Iterator<Item = Result<Visit, LineError>> {
    let mut last = None;
    Table::new(source, &VISIT_COLUMNS, move |row: &Row| {
        let visit = row.visit(services)?;
        row.after("issued", visit.issued, &mut last)?;
        Ok(visit)
    })
}

/// Reads the spans of the desks, one row at a time.
pub fn read_desks(source: impl BufRead) -> impl Iterator<Item = Result<DeskSpan, LineError>> {
    let mut last: Option<Timestamp> = None;
    Table::new(source, &DESK_COLUMNS, move |row: &Row| {
        let span = row.desk_span()?;
        row.after("from", span.from, &mut last)?;
        Ok(span)
    })
}
