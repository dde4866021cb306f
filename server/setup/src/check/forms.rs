//! The forms of a set-up: their fields, or the bank's own file beside the set-up.

use super::Checker;
use crate::file;
use crate::form::{Field, FieldKind, Form};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;

/// The largest file of the bank's own, in bytes.
const PDF_MOST: u64 = 5 * 1024 * 1024;
const LINES: std::ops::RangeInclusive<u32> = 1..=20;

impl<'a> Checker<'a, '_> {
    /// Every form of the file, by id.
    pub(super) fn forms(&mut self) -> BTreeMap<String, Form> {
        let file = self.file;
        file.form.iter().map(|form| (form.id.get_ref().clone(), self.paper(form))).collect()
    }

    fn paper(&mut self, form: &'a file::Form) -> Form {
        let fields: Vec<Field> = form.fields.iter().map(|field| self.field(form, field)).collect();
        let own = self.own(form);
        let name = self.text(&form.name);
        let drawn = format!("{} {name:?} {fields:?}", env!("CARGO_PKG_VERSION"));
        let digest = Sha256::new().chain_update(drawn).chain_update(own.as_deref().unwrap_or_default()).finalize();
        let version = digest[..8].iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        Form { name, fields, own, version }
    }

    fn field(&mut self, form: &'a file::Form, field: &'a file::Field) -> Field {
        let kind = *field.kind.get_ref();
        let whose = format!("form \"{}\", fields", form.id.get_ref());
        let mistake = match (kind == FieldKind::Choice, field.options.is_empty()) {
            (true, true) => Some("there is nothing to choose; add options = [{ it = \"...\" }, ...]"),
            (false, false) => Some("only a \"choice\" has options; remove them"),
            _ => None,
        };
        if let Some(what) = mistake {
            self.add(&field.kind, &whose, what);
        }
        if let Some(lines) = &field.lines {
            if kind != FieldKind::Text {
                self.add(lines, &whose, "only a \"text\" has lines; remove them");
            } else if !LINES.contains(lines.get_ref()) {
                self.add(lines, &whose, format!("{} is out of range; write 1 to 20", lines.get_ref()));
            }
        }
        Field {
            kind,
            label: self.text(&field.label),
            lines: field.lines.as_ref().map_or(1, |lines| *lines.get_ref()),
            options: field.options.iter().map(|option| self.text(option)).collect(),
        }
    }

    /// The bank's own file, read once and kept.
    fn own(&mut self, form: &'a file::Form) -> Option<Arc<[u8]>> {
        let path = form.pdf.as_ref()?;
        self.pdf_beside(path, &format!("form \"{}\", pdf", form.id.get_ref()))
    }

    /// A PDF beside the set-up.
    pub(super) fn pdf_beside(&mut self, path: &Spanned<String>, whose: &str) -> Option<Arc<[u8]>> {
        let Some(folder) = self.folder else {
            self.add(path, whose, "the set-up that the program carries has no files beside it; give --setup a file");
            return None;
        };
        let file = folder.join(path.get_ref());
        let what = match std::fs::metadata(&file).map(|known| known.len()) {
            Err(error) => format!("cannot read {}: {error}; write the path of a PDF beside the set-up", file.display()),
            Ok(length) if length > PDF_MOST => {
                format!("{} is larger than 5 MB; make it smaller, as by scanning it in grey", file.display())
            }
            Ok(_) => match std::fs::read(&file) {
                Ok(bytes) if bytes.starts_with(b"%PDF") => return Some(bytes.into()),
                Ok(_) => format!("{} is no PDF; save it as a PDF", file.display()),
                Err(error) => {
                    format!("cannot read {}: {error}; write the path of a PDF beside the set-up", file.display())
                }
            },
        };
        self.add(path, whose, what);
        None
    }
}
