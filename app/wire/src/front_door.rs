//! The front door: where each screen of each branch is.

use crate::Text;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontDoorPage {
    pub branches: Vec<BranchName>,
}

/// `GET /api/v1/branches`: one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BranchName {
    pub id: String,
    pub name: Text,
}
