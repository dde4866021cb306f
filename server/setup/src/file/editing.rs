//! How the set-up itself is changed.

use serde::Deserialize;

/// How the set-up itself is changed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editing {
    /// Whether it can be edited on a page; otherwise the file alone rules.
    pub editor: Option<bool>,
}
