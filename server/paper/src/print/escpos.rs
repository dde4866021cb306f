//! A ticket as the bytes of ESC/POS. Text goes out as letters of the printer where it has them, and as dots where not.

use super::bitmap::Bitmap;
use super::code_page;
use super::layout::{Bilingual, Line, Look};
use super::raster::{self, Style};
use fast_qr::QRBuilder;

/// 203 dpi: dots in a millimetre.
pub const DOTS_PER_MM: u16 = 8;
/// The height of the number's capitals: 16 mm, one more than the least.
const NUMBER_DOTS: u16 = 16 * DOTS_PER_MM;
/// The white around a QR code, in its modules.
const QUIET: usize = 4;
/// The sizes of text set in dots; the taller stands for the printer's letters of double height.
const SIZE: u16 = 24;
const TALL_SIZE: u16 = 40;
/// Rows of dots that are sent at once: printers hold few.
const BAND: usize = 240;

/// Printing begins as after switching on, and with no double-byte letters.
const BEGIN: &[u8] = b"\x1b@\x1c.";
/// Some white, then the cut.
const END: &[u8] = b"\x1bd\x02\x1dVB\x00";

/// How many of the printer's own letters, 12 dots wide, fit in a line.
fn columns(width: u16) -> usize {
    usize::from(width) / 12
}

/// The bytes of a whole ticket for a printer of so many dots.
pub fn encode(slip: &[Line], width: u16) -> Vec<u8> {
    let mut bytes = BEGIN.to_vec();
    for line in slip {
        match line {
            Line::Text(said, look) => text(&mut bytes, said, *look, width),
            Line::Number(number) => dots(&mut bytes, &raster::number(number, NUMBER_DOTS, width)),
            Line::Code(address) => {
                if let Some(code) = code(address, width) {
                    dots(&mut bytes, &code);
                }
            }
            Line::Rule => letters(&mut bytes, "-".repeat(columns(width)).as_bytes(), 16, Look::default()),
            Line::Gap => bytes.push(b'\n'),
        }
    }
    bytes.extend_from_slice(END);
    bytes
}

/// Writes a text in the visitor's language, or in the branch's first one if the paper cannot show that; a letter that neither way
/// can show becomes a question mark.
fn text(bytes: &mut Vec<u8>, said: &Bilingual, look: Look, width: u16) {
    let shown = [&said.own, &said.first]
        .into_iter()
        .any(|text| as_letters(bytes, text, look, width) || as_dots(bytes, text, look, width));
    if !shown {
        let plain: String =
            said.first.chars().map(|letter| if letter.is_ascii_graphic() { letter } else { '?' }).collect();
        as_letters(bytes, &plain, look, width);
    }
}

fn as_letters(bytes: &mut Vec<u8>, text: &str, look: Look, width: u16) -> bool {
    let lines: Option<Vec<(u8, Vec<u8>)>> =
        broken(text, columns(width)).iter().map(|line| code_page::encode(line)).collect();
    for (page, encoded) in lines.iter().flatten() {
        letters(bytes, encoded, *page, look);
    }
    lines.is_some()
}

fn as_dots(bytes: &mut Vec<u8>, text: &str, look: Look, width: u16) -> bool {
    let size = if look.tall { TALL_SIZE } else { SIZE };
    let style = Style { size, bold: look.bold, centred: look.centred };
    let drawn = raster::paragraph(text, width, style);
    if let Some(drawn) = &drawn {
        dots(bytes, drawn);
    }
    drawn.is_some()
}

/// One line in the printer's letters: page, place, weight, size, the text itself.
fn letters(bytes: &mut Vec<u8>, encoded: &[u8], page: u8, look: Look) {
    bytes.extend_from_slice(&[0x1b, b't', page]);
    bytes.extend_from_slice(&[0x1b, b'a', u8::from(look.centred)]);
    bytes.extend_from_slice(&[0x1b, b'E', u8::from(look.bold)]);
    bytes.extend_from_slice(&[0x1d, b'!', u8::from(look.tall)]);
    bytes.extend_from_slice(encoded);
    bytes.push(b'\n');
}

/// A picture as wide as the paper, in bands.
fn dots(bytes: &mut Vec<u8>, picture: &Bitmap) {
    let stride = picture.stride();
    let [low, high] = little(stride);
    for band in picture.bytes().chunks((stride * BAND).max(1)) {
        let [rows_low, rows_high] = little(band.len() / stride);
        bytes.extend_from_slice(&[0x1d, b'v', b'0', 0, low, high, rows_low, rows_high]);
        bytes.extend_from_slice(band);
    }
}

fn little(count: usize) -> [u8; 2] {
    u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes()
}

/// A QR code of whole dots a module, in the middle of the paper; `None` for an address that is too long for one.
fn code(address: &str, width: u16) -> Option<Bitmap> {
    let code = QRBuilder::new(address).build().ok()?;
    let width = usize::from(width);
    // Not beyond some four centimetres: a phone reads that from the hand.
    let scale = (width.min(340) / (code.size + 2 * QUIET)).max(1);
    let side = (code.size + 2 * QUIET) * scale;
    let mut picture = Bitmap::new(side, side);
    for (row, column) in (0..code.size).flat_map(|row| (0..code.size).map(move |column| (row, column))) {
        if code[row][column].value() {
            for (dy, dx) in (0..scale).flat_map(|dy| (0..scale).map(move |dx| (dy, dx))) {
                picture.blacken((column + QUIET) * scale + dx, (row + QUIET) * scale + dy);
            }
        }
    }
    Some(picture.centred(width))
}

/// A text in lines of at most `columns` letters, broken between words; a word that is longer is cut.
fn broken(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let mut rest: Vec<char> = word.chars().collect();
        let used = lines.last().map_or(0, |line| line.chars().count());
        if used > 0 && used + 1 + rest.len() > columns {
            lines.push(String::new());
        }
        while rest.len() > columns {
            let tail = rest.split_off(columns);
            lines.push(rest.into_iter().collect());
            lines.push(String::new());
            rest = tail;
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.extend(rest);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_between_words_and_loses_nothing() {
        assert_eq!(broken("one two three", 7), ["one two", "three"]);
        assert_eq!(broken("1234567890 12", 4), ["1234", "5678", "90", "12"]);
        for columns in [32, 48] {
            let text = "Documento d'identità valido, oppure passaporto (se risiede all'estero) ".repeat(3);
            let lines = broken(&text, columns);
            assert!(lines.iter().all(|line| line.chars().count() <= columns));
            assert_eq!(lines.join(" "), text.trim());
        }
    }

    #[test]
    fn what_the_printer_cannot_write_is_drawn_and_what_nothing_can_is_said_in_the_branch_s_language() {
        let bytes = |own: &str| {
            let said = Bilingual { own: own.to_owned(), first: "Buongiorno".to_owned() };
            encode(&[Line::Text(said, Look::default())], 576)
        };
        let has = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
        assert!(has(&bytes("5 €"), b"5 \x80\n") && !has(&bytes("5 €"), b"\x1dv0"));
        assert!(has(&bytes("Bun venit, Chișinău"), b"\x1dv0"));
        assert!(has(&bytes("\u{e000}"), b"Buongiorno\n"));
    }
}
