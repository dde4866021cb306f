//! Places figures on A4 pages: lines to read, a picture of bars, tables. A row that does not fit stands on the next page, below the
//! heads of its columns.

use super::{BOLD, Ink, MARGIN, Mark, Page, Pages, Part, REGULAR, Role, Row, Sort, WIDTH, words};

const INNER: f32 = WIDTH - 2.0 * MARGIN;
const TEXT: f32 = 9.3;
const LINE: f32 = 12.6;
/// Between columns.
const GUTTER: f32 = 8.0;
/// The first column, which names its row, takes this part of the width.
const FIRST: f32 = 0.34;
/// The height of a picture, and the room below it for its labels.
const PICTURE: f32 = 120.0;
const LABELS: f32 = 14.0;
/// As many labels stand below a picture.
const MOST_LABELS: usize = 12;

/// Figures to read.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// What the head of each page says.
    pub branch: String,
    pub title: String,
    /// The language of all words, by its code.
    pub language: String,
    /// What is said first, a line or more each.
    pub lead: Vec<String>,
    pub bars: Option<Bars>,
    pub tables: Vec<Table>,
}

/// A picture of bars, with a sentence that says what it shows.
#[derive(Debug, Clone)]
pub struct Bars {
    pub heading: String,
    pub says: String,
    /// A label and a value each.
    pub bars: Vec<(String, u32)>,
}

/// A table. The first column names its row.
#[derive(Debug, Clone)]
pub struct Table {
    pub heading: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The pages of a sheet.
pub fn pages(sheet: &Sheet) -> Vec<Page> {
    let mut pages = Pages { branch: &sheet.branch, title: &sheet.title, pages: Vec::new(), y: 0.0 };
    pages.begin();
    for line in &sheet.lead {
        pages.put(&text(line, false), 0.0);
    }
    if let Some(bars) = &sheet.bars {
        let head = heading(&bars.heading);
        let picture = picture(bars);
        pages.put(&head, picture.height);
        pages.put(&picture, 0.0);
        pages.put(&text(&bars.says, false), 0.0);
    }
    for table in &sheet.tables {
        put(&mut pages, table);
    }
    pages.finish(&sheet.language)
}

fn put(pages: &mut Pages<'_>, table: &Table) {
    let heads = cells(&table.columns, 0, true);
    let rows: Vec<Row> = table.rows.iter().enumerate().map(|(place, row)| cells(row, place + 1, false)).collect();
    let again =
        Row { parts: heads.parts.iter().cloned().map(|part| Part { role: Role::Beside, ..part }).collect(), ..heads };
    let first = rows.first().map_or(0.0, |row| row.height);
    pages.put(&heading(&table.heading), heads.height + first);
    pages.put(&heads, first);
    for row in &rows {
        let before = pages.pages.len();
        if !pages.fits(row.height) {
            pages.begin();
        }
        if pages.pages.len() > before {
            pages.put(&again, row.height);
        }
        pages.put(row, 0.0);
    }
}

fn heading(heading: &str) -> Row {
    let mut marks = Vec::new();
    let mut y = 10.0;
    for line in BOLD.wrap(heading, 12.0, INNER) {
        y += 16.0;
        marks.push(words(MARGIN, y - 4.0, 12.0, true, Ink::Accent, &line));
    }
    Row { parts: vec![Part::new(Role::Heading, marks)], height: y + 2.0, heads: true }
}

fn text(said: &str, bold: bool) -> Row {
    let mut marks = Vec::new();
    let mut y = 0.0;
    let font = if bold { &BOLD } else { &REGULAR };
    for line in font.wrap(said, TEXT, INNER) {
        y += LINE;
        marks.push(words(MARGIN, y - 3.0, TEXT, bold, Ink::Black, &line));
    }
    Row { parts: vec![Part::new(Role::Words, marks)], height: y + 4.0, heads: false }
}

/// A row of a table: each cell in its column, in as many lines as it needs.
fn cells(cells: &[String], number: usize, heads: bool) -> Row {
    let mut parts = Vec::new();
    let mut height = 0.0_f32;
    #[expect(clippy::cast_precision_loss, reason = "a table has a few columns")]
    let others = cells.len().saturating_sub(1).max(1) as f32;
    let first = if cells.len() > 1 { INNER * FIRST } else { INNER };
    let other = (INNER - first) / others;
    let font = if heads { &BOLD } else { &REGULAR };
    let mut x = MARGIN;
    for (place, cell) in cells.iter().enumerate() {
        let width = if place == 0 { first } else { other };
        let mut y = 0.0;
        let mut marks = Vec::new();
        for line in font.wrap(cell, TEXT, width - GUTTER) {
            y += LINE;
            let ink = if heads { Ink::Soft } else { Ink::Black };
            marks.push(words(x, y - 3.0, TEXT, heads, ink, &line));
        }
        let sort = match (heads, place) {
            (true, _) => Sort::NamesColumn,
            (false, 0) => Sort::NamesRow,
            (false, _) => Sort::Value,
        };
        parts.push(Part::new(Role::Cell(number, sort), marks));
        height = height.max(y);
        x += width;
    }
    let y = height + 1.5;
    let weight = if heads { 0.9 } else { 0.3 };
    let rule = Mark::Line { x: MARGIN, y, to_x: WIDTH - MARGIN, to_y: y, weight, ink: Ink::Rule };
    parts.push(Part::new(Role::Beside, vec![rule]));
    Row { parts, height: y + 2.0, heads }
}

/// A bar for each value, the highest as high as the picture.
fn picture(bars: &Bars) -> Row {
    let mut marks = Vec::new();
    let highest = bars.bars.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a picture has at most 96 bars")]
    let slot = INNER / bars.bars.len().max(1) as f32;
    let every = bars.bars.len().div_ceil(MOST_LABELS).max(1);
    let mut left = MARGIN;
    for (place, (label, value)) in bars.bars.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a quarter hour has few visitors")]
        let part = *value as f32 / highest as f32;
        if *value > 0 {
            let x = left + slot / 2.0;
            let to_y = PICTURE * (1.0 - part) + 6.0;
            let weight = (slot - 1.0).clamp(0.5, 24.0);
            marks.push(Mark::Line { x, y: PICTURE + 6.0, to_x: x, to_y, weight, ink: Ink::Accent });
        }
        if place % every == 0 {
            marks.push(words(left, PICTURE + 6.0 + LABELS - 4.0, 7.5, false, Ink::Soft, label));
        }
        left += slot;
    }
    let y = PICTURE + 6.0;
    marks.push(Mark::Line { x: MARGIN, y, to_x: WIDTH - MARGIN, to_y: y, weight: 0.7, ink: Ink::Rule });
    marks.push(words(MARGIN, 5.0, 7.5, false, Ink::Soft, &highest.to_string()));
    let picture = Part::new(Role::Picture(bars.says.clone()), marks);
    Row { parts: vec![picture], height: PICTURE + 6.0 + LABELS, heads: false }
}
