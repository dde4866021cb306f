//! The parts of a page: what is drawn, what it is to those who hear the paper read, and what is filled in there.

use super::Ink;

/// What is drawn. `y` of words is that of their foot.
#[derive(Debug, Clone)]
pub enum Mark {
    Words {
        x: f32,
        y: f32,
        size: f32,
        bold: bool,
        ink: Ink,
        words: String,
    },
    Line {
        x: f32,
        y: f32,
        to_x: f32,
        to_y: f32,
        weight: f32,
        ink: Ink,
    },
    Square {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
    /// A part of a QR code.
    Block {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
}

impl Mark {
    fn lowered(self, by: f32) -> Self {
        match self {
            Self::Words { x, y, size, bold, ink, words } => Self::Words { x, y: y + by, size, bold, ink, words },
            Self::Line { x, y, to_x, to_y, weight, ink } => {
                Self::Line { x, y: y + by, to_x, to_y: to_y + by, weight, ink }
            }
            Self::Square { x, y, width, height } => Self::Square { x, y: y + by, width, height },
            Self::Block { x, y, width, height } => Self::Block { x, y: y + by, width, height },
        }
    }
}

/// What a part is to those who hear the paper read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Not read: rules, boxes, what stands on each page.
    Beside,
    Title,
    Heading,
    Words,
    /// One of a list.
    Item,
    /// A picture, with what it shows in words.
    Picture(String),
    /// A cell of a table, with the number of its row.
    Cell(usize, Sort),
}

/// What a cell of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    NamesColumn,
    NamesRow,
    Value,
}

/// A place to fill in.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// Its name in the file, of its own in the form.
    pub name: String,
    /// What is to be written there, for whoever does not see where it stands.
    pub says: String,
    pub kind: Kind,
    pub x: f32,
    /// Its upper edge.
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// What is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words on as many lines.
    Lines(u32),
    Amount,
    /// A letter or digit a box, so many at most.
    Iban,
    Date,
    /// A box to tick.
    Tick,
}

/// Marks that belong together.
#[derive(Debug, Clone)]
pub struct Part {
    pub role: Role,
    pub marks: Vec<Mark>,
    pub fill: Option<Fill>,
}

impl Part {
    pub fn new(role: Role, marks: Vec<Mark>) -> Self {
        Self { role, marks, fill: None }
    }

    pub fn lowered(self, by: f32) -> Self {
        let Self { role, marks, fill } = self;
        let fill = fill.map(|fill| Fill { y: fill.y + by, ..fill });
        Self { role, marks: marks.into_iter().map(|mark| mark.lowered(by)).collect(), fill }
    }
}
