//! How each kind of field looks: its label, and the room to fill it in. A cell's marks count from its own top.

use super::{Ink, Mark, REGULAR, font, words};
use setup::{Field, FieldKind};

/// Between cells side by side, and below each.
pub const GAP: f32 = 18.0;
const BELOW: f32 = 10.0;
/// Room to write a line by hand: 8 mm.
const LINE: f32 = 22.7;
const LABEL: f32 = 9.0;
const LABEL_LINE: f32 = 11.5;
const TEXT: f32 = 10.0;
const NOTE: f32 = 9.3;
const NOTE_LINE: f32 = 12.6;
/// A box for one letter or digit.
const BOX: f32 = 15.2;
const BOX_HEIGHT: f32 = 18.0;
const TICK: f32 = 9.5;

/// What a field takes.
pub struct Cell {
    pub marks: Vec<Mark>,
    pub height: f32,
}

/// Whether two of these stand side by side.
pub fn is_half(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Short | FieldKind::Amount | FieldKind::Date | FieldKind::Signature)
}

/// The field from `x` on, `width` wide.
pub fn cell(field: &Field, language: &str, x: f32, width: f32) -> Cell {
    let label = field.label.get(language);
    let mut pen = Pen { marks: Vec::new(), x, width, y: 0.0 };
    match field.kind {
        FieldKind::Section => pen.section(label),
        FieldKind::Note => pen.note(label),
        kind => {
            pen.label(label);
            match kind {
                FieldKind::Choice => {
                    let options: Vec<&str> = field.options.iter().map(|option| option.get(language)).collect();
                    pen.choice(&options);
                }
                FieldKind::Iban => pen.boxes(&[4, 4, 4, 4, 4, 4, 3], 4.5, &[]),
                FieldKind::Date => pen.boxes(&[2, 2, 4], 9.0, &["/", "/"]),
                FieldKind::Amount => pen.amount(),
                FieldKind::Signature => pen.lines(1, 1.6 * LINE),
                _ => pen.lines(field.lines.max(1), LINE),
            }
        }
    }
    Cell { marks: pen.marks, height: pen.y + BELOW }
}

struct Pen {
    marks: Vec<Mark>,
    x: f32,
    width: f32,
    y: f32,
}

impl Pen {
    fn lines_of_words(&mut self, text: &str, indent: f32, (size, step): (f32, f32), bold: bool, ink: Ink) {
        for line in font(bold).wrap(text, size, self.width - indent) {
            self.y += step;
            self.marks.push(words(self.x + indent, self.y - 0.25 * step, size, bold, ink, &line));
        }
    }

    fn section(&mut self, label: &str) {
        self.y += 4.0;
        self.lines_of_words(label, 0.0, (12.0, 16.0), true, Ink::Accent);
        self.rule(self.x + self.width, 0.5);
        self.y -= 3.0;
    }

    fn note(&mut self, text: &str) {
        let top = self.y;
        self.lines_of_words(text, 10.0, (NOTE, NOTE_LINE), false, Ink::Black);
        let (x, to_y) = (self.x + 1.5, self.y);
        self.marks.push(Mark::Line { x, y: top, to_x: x, to_y, weight: 2.0, ink: Ink::Accent });
    }

    fn label(&mut self, label: &str) {
        self.lines_of_words(label, 0.0, (LABEL, LABEL_LINE), false, Ink::Soft);
    }

    fn rule(&mut self, to_x: f32, weight: f32) {
        self.marks.push(Mark::Line { x: self.x, y: self.y, to_x, to_y: self.y, weight, ink: Ink::Rule });
    }

    fn lines(&mut self, count: u32, room: f32) {
        for _ in 0..count {
            self.y += room;
            self.rule(self.x + self.width, 0.7);
        }
    }

    fn amount(&mut self) {
        self.y += LINE;
        self.marks.push(words(self.x, self.y - 4.0, 12.0, false, Ink::Black, "€"));
        let (y, x) = (self.y, self.x + 14.0);
        self.marks.push(Mark::Line { x, y, to_x: self.x + self.width, to_y: y, weight: 0.7, ink: Ink::Rule });
    }

    /// A box for each letter, in groups.
    fn boxes(&mut self, groups: &[u8], between: f32, signs: &[&str]) {
        self.y += 3.0;
        let mut x = self.x;
        for (place, group) in groups.iter().enumerate() {
            for _ in 0..*group {
                self.marks.push(Mark::Square { x, y: self.y, width: BOX, height: BOX_HEIGHT });
                x += BOX;
            }
            if let Some(sign) = signs.get(place) {
                let left = x + (between - REGULAR.width(sign, TEXT)) / 2.0;
                self.marks.push(words(left, self.y + 13.0, TEXT, false, Ink::Soft, sign));
            }
            x += between;
        }
        self.y += BOX_HEIGHT;
    }

    /// Boxes to tick, as many in a line as there is room for.
    fn choice(&mut self, options: &[&str]) {
        let mut x = self.x;
        self.y += 4.0;
        for option in options {
            let needed = TICK + 6.0 + REGULAR.width(option, TEXT);
            if x > self.x && x + needed > self.x + self.width {
                x = self.x;
                self.y += 16.0;
            }
            self.marks.push(Mark::Square { x, y: self.y, width: TICK, height: TICK });
            self.marks.push(words(x + TICK + 6.0, self.y + 8.6, TEXT, false, Ink::Black, option));
            x += needed + 20.0;
        }
        self.y += TICK + 3.0;
    }
}
