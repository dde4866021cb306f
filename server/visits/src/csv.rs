//! The visit log as two CSV files, as `docs/visit-log.md` describes them.
//!
//! A file is read row by row, so memory does not grow with it. Reading stops at the first fault, which names line,
//! column and remedy.

mod fault;
mod line_ends;
mod row;
mod table;
mod write;

pub use fault::{Fault, LineError};
pub use write::{VisitWriter, write_desks, write_visits};

use crate::{DeskSpan, Visit};
use queue::{DeskId, ServiceId, Timestamp};
use row::Row;
use std::collections::BTreeSet;
use std::io::BufRead;
use table::Table;

/// The columns of the file of visits.
pub const VISIT_COLUMNS: [&str; 10] =
    ["ticket", "service", "priority", "booked", "issued", "called", "started", "finished", "desk", "outcome"];

/// The columns of the file of desk spans.
pub const DESK_COLUMNS: [&str; 4] = ["desk", "from", "to", "kind"];

/// What the branch of a log has.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub services: &'a BTreeSet<ServiceId>,
    pub desks: &'a BTreeSet<DeskId>,
}

/// Reads visits, one row at a time. Where it is given what the branch has, any other service or desk is a fault.
pub fn read_visits(source: impl BufRead, known: Option<Known<'_>>) -> impl Iterator<Item = Result<Visit, LineError>> {
    let mut last = None;
    Table::new(source, &VISIT_COLUMNS, move |row: &Row| {
        let visit = row.visit(known)?;
        row.after("issued", visit.issued, &mut last)?;
        Ok(visit)
    })
}

/// Reads the spans of the desks, one row at a time. Where the desks of the branch are given, any other is a fault.
pub fn read_desks(
    source: impl BufRead,
    desks: Option<&BTreeSet<DeskId>>,
) -> impl Iterator<Item = Result<DeskSpan, LineError>> {
    let mut last: Option<Timestamp> = None;
    Table::new(source, &DESK_COLUMNS, move |row: &Row| {
        let span = row.desk_span(desks)?;
        row.after("from", span.from, &mut last)?;
        Ok(span)
    })
}
