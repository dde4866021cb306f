//! A CSV file as rows with named columns: the first line, the fields, the line numbers.

use super::fault::{Fault, LineError};
use super::line_ends::LineEnds;
use super::row::Row;
use ::csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};
use std::io::BufRead;

/// The rows of a file. It ends after the first fault.
pub(super) struct Table<R, F> {
    reader: Reader<LineEnds<R>>,
    wanted: &'static [&'static str],
    /// The index in the file of each wanted column; empty before the first line has been read.
    places: Vec<usize>,
    record: StringRecord,
    parse: F,
    rows: u64,
    ended: bool,
}

impl<R: BufRead, T, F: FnMut(&Row) -> Result<T, LineError>> Table<R, F> {
    pub(super) fn new(source: R, wanted: &'static [&'static str], parse: F) -> Self {
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(LineEnds::new(source));
        Self { reader, wanted, places: Vec::new(), record: StringRecord::new(), parse, rows: 0, ended: false }
    }

    fn read(&mut self) -> Result<Option<T>, LineError> {
        if self.places.is_empty() {
            self.read_first_line()?;
        }
        let columns = self.places.len().max(self.record.len());
        let expected = if self.rows == 0 { columns } else { self.record.len() };
        if !self.advance()? {
            return if self.rows == 0 { Err(self.error(Fault::NoRows)) } else { Ok(None) };
        }
        if self.record.len() != expected {
            return Err(self.error(Fault::Fields { found: self.record.len(), expected }));
        }
        self.rows += 1;
        let row = Row { line: self.line(), wanted: self.wanted, places: &self.places, record: &self.record };
        (self.parse)(&row).map(Some)
    }

    fn read_first_line(&mut self) -> Result<(), LineError> {
        let expected = || self.wanted.join(",");
        if !self.advance()? {
            return Err(LineError { line: 1, column: None, fault: Fault::Empty { expected: self.wanted.join(",") } });
        }
        let first = self.record.get(0).unwrap_or_default();
        if self.record.len() == 1 {
            let others = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")];
            if let Some((_, found)) = others.into_iter().find(|(sign, _)| first.contains(*sign)) {
                return Err(self.error(Fault::Separator { found, expected: expected() }));
            }
        }
        let names: Vec<&str> = self.record.iter().map(|name| name.trim_start_matches('\u{feff}').trim()).collect();
        let mut places = Vec::with_capacity(self.wanted.len());
        for wanted in self.wanted {
            let mut found = (0..names.len()).filter(|place| names[*place].eq_ignore_ascii_case(wanted));
            let at = |fault| LineError { line: self.line(), column: Some((*wanted).into()), fault };
            let place = found.next().ok_or_else(|| at(Fault::MissingColumn { expected: expected() }))?;
            if found.next().is_some() {
                return Err(at(Fault::ColumnTwice));
            }
            places.push(place);
        }
        self.places = places;
        Ok(())
    }

    /// Reads the next record; `false` at the end of the file.
    fn advance(&mut self) -> Result<bool, LineError> {
        let line = self.reader.position().line();
        self.reader.read_record(&mut self.record).map_err(|error| {
            let line = error.position().map_or(line, ::csv::Position::line);
            let fault = match error.kind() {
                ErrorKind::Utf8 { .. } => Fault::NotUtf8,
                _ => Fault::Read(error.to_string()),
            };
            LineError { line, column: None, fault }
        })
    }

    /// The line on which the record begins.
    fn line(&self) -> u64 {
        // A record's own position is that of the blank lines above it; its end is known, and how many lines it has.
        let begins = self.record.position().map_or(1, ::csv::Position::line);
        let more = self.record.as_slice().bytes().filter(|byte| *byte == b'\n').count();
        let ends = self.reader.position().line().saturating_sub(1);
        begins.max(ends.saturating_sub(u64::try_from(more).unwrap_or(0)))
    }

    fn error(&self, fault: Fault) -> LineError {
        LineError { line: self.line(), column: None, fault }
    }
}

impl<R: BufRead, T, F: FnMut(&Row) -> Result<T, LineError>> Iterator for Table<R, F> {
    type Item = Result<T, LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.read().transpose();
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}
