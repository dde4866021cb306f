//! A table as a file: CSV (RFC 4180) or XLSX. Each column has one type. No cell can be a formula: in XLSX a text is written as a text,
//! in CSV one that begins like a formula gets an apostrophe.

use crate::http::audit_csv::quoted;
use queue::Timestamp;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use setup::Calendar;

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub name: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell. Nothing is an empty cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    Whole(i64),
    Truth(bool),
    /// A moment, written by the branch's wall clock.
    Time(Timestamp),
    Nothing,
}

impl Cell {
    pub fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    /// A moment, or nothing.
    pub fn time(at: Option<Timestamp>) -> Self {
        at.map_or(Self::Nothing, Self::Time)
    }

    /// A number, or nothing.
    pub fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }
}

impl Sheet {
    /// The table as CSV. Times have their offset from UTC.
    pub fn to_csv(&self, calendar: &Calendar) -> String {
        let line = |fields: Vec<String>| fields.join(",") + "\r\n";
        let head = line(self.columns.iter().map(|name| quoted(name)).collect());
        let rows = self.rows.iter().map(|row| line(row.iter().map(|cell| field(cell, calendar)).collect()));
        std::iter::once(head).chain(rows).collect()
    }

    /// The table as an XLSX workbook of one sheet.
    pub fn to_xlsx(&self, calendar: &Calendar) -> Result<Vec<u8>, XlsxError> {
        let (bold, time) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"));
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name(self.name)?;
        for (column, name) in (0_u16..).zip(&self.columns) {
            sheet.write_string_with_format(0, column, name, &bold)?;
            sheet.set_column_width(column, 20)?;
        }
        for (row, cells) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Text(text) => sheet.write_string(row, column, text)?,
                    Cell::Number(number) => sheet.write_number(row, column, *number)?,
                    #[expect(clippy::cast_precision_loss, reason = "counts are exact in a double")]
                    Cell::Whole(number) => sheet.write_number(row, column, *number as f64)?,
                    Cell::Truth(truth) => sheet.write_boolean(row, column, *truth)?,
                    Cell::Time(at) => sheet.write_datetime_with_format(row, column, calendar.local(*at), &time)?,
                    Cell::Nothing => continue,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        workbook.save_to_buffer()
    }
}

fn field(cell: &Cell, calendar: &Calendar) -> String {
    match cell {
        Cell::Text(text) => quoted(text),
        Cell::Number(number) => number.to_string(),
        Cell::Whole(number) => number.to_string(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::Time(at) => calendar.with_offset(*at),
        Cell::Nothing => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        ::setup::Setup::load(None).unwrap().branches["centro"].calendar.clone()
    }

    fn sheet(rows: Vec<Vec<Cell>>) -> Sheet {
        Sheet { name: "visits", columns: vec!["what".to_owned(), "when".to_owned()], rows }
    }

    #[test]
    fn a_text_that_begins_like_a_formula_is_a_text_and_a_time_has_its_offset() {
        let row = |text: &str| vec![Cell::text(text), Cell::Time(Timestamp(1_795_424_400_000))];
        let rows = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "a,b"].map(row).to_vec();
        let csv = sheet(rows).to_csv(&calendar());
        let firsts: Vec<&str> = csv.lines().skip(1).map(|line| line.rsplit_once(',').unwrap().0).collect();
        assert_eq!(firsts, ["'=1+1", "'+1", "'-1", "'@SUM(1)", "'\t=1", "\"a,b\""]);
        assert!(csv.lines().nth(1).unwrap().ends_with(",2026-11-23T10:00:00+01:00"), "{csv}");
    }

    #[test]
    fn a_number_is_no_text_and_nothing_is_an_empty_field() {
        let csv = sheet(vec![vec![Cell::Number(-1.5), Cell::Nothing]]).to_csv(&calendar());
        assert_eq!(csv, "what,when\r\n-1.5,\r\n");
    }

    #[test]
    fn a_workbook_has_no_formula() {
        let rows = vec![vec![Cell::text("=1+1"), Cell::Time(Timestamp(1_795_424_400_000))]];
        let bytes = sheet(rows).to_xlsx(&calendar()).unwrap();
        assert!(bytes.starts_with(b"PK"), "a zip");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut xml).unwrap();
        // 46349 days and 10 hours after 1899-12-30.
        assert!(!xml.contains("<f>") && xml.contains("<v>46349.416666"), "{xml}");
    }
}
