//! The front door: where each screen of each branch is.

use crate::Text;
use crate::sign_in::DemoUser;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontDoorPage {
    pub branches: Vec<BranchName>,
    /// A demo's page is a place to start from; absent elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demo: Option<DemoGuide>,
}

/// What whoever tries a demo needs to know. The first branch is the one to try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoGuide {
    pub users: Vec<DemoUser>,
    /// The labels of the desks that the demo plays; none where it plays nothing.
    pub played: Vec<String>,
    /// A desk that is free to try, by its id.
    pub free: Option<String>,
}

/// `GET /api/v1/branches`: one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BranchName {
    pub id: String,
    pub name: Text,
}
