//! The letters of a file: what it uses of a font, as the file holds it.

use crate::forms::font::{Cut, Font};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

const IDENTITY: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
/// How much time goes into a smaller file: 0 to 10.
const EFFORT: u8 = 6;

/// Bytes as a stream of the file holds them.
pub fn small(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, EFFORT)
}

/// The letters of a font that a document uses.
pub struct Used {
    font: &'static Font,
    pub name: Name<'static>,
    glyphs: GlyphRemapper,
    letters: BTreeMap<u16, (char, u16)>,
    /// It has every letter of the font, in their order.
    is_whole: bool,
}

impl Used {
    pub fn new(font: &'static Font, name: &'static str) -> Self {
        Self {
            font,
            name: Name(name.as_bytes()),
            glyphs: GlyphRemapper::new(),
            letters: BTreeMap::new(),
            is_whole: false,
        }
    }

    /// Every letter that the font has, before any other is used: a reader shows what is typed by it.
    pub fn whole(&mut self) {
        for letter in &self.font.letters {
            self.place(*letter);
        }
        self.is_whole = true;
    }

    /// The words as the file holds them: two bytes a letter.
    pub fn encode(&mut self, words: &str) -> Vec<u8> {
        words.chars().flat_map(|letter| self.place(letter).to_be_bytes()).collect()
    }

    fn place(&mut self, letter: char) -> u16 {
        let glyph = self.font.glyph(letter);
        let place = self.glyphs.remap(glyph);
        self.letters.entry(place).or_insert((letter, glyph));
        place
    }

    /// Writes the font into five objects.
    pub fn embed(&self, pdf: &mut Pdf, first: i32) {
        let [font, cid, descriptor, unicode, file] =
            std::array::from_fn(|place| Ref::new(first + i32::try_from(place).unwrap_or(0)));
        let face = &self.font.face;
        let name = ["SPORTE+AtkinsonHyperlegible-", std::str::from_utf8(self.name.0).unwrap_or_default()].concat();
        let name = Name(name.as_bytes());
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(unicode);
        let mut written = pdf.cid_font(cid);
        written.subtype(CidFontType::Type2).base_font(name).system_info(IDENTITY).font_descriptor(descriptor);
        written.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = written.widths();
        // Places are given out one after the other.
        if let Some(first) = self.letters.keys().next() {
            widths.consecutive(*first, self.letters.values().map(|(_, glyph)| self.font.advance(*glyph)));
        }
        widths.finish();
        written.finish();
        let length = |units: i16| self.font.thousandths(i32::from(units));
        let frame = face.global_bounding_box();
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(length(frame.x_min), length(frame.y_min), length(frame.x_max), length(frame.y_max)))
            .italic_angle(0.0)
            .ascent(length(face.ascender()))
            .descent(length(face.descender()))
            .cap_height(length(face.capital_height().unwrap_or(face.ascender())))
            .stem_v(if self.name.0 == b"Bold" { 140.0 } else { 90.0 })
            .font_file2(file);
        let mut letters = UnicodeCmap::new(Name(b"Letters"), IDENTITY);
        for (place, (letter, _)) in &self.letters {
            letters.pair(*place, *letter);
        }
        pdf.cmap(unicode, &letters.finish());
        let cut = if self.is_whole { self.font.whole.get_or_init(|| self.cut()).clone() } else { self.cut() };
        let mut stream = pdf.stream(file, &cut.packed);
        stream.filter(Filter::FlateDecode).pair(Name(b"Length1"), i32::try_from(cut.length).unwrap_or(0));
    }

    /// The font cut down to these letters. The whole font where it cannot be cut down: larger, and as good.
    fn cut(&self) -> Cut {
        let cut = subsetter::subset(self.font.data, 0, &self.glyphs);
        let cut = cut.as_deref().unwrap_or(self.font.data);
        Cut { length: cut.len(), packed: small(cut) }
    }
}
