//! What to have ready for a service, to take away without a ticket.

use crate::{Language, Service, Text};
use serde::{Deserialize, Serialize};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadyPage {
    /// The branch's id, as in its addresses.
    pub branch: String,
    pub name: Text,
    pub languages: Vec<Language>,
    /// "Indicative list: the bank may ask for other documents."
    pub disclaimer: Text,
    pub service: Service,
    /// What the bank tells its visitors about it.
    #[serde(default)]
    pub articles: Vec<crate::ArticleShown>,
    /// Phones reach the server: the paper shows a code that leads back.
    pub code: bool,
}
