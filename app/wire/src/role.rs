//! What somebody of the staff may do.

use serde::{Deserialize, Serialize};

/// What somebody may do in a branch, or in the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    Csr,
    Manager,
    Complaints,
    /// Of the whole bank.
    Admin,
}

impl StaffRole {
    pub const ALL: [Self; 4] = [Self::Csr, Self::Manager, Self::Complaints, Self::Admin];

    /// The role as a form names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csr => "csr",
            Self::Manager => "manager",
            Self::Complaints => "complaints",
            Self::Admin => "admin",
        }
    }
}
