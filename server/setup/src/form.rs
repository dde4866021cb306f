//! The papers that visitors fill in by hand, as the set-up describes them. `paper` draws them.

use serde::Deserialize;
use std::sync::Arc;
use wire::Text;

/// A form as the set-up describes it.
#[derive(Debug, Clone)]
pub struct Form {
    pub name: Text,
    /// The fields from top to bottom. A form without fields is a plain sheet with name, request, date and signature.
    pub fields: Vec<Field>,
    /// The bank's own file, which goes before the fields.
    pub own: Option<Arc<[u8]>>,
    /// Changes with the paper.
    pub version: String,
}

/// A place to fill in, or words to read.
#[derive(Debug, Clone)]
pub struct Field {
    pub kind: FieldKind,
    pub label: Text,
    /// Ruled lines to write on.
    pub lines: u32,
    /// What there is to choose from.
    pub options: Vec<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A heading of the fields below it.
    Section,
    /// Words to read: a notice, a declaration.
    Note,
    Text,
    /// Text that needs half a line.
    Short,
    Amount,
    Date,
    Iban,
    /// Boxes to tick.
    Choice,
    Signature,
}
