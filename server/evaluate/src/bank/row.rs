//! The rows of the bank's file.

use queue::{DeskId, Duration, ServiceId, Timestamp};
use std::fmt;
use std::io::BufRead;
use visits::{Outcome, Visit};

const COLUMNS: [&str; 14] = [
    "priority",
    "type",
    "date",
    "vru_entry",
    "vru_exit",
    "vru_time",
    "q_start",
    "q_exit",
    "q_time",
    "outcome",
    "ser_start",
    "ser_exit",
    "ser_time",
    "server",
];
/// The priority of the calls that count as if they had come earlier.
const HIGH: &str = "2";
/// The desk of the calls whose server was not written down.
pub(super) const UNKNOWN: &str = "unknown";

/// One call that was queued or answered.
#[derive(Debug, Clone)]
pub struct Call {
    pub date: String,
    pub midnight: Timestamp,
    /// 0 is Monday.
    pub weekday: u8,
    pub visit: Visit,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    line: u64,
    why: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// Reads the calls. Calls that neither queued nor were answered are passed over.
pub fn read(source: impl BufRead) -> Result<Vec<Call>, RowError> {
    let mut calls = Vec::new();
    let mut columns: Option<[usize; COLUMNS.len()]> = None;
    for (line, text) in (1..).zip(source.lines()) {
        let fault = |why: String| RowError { line, why };
        let text = text.map_err(|error| {
            fault(format!("{error}; write the file as plain text, uncompressed, as `gzip -dc FILE.gz > FILE` does"))
        })?;
        let fields: Vec<&str> = text.trim_start_matches('\u{feff}').trim_end().split(',').collect();
        match columns {
            None => columns = Some(places(&fields).map_err(fault)?),
            Some(places) => {
                if text.trim().is_empty() {
                    continue;
                }
                let expected = COLUMNS.len();
                if fields.len() < expected {
                    return Err(fault(format!("there are {} fields where {expected} are expected", fields.len())));
                }
                calls.extend(call(&fields, places, line).map_err(fault)?);
            }
        }
    }
    let empty = || RowError { line: 1, why: format!("the file has no calls; its first line is {}", COLUMNS.join(",")) };
    if calls.is_empty() { Err(empty()) } else { Ok(calls) }
}

fn places(fields: &[&str]) -> Result<[usize; COLUMNS.len()], String> {
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        *place = fields.iter().position(|field| field.trim() == column).ok_or_else(|| {
            format!("the column {column} is missing; the first line of the bank's log is {}", COLUMNS.join(","))
        })?;
    }
    Ok(places)
}

fn call(fields: &[&str], places: [usize; COLUMNS.len()], line: u64) -> Result<Option<Call>, String> {
    let text = |column: usize| fields.get(places[column]).map_or("", |field| field.trim());
    let (date, midnight, weekday) = day(text(2))?;
    let at = |column: usize| clock(text(column), COLUMNS[column]).map(|span| midnight + span);
    let queued = clock(text(6), COLUMNS[6])?.0 > 0;
    let answered = text(9) == "AGENT";
    if !queued && !answered {
        return Ok(None);
    }
    let issued = at(if queued { 6 } else { 4 })?;
    let left = if queued { at(7)?.max(issued) } else { issued };
    let (started, finished) = if answered { (at(10)?.max(left), at(11)?.max(at(10)?).max(left)) } else { (left, left) };
    let server = if text(13).is_empty() { UNKNOWN } else { text(13) };
    let visit = Visit {
        ticket: line.to_string(),
        service: ServiceId::new(text(1)),
        priority: text(0) == HIGH,
        booked: None,
        issued,
        called: answered.then_some(left),
        started: answered.then_some(started),
        finished: Some(finished),
        desk: answered.then(|| DeskId::new(server)),
        outcome: if answered { Outcome::Served } else { Outcome::Cancelled },
    };
    Ok(Some(Call { date, midnight, weekday, visit }))
}

/// A time of the day, `7:02:47`.
fn clock(text: &str, column: &str) -> Result<Duration, String> {
    let wrong = || format!("column {column}: \"{text}\" is no time of the day; write it as 7:02:47");
    let parts: Vec<i64> = text.split(':').map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?;
    match parts[..] {
        [hours @ 0..48, minutes @ 0..60, seconds @ 0..60] => {
            Ok(Duration::seconds((hours * 60 + minutes) * 60 + seconds))
        }
        _ => Err(wrong()),
    }
}

/// A date, its midnight (the log has no time zone) and its weekday.
fn day(text: &str) -> Result<(String, Timestamp, u8), String> {
    let wrong = || format!("column date: \"{text}\" is no date; write it as 1999-02-01");
    let parts: Vec<i64> = text.split('-').map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?;
    let [year @ 1900..2200, month @ 1..13, day @ 1..32] = parts[..] else { return Err(wrong()) };
    // Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let weekday = u8::try_from((days + 3).rem_euclid(7)).map_err(|_| wrong())?;
    Ok((text.to_owned(), Timestamp(days * 86_400_000), weekday))
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, day, read};

    const ANSWERED: &str = "2,PS,1999-02-01,8:29:06,8:29:12,6,8:29:12,8:30:20,68,AGENT,8:30:19,8:35:13,294,a9bb";
    const HUNG_UP: &str = "0,NW,1999-02-01,8:29:06,8:29:12,6,8:29:12,8:30:20,68,HANG,0:00:00,0:00:00,0,";

    fn file(rows: &[&str]) -> String {
        format!("{}\n{}\n", COLUMNS.join(","), rows.join("\n"))
    }

    #[test]
    fn a_call_is_a_visit() {
        let calls = read(file(&[ANSWERED, HUNG_UP]).as_bytes()).unwrap();
        let [answered, hung_up] = [&calls[0].visit, &calls[1].visit];
        assert_eq!((answered.called.unwrap() - answered.issued).0, 68_000);
        assert!(answered.priority && !hung_up.priority);
        assert_eq!((hung_up.called, hung_up.finished.unwrap() - hung_up.issued), (None, queue::Duration(68_000)));
    }

    #[test]
    fn the_first_of_february_1999_was_a_monday() {
        assert_eq!(day("1999-02-01").unwrap(), ("1999-02-01".to_owned(), queue::Timestamp(917_827_200_000), 0));
    }

    #[test]
    fn a_fault_names_its_line() {
        let fault = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
        assert!(fault("").starts_with("line 1: the file has no calls"));
        assert!(fault("a,b\n").starts_with("line 1: the column priority is missing"));
        assert!(fault(&file(&[&ANSWERED.replace("8:30:20", "8h30")])).starts_with("line 2: column q_exit: \"8h30\""));
        assert!(fault(&file(&[ANSWERED, "2,PS"])).starts_with("line 3: there are 2 fields"));
    }
}
