//! The code of a form, at the top right of its first page: as a QR code for a scanner, and in letters for a person.

use super::{Ink, MARGIN, Mark, Part, REGULAR, Role, WIDTH, words};
use fast_qr::QRBuilder;
use wire::FormCode;
use words::paper::form;

/// The side of a module: 0.38 mm, which a scanner reads from any printer.
const MODULE: f32 = 1.08;
/// The lower edge, above the rule of the head.
const FOOT: f32 = 54.0;
const LETTERS: f32 = 7.0;
/// No module of another thing is nearer, by the rules of QR codes.
const QUIET: f32 = 4.0 * MODULE;

/// The parts; none where the code cannot be drawn.
pub fn parts(code: &FormCode, language: &str) -> Vec<Part> {
    let Ok(drawn) = QRBuilder::new(code.code()).build() else { return Vec::new() };
    #[expect(clippy::cast_precision_loss, reason = "a QR code has at most 177 modules a side")]
    let length = |modules: usize| modules as f32 * MODULE;
    let (left, top) = (WIDTH - MARGIN - length(drawn.size), FOOT - length(drawn.size));
    let mut marks = Vec::new();
    for row in 0..drawn.size {
        let mut column = 0;
        while column < drawn.size {
            let dark = (column..drawn.size).take_while(|column| drawn[row][*column].value()).count();
            if dark > 0 {
                let (x, y) = (left + length(column), top + length(row));
                marks.push(Mark::Block { x, y, width: length(dark), height: MODULE });
            }
            column += dark.max(1);
        }
    }
    let short = code.short();
    let x = left - QUIET - REGULAR.width(&short, LETTERS);
    let letters = words(x, 50.0, LETTERS, false, Ink::Soft, &short);
    vec![Part::new(Role::Picture(form::code(language, &short)), marks), Part::new(Role::Beside, vec![letters])]
}
