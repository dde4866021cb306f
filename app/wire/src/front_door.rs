//! The front door: where each screen of each branch is.

use crate::Text;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontDoorPage {
    pub branches: Vec<FrontDoorBranch>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontDoorBranch {
    pub id: String,
    pub name: Text,
}
