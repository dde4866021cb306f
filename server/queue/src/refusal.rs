//! Why not: the business's own "no". A failure of the machinery is another type, elsewhere.

use crate::{CsrId, Day, DeskId, Number, ServiceId, SetupError, TicketId, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("no business day has been opened")]
    NoDay,
    #[error("the business day {0} is open already")]
    DayOpen(Day),
    #[error("the set-up cannot run a day: {0}")]
    Setup(#[from] SetupError),
    #[error("the branch is closed")]
    Closed { opens_at: Option<Timestamp> },
    #[error("there is no service {0}")]
    UnknownService(ServiceId),
    #[error("there is no desk {0}")]
    UnknownDesk(DeskId),
    #[error("there is no ticket {0}")]
    UnknownTicket(TicketId),
    #[error("desk {0} is closed")]
    DeskClosed(DeskId),
    #[error("desk {desk} is open already, with another CSR")]
    DeskTaken { desk: DeskId, csr: CsrId },
    #[error("the CSR is at desk {0} already")]
    CsrElsewhere(DeskId),
    #[error("desk {desk} is another CSR's")]
    NotYourDesk { desk: DeskId, csr: CsrId },
    #[error("desk {desk} still has ticket {number} open")]
    TicketOpen { desk: DeskId, number: Number },
    #[error("desk {0} has no ticket open")]
    NoTicketOpen(DeskId),
    #[error("ticket {number} is being served already")]
    AlreadyServing { number: Number },
    #[error("ticket {number} has not been started")]
    NotStarted { number: Number },
    #[error("ticket {number} is over")]
    TicketOver { number: Number },
}
