//! Tickets on paper.

use serde::{Deserialize, Serialize};

/// The answer to `POST /api/v1/tickets/{token}/print`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Printed {
    /// Always true: what was not printed is a problem.
    pub printed: bool,
}

/// A printer of the branch, for its manager. What is wrong with it is among the alerts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterRow {
    pub id: String,
    pub paper_mm: u32,
    /// The kiosk prints on it.
    pub of_kiosk: bool,
}
