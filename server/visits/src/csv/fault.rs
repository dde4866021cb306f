//! What can be wrong with a file, in words that say where it is and what to do.

use std::fmt;

/// A fault of a file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column's name, where one column is at fault.
    pub column: Option<String>,
    pub fault: Fault,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.fault)
    }
}

impl std::error::Error for LineError {}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the file is empty; its first line must be {expected}")]
    Empty { expected: String },
    #[error("the file has a first line but no rows; check that the export has finished")]
    NoRows,
    #[error("the columns are separated by {found}; export the file with commas, as {expected}")]
    Separator { found: &'static str, expected: String },
    #[error("the column is missing; the first line must be {expected}")]
    MissingColumn { expected: String },
    #[error("the column occurs twice; rename or remove one of the two")]
    ColumnTwice,
    #[error(
        "the row has {found} fields and the first line has {expected}; a field with a comma in it, such as a decimal comma, must stand in double quotes or use a point"
    )]
    Fields { found: usize, expected: usize },
    #[error("the file is not UTF-8 text; save it as CSV in UTF-8")]
    NotUtf8,
    #[error("the file cannot be read: {0}")]
    Read(String),
    #[error("a value is missing; {remedy}")]
    Missing { remedy: &'static str },
    #[error(
        "{found:?} is not a time; write it in UTC as 2026-03-02T09:15:00Z, with a decimal point before milliseconds"
    )]
    NotATime { found: String },
    #[error("{found:?} is neither true nor false; write one of the two")]
    NotABoolean { found: String },
    #[error("{found:?} is none of {allowed}; write one of them")]
    NotAllowed { found: String, allowed: &'static str },
    #[error("the set-up has no service {found:?}; write one of {known}, or give the set-up that the log belongs to")]
    UnknownService { found: String, known: String },
    #[error("the set-up has no desk {found:?}; write one of {known}, or give the set-up that the log belongs to")]
    UnknownDesk { found: String, known: String },
    #[error("{found} is before {earlier} ({than}), so time runs backwards; correct one of the two")]
    Backwards { found: String, than: &'static str, earlier: String },
    #[error("{found} is before {earlier} in the row above, so time runs backwards; sort the rows by this column")]
    OutOfOrder { found: String, earlier: String },
}
