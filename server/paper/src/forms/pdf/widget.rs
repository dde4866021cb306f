//! The places of a form that a reader lets one fill in. Empty ones show nothing: what is seen of them is drawn on the page.

use super::{INK, Refs};
use crate::forms::layout::{Fill, HEIGHT, Kind};
use pdf_writer::types::{AnnotationFlags, FieldFlags, FieldType};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// How what is typed looks: a size of 0 is as large as there is room for.
const LINE: &[u8] = b"/Regular 0 Tf 0.09 0.13 0.12 rg";
const LINES: &[u8] = b"/Regular 10 Tf 0.09 0.13 0.12 rg";
pub const BOXES: &[u8] = b"/Regular 11 Tf 0.09 0.13 0.12 rg";

/// As many letters a place takes at most, where it has a box for each.
const IBAN: i32 = 27;
const DATE: i32 = 10;

/// Where a widget stands: its page, its number in the tree, and its own reference.
pub struct Stand {
    pub page: Ref,
    pub parent: i32,
    pub id: Ref,
}

/// Writes a field with its one widget.
pub fn write(pdf: &mut Pdf, fill: &Fill, stand: &Stand, refs: &mut Refs) {
    let (empty, ticked) = (refs.next(), refs.next());
    let size = Rect::new(0.0, 0.0, fill.width, fill.height);
    let nothing: &[u8] = if fill.kind == Kind::Tick { b"" } else { b"/Tx BMC\nEMC" };
    pdf.form_xobject(empty, nothing).bbox(size);
    if fill.kind == Kind::Tick {
        pdf.form_xobject(ticked, &cross(fill.width)).bbox(size);
    }
    let mut field = pdf.form_field(stand.id);
    field.partial_name(TextStr(&fill.name)).alternate_name(TextStr(&fill.says));
    let boxed = FieldFlags::COMB | FieldFlags::DO_NOT_SCROLL | FieldFlags::DO_NOT_SPELL_CHECK;
    match fill.kind {
        Kind::Tick => {
            field.field_type(FieldType::Button).pair(Name(b"V"), Name(b"Off"));
        }
        Kind::Lines(1) => {
            field.field_type(FieldType::Text).vartext_default_appearance(Str(LINE));
        }
        Kind::Lines(_) => {
            field.field_type(FieldType::Text).vartext_default_appearance(Str(LINES)).field_flags(FieldFlags::MULTILINE);
        }
        Kind::Amount => {
            let flags = FieldFlags::DO_NOT_SPELL_CHECK;
            field.field_type(FieldType::Text).vartext_default_appearance(Str(LINE)).field_flags(flags);
        }
        Kind::Iban | Kind::Date => {
            let most = if fill.kind == Kind::Iban { IBAN } else { DATE };
            field.field_type(FieldType::Text).vartext_default_appearance(Str(BOXES));
            field.field_flags(boxed).text_max_len(most);
        }
    }
    let mut widget = field.into_annotation();
    let foot = HEIGHT - fill.y - fill.height;
    widget.rect(Rect::new(fill.x, foot, fill.x + fill.width, foot + fill.height));
    widget.page(stand.page).flags(AnnotationFlags::PRINT).struct_parent(stand.parent);
    widget.border_style().width(0.0);
    if fill.kind == Kind::Tick {
        widget.appearance_state(Name(b"Off"));
        let mut appearance = widget.appearance();
        appearance.normal().streams().pair(Name(b"Off"), empty).pair(Name(b"Yes"), ticked);
    } else {
        widget.appearance().normal().stream(empty);
    }
    widget.finish();
}

/// A cross from corner to corner of a box.
fn cross(size: f32) -> Vec<u8> {
    let (near, far) = (1.8, size - 1.8);
    let (red, green, blue) = INK;
    let mut content = Content::new();
    content.save_state().set_stroke_rgb(red, green, blue).set_line_width(1.3);
    content.move_to(near, near).line_to(far, far).move_to(near, far).line_to(far, near).stroke();
    content.restore_state();
    content.finish().into_vec()
}
