//! How each kind of field looks: its label, and the room to fill it in. A cell's marks count from its own top.

use super::{Fill, Ink, Kind, Mark, Part, REGULAR, Role, font, words};
use setup::{Field, FieldKind};
use words::paper::form;

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
    pub parts: Vec<Part>,
    pub height: f32,
}

/// What a field is called in the file, by its place in the form from 1 on.
pub fn name(place: usize) -> String {
    format!("field_{place:02}")
}

/// What an option of a field is called in the file, by its place from 1 on.
pub fn option_name(field: &str, place: usize) -> String {
    format!("{field}_{place}")
}

/// Whether two of these stand side by side.
pub fn is_half(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Short | FieldKind::Amount | FieldKind::Date | FieldKind::Signature)
}

/// Where a field stands: how many came before it, and below which heading.
pub struct Below<'a> {
    pub language: &'a str,
    pub section: &'a str,
    pub count: usize,
}

impl<'a> Below<'a> {
    /// The next field, from `x` on, `width` wide.
    pub fn cell(&mut self, field: &'a Field, x: f32, width: f32) -> Cell {
        let label = field.label.get(self.language);
        self.count += 1;
        if field.kind == FieldKind::Section {
            self.section = label;
        }
        let name = name(self.count);
        let says = if self.section.is_empty() { label.to_owned() } else { [self.section, ": ", label].concat() };
        let mut pen = Pen { name, says, label, language: self.language, parts: Vec::new(), x, width, y: 0.0 };
        pen.draw(field);
        Cell { parts: pen.parts, height: pen.y + BELOW }
    }
}

struct Pen<'a> {
    name: String,
    says: String,
    label: &'a str,
    language: &'a str,
    parts: Vec<Part>,
    x: f32,
    width: f32,
    y: f32,
}

impl Pen<'_> {
    fn draw(&mut self, field: &Field) {
        match field.kind {
            FieldKind::Section => self.section(),
            FieldKind::Note => self.note(),
            kind => {
                self.part(Role::Words);
                self.lines_of_words(self.label, 0.0, (LABEL, LABEL_LINE), false, Ink::Soft);
                match kind {
                    FieldKind::Choice => {
                        let options: Vec<&str> = field.options.iter().map(|option| option.get(self.language)).collect();
                        self.choice(&options);
                    }
                    FieldKind::Iban => self.iban(),
                    FieldKind::Date => self.date(),
                    FieldKind::Amount => self.amount(),
                    FieldKind::Signature => self.lines(1, 1.6 * LINE),
                    _ => self.room_to_write(field.lines.max(1)),
                }
            }
        }
    }

    /// What is drawn next belongs to a part of its own.
    fn part(&mut self, role: Role) {
        self.parts.push(Part::new(role, Vec::new()));
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(part) = self.parts.last_mut() {
            part.marks.push(mark);
        }
    }

    /// The last part is filled in here, from `x` and `y` on.
    fn fill(&mut self, kind: Kind, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let (name, says) = (self.name.clone(), self.says.clone());
        if let Some(part) = self.parts.last_mut() {
            part.fill = Some(Fill { name, says, kind, x, y, width, height });
        }
    }

    fn lines_of_words(&mut self, text: &str, indent: f32, (size, step): (f32, f32), bold: bool, ink: Ink) {
        for line in font(bold).wrap(text, size, self.width - indent) {
            self.y += step;
            self.mark(words(self.x + indent, self.y - 0.25 * step, size, bold, ink, &line));
        }
    }

    fn section(&mut self) {
        self.part(Role::Heading);
        self.y += 4.0;
        self.lines_of_words(self.label, 0.0, (12.0, 16.0), true, Ink::Accent);
        self.rule(self.x + self.width, 0.5);
        self.y -= 3.0;
    }

    fn note(&mut self) {
        self.part(Role::Words);
        let top = self.y;
        self.lines_of_words(self.label, 10.0, (NOTE, NOTE_LINE), false, Ink::Black);
        let (x, to_y) = (self.x + 1.5, self.y);
        self.mark(Mark::Line { x, y: top, to_x: x, to_y, weight: 2.0, ink: Ink::Accent });
    }

    fn rule(&mut self, to_x: f32, weight: f32) {
        self.mark(Mark::Line { x: self.x, y: self.y, to_x, to_y: self.y, weight, ink: Ink::Rule });
    }

    fn lines(&mut self, count: u32, room: f32) {
        for _ in 0..count {
            self.y += room;
            self.rule(self.x + self.width, 0.7);
        }
    }

    /// Lines to write on: one place to fill in.
    fn room_to_write(&mut self, count: u32) {
        let top = self.y;
        self.lines(count, LINE);
        self.fill(Kind::Lines(count), (self.x, top + 3.0), (self.width, self.y - top - 3.0));
    }

    fn amount(&mut self) {
        self.y += LINE;
        self.mark(words(self.x, self.y - 4.0, 12.0, false, Ink::Black, "€"));
        let (y, x) = (self.y, self.x + 14.0);
        self.mark(Mark::Line { x, y, to_x: self.x + self.width, to_y: y, weight: 0.7, ink: Ink::Rule });
        self.says = [&self.says, " (€)"].concat();
        self.fill(Kind::Amount, (x, y - LINE + 3.0), (self.width - 14.0, LINE - 3.0));
    }

    /// 27 letters, which is as long as an Italian one. The place divides into 27 equal parts: each lies in its box.
    fn iban(&mut self) {
        let at = (self.x - 0.5, self.y + 3.0);
        let width = self.boxes(&[4, 4, 4, 4, 4, 4, 3], 4.5, &[]);
        self.fill(Kind::Iban, at, (width, BOX_HEIGHT));
    }

    /// Two, two and four digits with a stroke between: ten equal parts, each of which lies in its box or on its stroke.
    fn date(&mut self) {
        let at = (self.x - 1.2, self.y + 3.0);
        let width = self.boxes(&[2, 2, 4], 9.0, &["/", "/"]);
        self.says = [&self.says, " (", form::day_as(self.language), ")"].concat();
        self.fill(Kind::Date, at, (width, BOX_HEIGHT));
    }

    /// A box for each letter, in groups; returns how wide they are together.
    fn boxes(&mut self, groups: &[u8], between: f32, signs: &[&str]) -> f32 {
        self.part(Role::Beside);
        self.y += 3.0;
        let mut x = self.x;
        for (place, group) in groups.iter().enumerate() {
            for _ in 0..*group {
                self.mark(Mark::Square { x, y: self.y, width: BOX, height: BOX_HEIGHT });
                x += BOX;
            }
            if let Some(sign) = signs.get(place) {
                let left = x + (between - REGULAR.width(sign, TEXT)) / 2.0;
                self.mark(words(left, self.y + 13.0, TEXT, false, Ink::Soft, sign));
            }
            x += between;
        }
        self.y += BOX_HEIGHT;
        x - between - self.x
    }

    /// Boxes to tick, as many in a line as there is room for.
    fn choice(&mut self, options: &[&str]) {
        let mut x = self.x;
        self.y += 4.0;
        let (name, says) = (self.name.clone(), self.says.clone());
        for (place, option) in options.iter().enumerate() {
            let needed = TICK + 6.0 + REGULAR.width(option, TEXT);
            if x > self.x && x + needed > self.x + self.width {
                x = self.x;
                self.y += 16.0;
            }
            self.part(Role::Item);
            self.mark(Mark::Square { x, y: self.y, width: TICK, height: TICK });
            self.mark(words(x + TICK + 6.0, self.y + 8.6, TEXT, false, Ink::Black, option));
            self.name = option_name(&name, place + 1);
            self.says = [&says, ": ", option].concat();
            self.fill(Kind::Tick, (x, self.y), (TICK, TICK));
            x += needed + 20.0;
        }
        self.y += TICK + 3.0;
    }
}
