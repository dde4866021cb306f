//! Pages as a PDF file, with the letters that they use embedded. It holds no date: the same pages give the same bytes.

use super::font::{BOLD, Font, REGULAR};
use super::layout::{HEIGHT, Ink, Mark, Page, WIDTH};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

const IDENTITY: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);
/// Each font has five objects from here, each page two after them.
const FONTS: i32 = 10;
const FIRST_PAGE: i32 = 20;

/// The letters of a font that a document uses.
struct Used {
    font: &'static Font,
    name: Name<'static>,
    glyphs: GlyphRemapper,
    letters: BTreeMap<u16, (char, u16)>,
}

impl Used {
    fn new(font: &'static Font, name: &'static str) -> Self {
        Self { font, name: Name(name.as_bytes()), glyphs: GlyphRemapper::new(), letters: BTreeMap::new() }
    }

    /// The words as the file holds them: two bytes a letter.
    fn encode(&mut self, words: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        for letter in words.chars() {
            let glyph = self.font.glyph(letter);
            let place = self.glyphs.remap(glyph);
            self.letters.entry(place).or_insert((letter, glyph));
            bytes.extend(place.to_be_bytes());
        }
        bytes
    }
}

/// The file.
pub fn write(title: &str, language: &str, pages: &[Page]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut fonts = [Used::new(&REGULAR, "Regular"), Used::new(&BOLD, "Bold")];
    let mut kids = Vec::new();
    for page in pages {
        let id = Ref::new(FIRST_PAGE + 2 * i32::try_from(kids.len()).unwrap_or(0));
        let content = Ref::new(id.get() + 1);
        pdf.stream(content, &draw(page, &mut fonts));
        let mut written = pdf.page(id);
        written.parent(PAGES).media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).contents(content);
        let mut resources = written.resources();
        resources.fonts().pair(fonts[0].name, Ref::new(FONTS)).pair(fonts[1].name, Ref::new(FONTS + 5));
        resources.finish();
        written.finish();
        kids.push(id);
    }
    for (place, used) in fonts.iter().enumerate() {
        embed(&mut pdf, FONTS + 5 * i32::try_from(place).unwrap_or(0), used);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(PAGES).kids(kids).count(count);
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES).lang(TextStr(language));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    pdf.document_info(INFO).title(TextStr(title)).producer(TextStr("Sportello"));
    pdf.finish()
}

/// The drawing of a page. PDF counts from below, the layout from above.
fn draw(page: &Page, fonts: &mut [Used; 2]) -> Vec<u8> {
    let mut content = Content::new();
    for mark in &page.marks {
        match mark {
            Mark::Words { x, y, size, bold, ink, words } => {
                let used = &mut fonts[usize::from(*bold)];
                let (red, green, blue) = colour(*ink);
                content.set_fill_rgb(red, green, blue);
                content.begin_text().set_font(used.name, *size).next_line(*x, HEIGHT - y);
                content.show(Str(&used.encode(words))).end_text();
            }
            Mark::Line { x, y, to_x, to_y, weight, ink } => {
                let (red, green, blue) = colour(*ink);
                content.set_stroke_rgb(red, green, blue).set_line_width(*weight);
                content.move_to(*x, HEIGHT - y).line_to(*to_x, HEIGHT - to_y).stroke();
            }
            Mark::Square { x, y, width, height } => {
                let (red, green, blue) = colour(Ink::Rule);
                content.set_stroke_rgb(red, green, blue).set_line_width(0.7);
                content.rect(*x, HEIGHT - y - height, *width, *height).stroke();
            }
        }
    }
    content.finish().into_vec()
}

/// The colours of the screens, on paper.
fn colour(ink: Ink) -> (f32, f32, f32) {
    match ink {
        Ink::Black => (0.09, 0.13, 0.12),
        Ink::Soft => (0.29, 0.35, 0.34),
        Ink::Rule => (0.48, 0.54, 0.53),
        Ink::Accent => (0.04, 0.36, 0.34),
    }
}

fn embed(pdf: &mut Pdf, first: i32, used: &Used) {
    let [font, cid, descriptor, unicode, file] =
        std::array::from_fn(|place| Ref::new(first + i32::try_from(place).unwrap_or(0)));
    let face = &used.font.face;
    let name = ["SPORTE+AtkinsonHyperlegible-", std::str::from_utf8(used.name.0).unwrap_or_default()].concat();
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
    for (place, (_, glyph)) in &used.letters {
        widths.consecutive(*place, [used.font.advance(*glyph)]);
    }
    widths.finish();
    written.finish();
    let length = |units: i16| used.font.thousandths(i32::from(units));
    let frame = face.global_bounding_box();
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(length(frame.x_min), length(frame.y_min), length(frame.x_max), length(frame.y_max)))
        .italic_angle(0.0)
        .ascent(length(face.ascender()))
        .descent(length(face.descender()))
        .cap_height(length(face.capital_height().unwrap_or(face.ascender())))
        .stem_v(if used.name.0 == b"Bold" { 140.0 } else { 90.0 })
        .font_file2(file);
    let mut letters = UnicodeCmap::new(Name(b"Letters"), IDENTITY);
    for (place, (letter, _)) in &used.letters {
        letters.pair(*place, *letter);
    }
    pdf.cmap(unicode, &letters.finish());
    // The whole font where it cannot be cut down: larger, and as good.
    let cut = subsetter::subset(used.font.data, 0, &used.glyphs);
    pdf.stream(file, cut.as_deref().unwrap_or(used.font.data));
}
