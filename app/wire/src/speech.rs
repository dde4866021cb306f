//! What the server can say.

use crate::Language;
use serde::{Deserialize, Serialize};

/// `GET /api/v1/branches/{branch}/speech`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SpokenLanguages {
    /// The languages of the branch in which the server speaks now, in the branch's order.
    pub languages: Vec<Language>,
}
