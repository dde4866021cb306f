//! The id of a branch.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A branch by its id in the set-up: `centro`. A clone allocates nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BranchId(Arc<str>);

impl BranchId {
    /// Returns the id that is written as this text. The text is not checked.
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }

    /// Returns the id as the set-up writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Maps that are keyed by id can be asked with a text.
impl Borrow<str> for BranchId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BranchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
