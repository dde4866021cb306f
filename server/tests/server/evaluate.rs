//! `sportello forecast evaluate` on files as people make them: it reads what Windows writes, and names the line of what is
//! wrong.

use super::program::run;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// The files of a log.
#[derive(Clone)]
struct Log {
    visits: String,
    spans: String,
}

impl Log {
    fn simulated() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [visits, spans] = ["visits.csv", "spans.csv"].map(|name| folder.path().join(name));
        let (of_visits, of_spans) = (visits.to_str().unwrap(), spans.to_str().unwrap());
        let made = run(&["simulate", "--days", "4", "--seed", "7", "--visits", of_visits, "--spans", of_spans]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let read = |file: &Path| std::fs::read_to_string(file).unwrap();
        Self { visits: read(&visits), spans: read(&spans) }
    }

    /// The same with a change of each file.
    fn with(&self, change: impl Fn(&str) -> String) -> Self {
        Self { visits: change(&self.visits), spans: change(&self.spans) }
    }

    fn with_visits(&self, visits: impl Into<String>) -> Self {
        Self { visits: visits.into(), ..self.clone() }
    }

    fn with_spans(&self, spans: impl Into<String>) -> Self {
        Self { spans: spans.into(), ..self.clone() }
    }

    fn evaluated(&self) -> Output {
        let folder: TempDir = tempfile::tempdir().unwrap();
        let [visits, spans] = ["visits.csv", "spans.csv"].map(|name| folder.path().join(name));
        std::fs::write(&visits, &self.visits).unwrap();
        std::fs::write(&spans, &self.spans).unwrap();
        let (visits, spans) = (visits.to_str().unwrap(), spans.to_str().unwrap());
        run(&["forecast", "evaluate", "--one-of", "20", "--visits", visits, "--spans", spans])
    }

    /// The figures of a log that has no fault.
    fn figures(&self) -> String {
        let output = self.evaluated();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// The text with other fields in one of its lines, which are counted from 1.
fn edited(text: &str, line: usize, edit: impl Fn(&mut Vec<String>)) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut fields: Vec<String> = lines[line - 1].split(',').map(str::to_owned).collect();
    edit(&mut fields);
    lines[line - 1] = fields.join(",");
    lines.join("\n") + "\n"
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_give_the_figures_of_the_plain_file() {
    let log = Log::simulated();
    let plain = log.figures();
    assert!(plain.contains("learned until"), "{plain}");
    let windows = log.with(|text| text.replace('\n', "\r\n"));
    let marked = log.with(|text| format!("\u{feff}{text}"));
    let both = marked.with(|text| text.replace('\n', "\r\n"));
    for (name, log) in [("line ends", windows), ("mark", marked), ("both", both)] {
        assert_eq!(log.figures(), plain, "{name}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_named_with_its_line_and_ends_in_failure() {
    let log = Log::simulated();
    let (visits, spans) = (log.visits.as_str(), log.spans.as_str());
    let (row, span) =
        (visits.lines().count() - visits.lines().rev().position(|line| line.ends_with("served")).unwrap(), 2);
    let fields: Vec<&str> = visits.lines().nth(row - 1).unwrap().split(',').collect();
    let [issued, started] = [fields[4], fields[6]];
    let comma = started.replace('Z', ",250Z");
    // A field of the row, or of the span, that is another.
    let visit = |field: usize, text: &str| log.with_visits(edited(visits, row, |row| row[field] = text.to_owned()));
    let desk = |field: usize, text: &str| log.with_spans(edited(spans, span, |row| row[field] = text.to_owned()));
    let first = |text: &str| text.lines().next().unwrap().to_owned() + "\n";
    let windows = |log: Log| log.with(|text| text.replace('\n', "\r\n"));
    let early = "2020-01-01T00:00:00Z";
    let unknown = format!("visits.csv: line {row}, column service: the set-up has no service \"csah\"; write one of ");
    let cases = [
        (log.with_visits(""), "visits.csv: line 1: the file is empty; its first line must be ticket,".to_owned()),
        (log.with_visits("\u{feff}"), "visits.csv: line 1: the file is empty".to_owned()),
        (log.with_visits(first(visits)), "visits.csv: line 2: the file has a first line but no rows".to_owned()),
        (
            log.with_visits(visits.replacen(",started", "", 1)),
            "visits.csv: line 1, column started: the column is missing; the first line must be ticket,".to_owned(),
        ),
        (
            log.with_visits(visits.replace(',', ";")),
            "visits.csv: line 1: the columns are separated by semicolons".to_owned(),
        ),
        (
            visit(5, early),
            format!(
                "visits.csv: line {row}, column called: {early} is before {issued} (issued), so time runs backwards"
            ),
        ),
        (visit(4, early), format!("visits.csv: line {row}, column issued: {early} is before ")),
        (visit(1, "csah"), unknown.clone()),
        (windows(visit(1, "csah")), unknown),
        (
            visit(8, "77"),
            format!("visits.csv: line {row}, column desk: the set-up has no desk \"77\"; write one of 1, 2"),
        ),
        (visit(6, &comma), format!("visits.csv: line {row}: the row has 11 fields and the first line has 10")),
        (
            visit(6, &format!("\"{comma}\"")),
            format!("visits.csv: line {row}, column started: \"{comma}\" is not a time; write it in UTC"),
        ),
        (
            log.with_visits(edited(visits, row, |row| row.truncate(5))),
            format!("visits.csv: line {row}: the row has 5 fields and the first line has 10"),
        ),
        (log.with_spans(""), "spans.csv: line 1: the file is empty; its first line must be desk,".to_owned()),
        (
            log.with_spans(spans.replacen(",kind", "", 1)),
            "spans.csv: line 1, column kind: the column is missing; the first line must be desk,".to_owned(),
        ),
        (desk(2, early), format!("spans.csv: line {span}, column to: {early} is before ")),
        (
            desk(0, "77"),
            format!("spans.csv: line {span}, column desk: the set-up has no desk \"77\"; write one of 1, 2"),
        ),
        (
            windows(desk(1, "2026-01-05T08:00:00,5Z")),
            format!("spans.csv: line {span}: the row has 5 fields and the first line has 4"),
        ),
    ];
    for (log, fault) in cases {
        let output = log.evaluated();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{fault}: {said}");
        assert!(output.stdout.is_empty(), "{fault}: no figures are given of a file with a fault");
        // Days before the fault were measured: what is said stands below their progress.
        let named = said.lines().last().unwrap_or_default();
        assert!(named.contains(&fault) && !named.contains('%'), "{fault}: {said:?}");
    }
}
