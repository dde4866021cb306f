//! Text as dots: for what a printer has no letters for, and for the number, whose size must be exact. Shaped by the rules
//! of its script, in the direction in which it is read. The product's own font first, then those of the system.

use super::bitmap::Bitmap;
use cosmic_text::fontdb::Source;
use cosmic_text::{Align, Attrs, Buffer, Color, Family, FontSystem, Metrics, Shaping, SwashCache, Weight, Wrap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

const FAMILY: &str = "Atkinson Hyperlegible";
const REGULAR: &[u8] = include_bytes!("../../fonts/AtkinsonHyperlegible-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/AtkinsonHyperlegible-Bold.ttf");

/// The height of a capital letter of the font, in thousandths of its size.
const CAPITAL_MILLI: u16 = 668;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The size of the font in dots.
    pub size: u16,
    pub bold: bool,
    pub centred: bool,
}

struct Engine {
    fonts: FontSystem,
    glyphs: SwashCache,
}

/// The fonts are looked for once, when the first text is set.
static ENGINE: LazyLock<Mutex<Engine>> = LazyLock::new(|| {
    let own = [REGULAR, BOLD].map(|font| Source::Binary(Arc::new(font)));
    Mutex::new(Engine { fonts: FontSystem::new_with_fonts(own), glyphs: SwashCache::new() })
});

/// Looks for the fonts now, so that no visitor waits for it.
pub fn make_ready() {
    LazyLock::force(&ENGINE);
}

/// A text broken into lines of `width` dots, as it stands on paper; `None` where no font has all of its letters.
pub fn paragraph(text: &str, width: u16, style: Style) -> Option<Bitmap> {
    let mut engine = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
    let Engine { fonts, glyphs } = &mut *engine;
    let line = style.size + style.size / 4;
    let mut buffer = Buffer::new(fonts, Metrics::new(f32::from(style.size), f32::from(line)));
    buffer.set_size(Some(f32::from(width)), None);
    buffer.set_wrap(Wrap::WordOrGlyph);
    let weight = if style.bold { Weight::BOLD } else { Weight::NORMAL };
    let attributes = Attrs::new().family(Family::Name(FAMILY)).weight(weight);
    buffer.set_text(text, &attributes, Shaping::Advanced, style.centred.then_some(Align::Center));
    buffer.shape_until_scroll(fonts, false);
    if buffer.layout_runs().any(|run| run.glyphs.iter().any(|glyph| glyph.glyph_id == 0)) {
        return None;
    }
    let mut picture = Bitmap::new(width.into(), buffer.layout_runs().count() * usize::from(line));
    buffer.draw(fonts, glyphs, Color::rgb(0, 0, 0), |x, y, width, height, ink| {
        if ink.a() < 0x80 {
            return;
        }
        // What a letter sticks out of the paper with is not printed.
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        for (x, y) in (0..height).flat_map(|dy| (0..width).map(move |dx| (x + dx as usize, y + dy as usize))) {
            picture.blacken(x, y);
        }
    });
    Some(picture)
}

/// A ticket's number with capitals `height` dots high, in the middle of paper of `width` dots; narrower letters where it
/// would be too wide.
pub fn number(number: &str, height: u16, width: u16) -> Bitmap {
    let size = u16::try_from(u32::from(height) * 1_000 / u32::from(CAPITAL_MILLI)).unwrap_or(u16::MAX);
    let style = Style { size, bold: true, centred: false };
    let drawn = paragraph(number, u16::MAX, style).unwrap_or_else(|| Bitmap::new(0, 0));
    drawn.cropped().at_most(width.into()).centred(width.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { size: 24, bold: false, centred: false };

    /// The white columns to the left and to the right of what is black.
    fn margins(picture: &Bitmap) -> (usize, usize) {
        let black = |x: &usize| (0..picture.height()).any(|y| picture.is_black(*x, y));
        let left = (0..picture.width()).find(black).unwrap();
        let right = (0..picture.width()).rev().find(black).unwrap();
        (left, picture.width() - 1 - right)
    }

    #[test]
    fn a_number_is_as_high_as_asked_and_fits_the_paper() {
        for (text, width) in [("A042", 576), ("A042", 384), ("W1000", 384)] {
            let ink = number(text, 128, width).cropped();
            assert!((120..=140).contains(&ink.height()) && ink.width() <= width.into(), "{text}: {}", ink.height());
        }
    }

    #[test]
    fn a_long_text_goes_on_in_the_next_line() {
        let one = paragraph("Documento", 384, STYLE).unwrap();
        let many = paragraph(&"Documento d'identità valido ".repeat(4), 384, STYLE).unwrap();
        assert_eq!(one.height(), 30);
        assert!(many.height() >= 4 * 30 && many.width() == 384);
    }

    #[test]
    fn what_is_read_from_the_right_stands_at_the_right() {
        let (left, right) = margins(&paragraph("Hello", 384, STYLE).unwrap());
        assert!(left < right);
        // Where the system has a font for it.
        if let Some(arabic) = paragraph("وثيقة هوية صالحة", 384, STYLE) {
            let (left, right) = margins(&arabic);
            assert!(left > 100 && right < 20, "{left} {right}");
            let letters: usize = ["و", "ث", "ي", "ق", "ة"]
                .iter()
                .map(|letter| paragraph(letter, 384, STYLE).unwrap().cropped().width())
                .sum();
            let word = paragraph("وثيقة", 384, STYLE).unwrap().cropped().width();
            assert!(word < letters, "its letters are joined: {word} of {letters} dots");
        }
    }

    #[test]
    fn what_no_font_has_is_said() {
        assert!(paragraph("\u{1fffd}\u{e000}", 384, STYLE).is_none());
    }
}
