//! Renders the bytes of a ticket as the printer would, for the manager's preview. It understands the commands that `escpos`
//! writes.

use super::bitmap::Bitmap;
use super::code_page;
use super::raster::{self, Style};

/// The printer's own letters, in dots.
const CELL: (u16, u16) = (12, 24);
const LINE: usize = 30;

/// Renders a ticket on paper of so many dots; unknown bytes are left out.
pub fn decode(bytes: &[u8], width: u16) -> Bitmap {
    let mut sheet =
        Sheet { width, parts: Vec::new(), page: 16, centred: false, bold: false, tall: false, line: String::new() };
    let mut rest = bytes;
    while let Some(used) = sheet.take(rest) {
        rest = rest.get(used..).unwrap_or_default();
    }
    sheet.whole()
}

struct Sheet {
    width: u16,
    parts: Vec<Bitmap>,
    page: u8,
    centred: bool,
    bold: bool,
    tall: bool,
    line: String,
}

impl Sheet {
    /// Executes the first command and returns its length.
    fn take(&mut self, bytes: &[u8]) -> Option<usize> {
        match *bytes {
            [] => None,
            [0x1b, b'@', ..] | [0x1c, b'.', ..] => Some(2),
            [0x1b, b't', page, ..] => Some(self.set(|sheet| sheet.page = page)),
            [0x1b, b'a', place, ..] => Some(self.set(|sheet| sheet.centred = place == 1)),
            [0x1b, b'E', weight, ..] => Some(self.set(|sheet| sheet.bold = weight & 1 == 1)),
            [0x1d, b'!', size, ..] => Some(self.set(|sheet| sheet.tall = size & 0x07 > 0)),
            [0x1b, b'd', lines, ..] => {
                self.parts.push(self.blank(usize::from(lines) * LINE));
                Some(3)
            }
            [0x1d, b'V', b'B', _, ..] => Some(4),
            [0x1d, b'v', b'0', _, low, high, rows_low, rows_high, ..] => {
                let stride = usize::from(u16::from_le_bytes([low, high]));
                let rows = usize::from(u16::from_le_bytes([rows_low, rows_high]));
                self.picture(bytes.get(8..8 + stride * rows)?, stride);
                Some(8 + stride * rows)
            }
            [b'\n', ..] => {
                self.end_line();
                Some(1)
            }
            [byte, ..] => {
                self.line.extend(code_page::decode(self.page, byte));
                Some(1)
            }
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Self)) -> usize {
        change(self);
        3
    }

    fn blank(&self, height: usize) -> Bitmap {
        Bitmap::new(self.width.into(), height)
    }

    fn picture(&mut self, bytes: &[u8], stride: usize) {
        let mut part = self.blank(bytes.len() / stride.max(1));
        for (place, byte) in bytes.iter().enumerate() {
            for bit in (0..8).filter(|bit| byte & (0x80 >> bit) != 0) {
                part.blacken(place % stride * 8 + bit, place / stride);
            }
        }
        self.parts.push(part);
    }

    /// The letters of a line, each in a cell of its own.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let (width, height) = (usize::from(CELL.0), usize::from(CELL.1) * if self.tall { 2 } else { 1 });
        let mut part = self.blank(height + LINE - usize::from(CELL.1));
        let length = line.chars().count() * width;
        let left = if self.centred { part.width().saturating_sub(length) / 2 } else { 0 };
        for (place, letter) in line.chars().enumerate().filter(|(_, letter)| *letter != ' ') {
            if let Some(drawn) = self.letter(letter) {
                part.draw(&drawn, left + place * width, 0);
            }
        }
        self.parts.push(part);
    }

    /// As wide as a cell; twice as high where letters are tall.
    fn letter(&self, letter: char) -> Option<Bitmap> {
        let style = Style { size: 20, bold: self.bold, centred: true };
        let drawn = raster::paragraph(&letter.to_string(), 2 * CELL.0, style)?;
        let times = if self.tall { 2 } else { 1 };
        let mut cell = Bitmap::new(CELL.0.into(), drawn.height() * times);
        let columns = (0..drawn.width()).filter(|x| (0..drawn.height()).any(|y| drawn.is_black(*x, y)));
        let (left, right) = columns.fold((usize::MAX, 0), |(left, right), x| (left.min(x), right.max(x)));
        let (width, room) = ((right + 1).saturating_sub(left), cell.width());
        for (x, y) in (0..drawn.height()).flat_map(|y| (0..drawn.width()).map(move |x| (x, y))) {
            if drawn.is_black(x, y) {
                let column = if width > room { (x - left) * room / width } else { x - left + (room - width) / 2 };
                for copy in 0..times {
                    cell.blacken(column, y * times + copy);
                }
            }
        }
        Some(cell)
    }

    fn whole(self) -> Bitmap {
        let mut whole = self.blank(self.parts.iter().map(Bitmap::height).sum());
        let mut top = 0;
        for part in self.parts {
            whole.draw(&part, 0, top);
            top += part.height();
        }
        whole
    }
}
