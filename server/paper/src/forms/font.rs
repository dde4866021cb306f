//! The product's font for paper: which letters it has, and how wide they are. Sizes and widths are in points.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};
use ttf_parser::Face;

pub static REGULAR: LazyLock<Font> =
    LazyLock::new(|| Font::read(include_bytes!("../../fonts/AtkinsonHyperlegible-Regular.ttf")));
pub static BOLD: LazyLock<Font> =
    LazyLock::new(|| Font::read(include_bytes!("../../fonts/AtkinsonHyperlegible-Bold.ttf")));

pub struct Font {
    pub data: &'static [u8],
    pub face: Face<'static>,
    /// Every letter that it has, by its code.
    pub letters: Vec<char>,
    /// What a file holds of the font where it holds all of its letters: made once.
    pub whole: OnceLock<Cut>,
}

/// A part of a font as a file holds it.
#[derive(Debug, Clone)]
pub struct Cut {
    /// How many bytes it has when it is unpacked.
    pub length: usize,
    pub packed: Vec<u8>,
}

/// Whether a letter can be meant by who writes: no control, and no mark of the order of bytes.
fn is_written(letter: char) -> bool {
    !letter.is_control() && letter != '\u{feff}'
}

impl Font {
    fn read(data: &'static [u8]) -> Self {
        let face = Face::parse(data, 0).expect("the fonts that the program carries can be read");
        let mut letters = BTreeSet::new();
        for table in
            face.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(ttf_parser::cmap::Subtable::is_unicode)
        {
            table.codepoints(|code| letters.extend(char::from_u32(code).filter(|letter| is_written(*letter))));
        }
        Self { data, face, letters: letters.into_iter().collect(), whole: OnceLock::new() }
    }

    /// The glyph of a letter; that of a missing letter where the font has none.
    pub fn glyph(&self, letter: char) -> u16 {
        self.face.glyph_index(letter).map_or(0, |glyph| glyph.0)
    }

    /// A length of the font in thousandths of its size.
    pub fn thousandths(&self, units: i32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a font's units are far below 2^24")]
        let units = units as f32;
        units * 1000.0 / f32::from(self.face.units_per_em())
    }

    /// How far a glyph moves on, in thousandths of the size.
    pub fn advance(&self, glyph: u16) -> f32 {
        self.thousandths(i32::from(self.face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0)))
    }

    pub fn can_write(&self, words: &str) -> bool {
        words.chars().all(|letter| self.face.glyph_index(letter).is_some())
    }

    pub fn width(&self, words: &str, size: f32) -> f32 {
        words.chars().map(|letter| self.advance(self.glyph(letter))).sum::<f32>() * size / 1000.0
    }

    /// The words in lines no wider than `width`; a word that is wider by itself stands alone.
    pub fn wrap(&self, words: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(&[line, " ", word].concat(), size) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}
