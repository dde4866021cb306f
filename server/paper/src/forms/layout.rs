//! Places a form on A4 pages: heads, fields in rows, feet. Lengths are in points; `y` grows downwards.

mod code;
pub mod field;
mod part;
pub mod sheet;

pub use part::{Fill, Kind, Mark, Part, Role, Sort};

use super::font::{BOLD, Font, REGULAR};
use field::{Below, Cell, GAP};
use setup::{Field, FieldKind, Form};
use std::borrow::Cow;
use wire::{FormCode, Text};
use words::paper::form;

/// A4.
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
/// 20 mm.
const MARGIN: f32 = 56.7;
const INNER: f32 = WIDTH - 2.0 * MARGIN;
const BOTTOM: f32 = HEIGHT - 68.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Black,
    Soft,
    Rule,
    Accent,
}

#[derive(Debug, Default)]
pub struct Page {
    pub parts: Vec<Part>,
}

fn font(bold: bool) -> &'static Font {
    if bold { &BOLD } else { &REGULAR }
}

/// The pages of a form in one language, with its code where it has one.
pub fn pages(form: &Form, code: Option<&FormCode>, branch: &str, language: &str) -> Vec<Page> {
    let title = form.name.get(language);
    let fields = fields(form, language);
    let mut pages = Pages { branch, title, pages: Vec::new(), y: 0.0 };
    pages.begin();
    let rows = rows(&fields, language);
    for (place, row) in rows.iter().enumerate() {
        // A heading stays with what it heads.
        let with_next = if row.heads { rows.get(place + 1).map_or(0.0, |next| next.height) } else { 0.0 };
        pages.put(row, with_next);
    }
    if let (Some(code), Some(first)) = (code, pages.pages.first_mut()) {
        // Below the branch's name, and read after it.
        first.parts.splice(1..1, code::parts(code, language));
    }
    pages.finish(language)
}

/// The fields of a form, from top to bottom.
pub fn fields<'a>(form: &'a Form, language: &str) -> Cow<'a, [Field]> {
    if form.fields.is_empty() { Cow::Owned(plain_sheet(language)) } else { Cow::Borrowed(&form.fields) }
}

/// The fields of a form of which the set-up says nothing but the name.
fn plain_sheet(language: &str) -> Vec<Field> {
    let field =
        |kind, label: &str, lines| Field { kind, label: Text::from([(language, label)]), lines, options: Vec::new() };
    let words = form::plain(language);
    vec![
        field(FieldKind::Text, words.holder, 1),
        field(FieldKind::Text, words.request, 8),
        field(FieldKind::Date, words.date, 1),
        field(FieldKind::Signature, words.signature, 1),
    ]
}

/// Fields side by side.
struct Row {
    parts: Vec<Part>,
    height: f32,
    heads: bool,
}

/// Fields of half a line go in pairs.
fn rows(fields: &[Field], language: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut rest = fields;
    let mut below = Below { language, section: "", count: 0 };
    while let [field, after @ ..] = rest {
        rest = after;
        let half = (INNER - GAP) / 2.0;
        if !field::is_half(field.kind) {
            let Cell { parts, height } = below.cell(field, MARGIN, INNER);
            rows.push(Row { parts, height, heads: field.kind == FieldKind::Section });
            continue;
        }
        let Cell { mut parts, mut height } = below.cell(field, MARGIN, half);
        if let [next, after @ ..] = rest
            && field::is_half(next.kind)
        {
            rest = after;
            let right = below.cell(next, MARGIN + half + GAP, half);
            parts.extend(right.parts);
            height = height.max(right.height);
        }
        rows.push(Row { parts, height, heads: false });
    }
    rows
}

struct Pages<'a> {
    branch: &'a str,
    title: &'a str,
    pages: Vec<Page>,
    /// Where the next row begins.
    y: f32,
}

impl Pages<'_> {
    /// A new page with its head: in full on the first one, and said there alone.
    fn begin(&mut self) {
        let first = self.pages.is_empty();
        let head = vec![
            words(MARGIN, 50.0, 11.0, true, Ink::Accent, self.branch),
            Mark::Line { x: MARGIN, y: 58.0, to_x: WIDTH - MARGIN, to_y: 58.0, weight: 1.2, ink: Ink::Accent },
        ];
        let mut parts = vec![Part::new(if first { Role::Words } else { Role::Beside }, head)];
        if first {
            self.y = 90.0;
            let mut title = Vec::new();
            for line in BOLD.wrap(self.title, 19.0, INNER) {
                title.push(words(MARGIN, self.y, 19.0, true, Ink::Black, &line));
                self.y += 24.0;
            }
            parts.push(Part::new(Role::Title, title));
        } else {
            let line = words(MARGIN, 76.0, 10.0, false, Ink::Soft, self.title);
            parts.push(Part::new(Role::Beside, vec![line]));
            self.y = 94.0;
        }
        self.pages.push(Page { parts });
    }

    /// Whether so much fits below the last row.
    fn fits(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    /// A row below the last one, or on a new page where it does not fit.
    fn put(&mut self, row: &Row, with_next: f32) {
        if !self.fits(row.height + with_next) {
            self.begin();
        }
        if let Some(page) = self.pages.last_mut() {
            page.parts.extend(row.parts.iter().cloned().map(|part| part.lowered(self.y)));
        }
        self.y += row.height;
    }

    /// The pages with their feet.
    fn finish(mut self, language: &str) -> Vec<Page> {
        let count = self.pages.len();
        for (place, page) in self.pages.iter_mut().enumerate() {
            let number = form::page(language, place + 1, count);
            let x = WIDTH - MARGIN - REGULAR.width(&number, 8.5);
            let y = HEIGHT - 36.0;
            let foot = vec![
                Mark::Line {
                    x: MARGIN,
                    y: y - 14.0,
                    to_x: WIDTH - MARGIN,
                    to_y: y - 14.0,
                    weight: 0.5,
                    ink: Ink::Rule,
                },
                words(MARGIN, y, 8.5, false, Ink::Soft, form::made_here(language)),
                words(x, y, 8.5, false, Ink::Soft, &number),
            ];
            page.parts.push(Part::new(Role::Beside, foot));
        }
        self.pages
    }
}

fn words(x: f32, y: f32, size: f32, bold: bool, ink: Ink, words: &str) -> Mark {
    Mark::Words { x, y, size, bold, ink, words: words.to_owned() }
}
