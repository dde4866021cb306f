//! The days of a log, one by one, from its two files.

use crate::cli::Error;
use ::setup::Branch;
use evaluate::Day;
use forecast::Today;
use queue::{DeskId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use visits::csv::{Known, LineError, read_desks, read_visits};
use visits::{DeskSpan, Log, Visit};

/// The spans of the desks by date.
pub type Spans = BTreeMap<String, Vec<DeskSpan>>;

pub fn open(file: &Path) -> Result<BufReader<File>, Error> {
    let fault = |error: std::io::Error| Error::Log { file: file.to_owned(), fault: error.to_string() };
    File::open(file).map(BufReader::new).map_err(fault)
}

fn at_line(file: &Path) -> impl Fn(LineError) -> Error {
    let file = file.to_owned();
    move |fault| Error::Log { file: file.clone(), fault: fault.to_string() }
}

/// How many lines a file has, its first apart.
pub fn count(file: &Path) -> Result<u64, Error> {
    let (mut source, mut lines) = (open(file)?, 0_u64);
    loop {
        let block = source.fill_buf()?;
        if block.is_empty() {
            return Ok(lines.saturating_sub(1));
        }
        lines += u64::try_from(memchr::memchr_iter(b'\n', block).count()).unwrap_or(0);
        let length = block.len();
        source.consume(length);
    }
}

/// Reads the spans of the desks.
pub fn desks(file: Option<&Path>, branch: &Branch, known: &BTreeSet<DeskId>) -> Result<Spans, Error> {
    let mut spans = Spans::new();
    let Some(file) = file else { return Ok(spans) };
    for span in read_desks(open(file)?, Some(known)) {
        let span = span.map_err(at_line(file))?;
        spans.entry(branch.calendar.date(span.from).to_string()).or_default().push(span);
    }
    Ok(spans)
}

/// The days of a log, in their order.
pub struct Days<'a> {
    file: PathBuf,
    branch: &'a Branch,
    spans: Spans,
    rows: Box<dyn Iterator<Item = Result<Visit, LineError>> + 'a>,
    /// The first visit of the next day.
    next: Option<Visit>,
    ended: bool,
}

impl<'a> Days<'a> {
    /// `known` is what the branch has; a visit for another service or at another desk is a fault.
    pub fn open(file: &Path, branch: &'a Branch, known: Known<'a>, spans: Spans) -> Result<Self, Error> {
        let rows = Box::new(read_visits(open(file)?, Some(known)));
        Ok(Self { file: file.to_owned(), branch, spans, rows, next: None, ended: false })
    }

    fn day(&mut self, date: String, visits: Vec<Visit>) -> Day {
        let first = visits.first().map_or(Timestamp(0), |visit| visit.issued);
        let offset = i64::from(self.branch.calendar.utc_offset_minutes(first));
        let Today { midnight, weekday, .. } = Today::at(first, offset);
        let setup = self.branch.rules(first);
        let desks = self.spans.remove(&date).unwrap_or_default();
        Day { date, midnight, weekday, setup, log: Log { visits, desks } }
    }
}

impl Iterator for Days<'_> {
    type Item = Result<Day, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut visits: Vec<Visit> = self.next.take().into_iter().collect();
        let date = |visit: &Visit| self.branch.calendar.date(visit.issued).to_string();
        let mut today = visits.first().map(date);
        for row in self.rows.by_ref() {
            let visit = match row {
                Ok(visit) => visit,
                Err(fault) => {
                    self.ended = true;
                    return Some(Err(at_line(&self.file)(fault)));
                }
            };
            let day = date(&visit);
            if today.get_or_insert_with(|| day.clone()) == &day {
                visits.push(visit);
            } else {
                self.next = Some(visit);
                break;
            }
        }
        self.ended = self.next.is_none();
        today.map(|date| Ok(self.day(date, visits)))
    }
}
