//! Files that are read and written.

use super::{FIRST_LINE, at, served};
use queue::{DeskId, ServiceId, Timestamp};
use std::io::{BufReader, Read};
use visits::csv::{read_desks, read_visits, write_desks, write_visits};
use visits::{DeskSpan, Outcome, SpanKind, Visit};

const ROW: &str =
    "A001,cash,false,,2026-03-02T09:00:00Z,2026-03-02T09:05:00Z,2026-03-02T09:05:30Z,2026-03-02T09:10:00Z,1,served";

fn read(text: &str) -> Vec<Visit> {
    read_visits(text.as_bytes(), None).collect::<Result<_, _>>().unwrap()
}

#[test]
fn what_is_written_is_read_again() {
    let visits = vec![
        served(),
        Visit {
            ticket: "B001".into(),
            service: ServiceId::new("mortgage, \"long\""),
            priority: true,
            booked: Some(Timestamp(at(9, 15, 0).0 + 250)),
            called: None,
            started: None,
            finished: None,
            desk: None,
            outcome: Outcome::Cancelled,
            ..served()
        },
        Visit { started: None, outcome: Outcome::NoShow, ..served() },
        Visit { called: None, started: None, outcome: Outcome::DayEnded, ..served() },
    ];
    let mut file = Vec::new();
    write_visits(&mut file, &visits).unwrap();
    let again: Vec<Visit> = read_visits(file.as_slice(), None).collect::<Result<_, _>>().unwrap();
    assert_eq!(again, visits);
}

#[test]
fn spans_that_are_written_are_read_again() {
    let span = |from, to, kind| DeskSpan { desk: DeskId::new("2"), from, to, kind };
    let spans =
        vec![span(at(8, 20, 0), at(13, 20, 0), SpanKind::Open), span(at(10, 0, 0), at(10, 15, 0), SpanKind::Break)];
    let mut file = Vec::new();
    write_desks(&mut file, &spans).unwrap();
    let again: Vec<DeskSpan> = read_desks(file.as_slice(), None).collect::<Result<_, _>>().unwrap();
    assert_eq!(again, spans);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_read() {
    assert_eq!(read(&format!("\u{feff}{FIRST_LINE}\r\n{ROW}\r\n")), [served()]);
    let (quoted, rest) = FIRST_LINE.split_once(',').unwrap();
    assert_eq!(read(&format!("\u{feff}\"{quoted}\",{rest}\r\n{ROW}\r\n")), [served()]);
}

#[test]
fn columns_may_stand_in_any_order_among_others() {
    let text = "remark,outcome,desk,finished,started,called,issued,booked,priority,service,ticket\n\
        quiet,served,1,2026-03-02T09:10:00Z,2026-03-02T09:05:30Z,2026-03-02T10:05:00+01:00,2026-03-02T09:00:00.000Z,,,cash,A001\n";
    assert_eq!(read(text), [served()]);
}

/// A file without end, made while it is read.
struct Endless {
    row: Vec<u8>,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, target: &mut [u8]) -> std::io::Result<usize> {
        let some = &self.row[self.at..];
        let length = some.len().min(target.len());
        target[..length].copy_from_slice(&some[..length]);
        self.at = (self.at + length) % self.row.len();
        Ok(length)
    }
}

#[test]
fn a_million_rows_are_read_one_by_one() {
    let row = b"A001,cash,false,,2026-03-02T09:00:00Z,,,,,cancelled\n".to_vec();
    let source = FIRST_LINE.as_bytes().chain(&b"\n"[..]).chain(Endless { row, at: 0 });
    // Only a reader that hands over each row before it reads on gets anywhere in a file without end.
    let rows = read_visits(BufReader::new(source), None).take(1_000_000);
    assert_eq!(
        rows.filter(|row| row.as_ref().is_ok_and(|visit| visit.outcome == Outcome::Cancelled)).count(),
        1_000_000
    );
}
