//! Faults of a file: each is named with line, column and remedy.

use super::FIRST_LINE;
use queue::{DeskId, ServiceId};
use std::collections::BTreeSet;
use visits::csv::{Known, LineError, read_desks, read_visits};

const ROW: &str =
    "A001,cash,false,,2026-03-02T09:00:00Z,2026-03-02T09:05:00Z,2026-03-02T09:05:30Z,2026-03-02T09:10:00Z,1,served";

/// What is said of a file; nothing where it has no fault.
fn said(text: &[u8]) -> String {
    let services = BTreeSet::from([ServiceId::new("cash"), ServiceId::new("loans")]);
    let desks = BTreeSet::from([DeskId::new("1"), DeskId::new("2")]);
    let known = Known { services: &services, desks: &desks };
    let rows: Vec<Result<_, LineError>> = read_visits(text, Some(known)).collect();
    assert!(rows.iter().rev().skip(1).all(Result::is_ok), "reading ends at the first fault");
    rows.into_iter().find_map(Result::err).map(|error| error.to_string()).unwrap_or_default()
}

/// What is said of a file with one good row and this one.
fn said_of_row(row: &str) -> String {
    said(format!("{FIRST_LINE}\n{ROW}\n{row}\n").as_bytes())
}

fn assert_says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{said:?} does not say {part:?}");
    }
}

#[test]
fn an_empty_file_is_named() {
    assert_says(&said(b""), &["line 1", "empty", FIRST_LINE]);
    assert_says(&said(format!("{FIRST_LINE}\n").as_bytes()), &["no rows", "export"]);
}

#[test]
fn a_missing_column_is_named() {
    let without = FIRST_LINE.replace(",started", "");
    assert_says(&said(format!("{without}\n").as_bytes()), &["line 1", "column started", "missing", FIRST_LINE]);
}

#[test]
fn a_column_that_occurs_twice_is_named() {
    assert_says(&said(format!("{FIRST_LINE},desk\n").as_bytes()), &["line 1", "column desk", "twice"]);
}

#[test]
fn semicolons_between_columns_are_named() {
    let said = said(format!("{}\n", FIRST_LINE.replace(',', ";")).as_bytes());
    assert_says(&said, &["line 1", "semicolons", "with commas"]);
}

#[test]
fn a_decimal_comma_is_named() {
    let unquoted = ROW.replace("09:05:30Z", "09:05:30,250Z");
    assert_says(&said_of_row(&unquoted), &["line 3", "11 fields", "decimal comma", "quotes"]);
    let quoted = ROW.replace("2026-03-02T09:05:30Z", "\"2026-03-02T09:05:30,250Z\"");
    assert_says(&said_of_row(&quoted), &["line 3, column started", "decimal point"]);
}

#[test]
fn a_time_that_runs_backwards_is_named() {
    let called_early = ROW.replace("09:05:00Z", "08:59:59Z");
    assert_says(
        &said_of_row(&called_early),
        &["line 3, column called", "2026-03-02T08:59:59Z", "issued", "2026-03-02T09:00:00Z", "backwards"],
    );
    let finished_early = ROW.replace("09:10:00Z", "09:05:29Z");
    assert_says(&said_of_row(&finished_early), &["line 3, column finished", "started", "backwards"]);
}

#[test]
fn a_row_that_is_issued_before_the_row_above_is_named() {
    let earlier = ROW.replace("T09:00:00Z", "T08:30:00Z");
    assert_says(&said_of_row(&earlier), &["line 3, column issued", "row above", "sort"]);
}

#[test]
fn an_unknown_service_is_named_with_the_known_ones() {
    assert_says(&said_of_row(&ROW.replace("cash", "csah")), &["line 3, column service", "\"csah\"", "cash, loans"]);
}

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    let text = format!("{FIRST_LINE}\n{ROW}\n\n{}\n", ROW.replace("cash", "csah"));
    for end in ["\n", "\r\n", "\r"] {
        assert_says(&said(text.replace('\n', end).as_bytes()), &["line 4, column service"]);
    }
    let remark = format!(
        "remark,{FIRST_LINE}\n\"two\n\nlines\",{ROW}\n\n\n\"and\nthree\nmore\",{}",
        ROW.replace("cash", "csah")
    );
    assert_says(&said(remark.as_bytes()), &["line 7, column service"]);
    assert_says(&said(format!("{remark}\nquiet,{ROW}\n").as_bytes()), &["line 7, column service"]);
    let mut not_text = format!("{FIRST_LINE}\r\n{ROW}\r\n").into_bytes();
    not_text.extend(b"A002,caf\xe8,false,,,,,,,served\r\n");
    assert_says(&said(&not_text), &["line 3", "UTF-8"]);
}

#[test]
fn an_unknown_desk_is_named_with_the_known_ones() {
    assert_says(&said_of_row(&ROW.replace(",1,served", ",7,served")), &["line 3, column desk", "\"7\"", "1, 2"]);
}

#[test]
fn a_value_that_is_none_is_named() {
    assert_says(
        &said_of_row(&ROW.replace("2026-03-02T09:05:30Z", "9:05")),
        &["line 3, column started", "\"9:05\"", "UTC"],
    );
    assert_says(&said_of_row(&ROW.replace("2026-03-02T09:05:30Z", "2026-03-02 09:05:30")), &["column started", "UTC"]);
    assert_says(&said_of_row(&ROW.replace("false", "no")), &["line 3, column priority", "\"no\"", "true"]);
    assert_says(&said_of_row(&ROW.replace("served", "gone")), &["line 3, column outcome", "\"gone\"", "day-ended"]);
}

#[test]
fn a_value_that_is_missing_is_named() {
    assert_says(&said_of_row(&ROW.replace("2026-03-02T09:05:30Z", "")), &["line 3, column started", "served"]);
    assert_says(&said_of_row(&ROW.replace("2026-03-02T09:00:00Z", " ")), &["line 3, column issued", "missing"]);
    assert_says(&said_of_row(&ROW.replace("A001", "")), &["line 3, column ticket", "missing"]);
}

#[test]
fn a_file_that_is_not_utf8_is_named() {
    let mut text = format!("{FIRST_LINE}\n{ROW}\n").into_bytes();
    text.extend(b"A002,caf\xe8,false,,,,,,,served\n");
    assert_says(&said(&text), &["line 3", "UTF-8"]);
    assert_says(&said(b"\xff\xfet\0i\0c\0k\0e\0t\0"), &["line 1", "UTF-8"]);
}

#[test]
fn a_span_that_ends_before_it_begins_is_named() {
    let said = |row: &str| {
        let text = format!("desk,from,to,kind\n{row}\n");
        let desks = BTreeSet::from([DeskId::new("1"), DeskId::new("2")]);
        let rows = read_desks(text.as_bytes(), Some(&desks)).find_map(Result::err);
        rows.map(|error| error.to_string()).unwrap_or_default()
    };
    assert_says(&said("1,2026-03-02T09:00:00Z,2026-03-02T08:00:00Z,open"), &["line 2, column to", "from", "backwards"]);
    assert_says(&said("1,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,lunch"), &["line 2, column kind", "open, break"]);
    assert_says(&said(",2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,open"), &["line 2, column desk", "set-up"]);
    assert_says(&said("7,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,open"), &["line 2, column desk", "\"7\"", "1, 2"]);
}
