//! What may be asked of a branch.

use crate::{CsrId, Day, DeskId, DocumentId, Language, ServiceId, Setup, TicketId, Token};
use serde::{Deserialize, Serialize};

/// A wish, with every fact that the rules need to decide on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Begin the business day. The first command of every day.
    OpenDay { day: Day, setup: Box<Setup> },
    /// Give a visitor a ticket.
    Issue(Issue),
    /// Sit down at a desk.
    OpenDesk { desk: DeskId, csr: CsrId },
    /// Leave a desk.
    CloseDesk { desk: DeskId, csr: CsrId },
    /// Call the next visitor.
    CallNext { desk: DeskId, csr: CsrId },
    /// Call the visitor who was called, once more.
    Recall { desk: DeskId, csr: CsrId },
    /// The visitor is at the desk.
    Start { desk: DeskId, csr: CsrId },
    /// The visitor has been served.
    Finish { desk: DeskId, csr: CsrId },
    /// The visitor who was called did not come.
    NoShow { desk: DeskId, csr: CsrId },
    /// The visitor leaves the queue.
    Cancel { ticket: TicketId },
}

/// What a kiosk asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub service: ServiceId,
    pub language: Language,
    /// Self-declared; the reason is never asked.
    #[serde(default)]
    pub priority: bool,
    /// The documents that the visitor has at hand.
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// A fact put in by the server, not a part of the wish.
    pub token: Token,
}

impl Command {
    /// Whether both ask for the same, whatever facts the server put in: a request that is sent twice is one.
    pub fn same_wish(&self, other: &Command) -> bool {
        match (self, other) {
            (Command::Issue(a), Command::Issue(b)) => {
                a.service == b.service
                    && a.language == b.language
                    && a.priority == b.priority
                    && a.documents == b.documents
            }
            _ => self == other,
        }
    }
}
