//! What happened. Events hold outcomes (this number, this ticket was picked), never a rule to run again, and are
//! kept for ever: a shape that was once written must be readable always (tests/golden).

use crate::{CsrId, Day, DeskId, DocumentId, Language, Number, Reason, ServiceId, Setup, TicketId, Timestamp, Token};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    DayOpened {
        day: Day,
        setup: Box<Setup>,
        at: Timestamp,
    },
    TicketIssued {
        ticket: TicketId,
        number: Number,
        service: ServiceId,
        language: Language,
        #[serde(default)]
        priority: bool,
        #[serde(default)]
        documents: Vec<DocumentId>,
        token: Token,
        /// When the desk should call it at the latest; the call order is by this.
        due: Timestamp,
        /// Visitors who were ahead.
        ahead: u32,
        at: Timestamp,
    },
    DeskOpened {
        desk: DeskId,
        csr: CsrId,
        at: Timestamp,
    },
    DeskClosed {
        desk: DeskId,
        at: Timestamp,
    },
    TicketCalled {
        ticket: TicketId,
        desk: DeskId,
        csr: CsrId,
        reason: Reason,
        at: Timestamp,
    },
    TicketRecalled {
        ticket: TicketId,
        desk: DeskId,
        at: Timestamp,
    },
    ServiceStarted {
        ticket: TicketId,
        desk: DeskId,
        at: Timestamp,
    },
    ServiceFinished {
        ticket: TicketId,
        desk: DeskId,
        at: Timestamp,
    },
    TicketNoShow {
        ticket: TicketId,
        desk: DeskId,
        at: Timestamp,
    },
    TicketCancelled {
        ticket: TicketId,
        /// The desk that had called it, where one had.
        desk: Option<DeskId>,
        at: Timestamp,
    },
}
