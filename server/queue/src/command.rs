//! What may be asked of a branch.

use crate::{
    AlertId, AlertKind, AlertPlace, AnswerId, Appointment, CsrId, Day, DeskId, Destination, DocumentId, Duration,
    Language, ParkReason, PauseReason, QueuePlace, ServiceId, Setup, TicketId, Timestamp, Token, VisitOutcome,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A wish, with every fact that the rules need to decide on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Begin the business day. The first command of every day.
    OpenDay { day: Day, setup: Box<Setup> },
    /// End the business day, and with it every ticket that is left.
    CloseDay {
        /// The day is over by the calendar: it ends whatever is under way.
        #[serde(default, skip_serializing_if = "is_false")]
        overdue: bool,
    },
    /// Give out tickets for longer than planned.
    ExtendDay { until: Timestamp },
    /// Give out no more tickets: for one service, or for all.
    StopIssuing { service: Option<ServiceId> },
    /// Give out tickets again, where that was stopped.
    ResumeIssuing { service: Option<ServiceId> },

    /// Give a visitor a ticket.
    Issue(Issue),
    /// The visitor leaves the queue.
    Cancel { ticket: TicketId },
    /// The visitor wishes to be called later, and keeps their place.
    Delay { ticket: TicketId, by: Duration },
    /// The visitor who was taken for absent is back.
    Reinstate { ticket: TicketId, place: QueuePlace },
    /// The visitor who was parked is back, or what was waited for is there.
    Resume { ticket: TicketId },
    /// Give or take priority.
    SetPriority { ticket: TicketId, priority: bool },
    /// The visitor is here for something else.
    SetService { ticket: TicketId, service: ServiceId },

    /// Sit down at a desk, or come back from a pause.
    OpenDesk { desk: DeskId, csr: CsrId },
    /// Leave a desk.
    CloseDesk { desk: DeskId, csr: CsrId },
    /// Leave a desk for a while.
    PauseDesk { desk: DeskId, csr: CsrId, reason: PauseReason },
    /// Sit down at a desk that another CSR left open, with the ticket that it has.
    TakeOverDesk { desk: DeskId, csr: CsrId },

    /// Call the next visitor.
    CallNext { desk: DeskId, csr: CsrId },
    /// Call this visitor, whoever is next.
    CallTicket { desk: DeskId, csr: CsrId, ticket: TicketId },
    /// Call the visitor who was called, once more.
    Recall { desk: DeskId, csr: CsrId },
    /// The visitor is at the desk.
    Start { desk: DeskId, csr: CsrId },
    /// The visitor has been served.
    Finish {
        desk: DeskId,
        csr: CsrId,
        #[serde(default, skip_serializing_if = "VisitOutcome::is_resolved")]
        outcome: VisitOutcome,
        /// What was done here; empty stands for the service that the ticket was called for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        delivered: Vec<ServiceId>,
        /// The bank has something left to do.
        #[serde(default, skip_serializing_if = "is_false")]
        follow_up: bool,
    },
    /// The visitor who was called did not come.
    NoShow { desk: DeskId, csr: CsrId },
    /// Put the visitor aside, until they or what they need are there.
    Park { desk: DeskId, csr: CsrId, reason: ParkReason, until: Option<Timestamp> },
    /// Send the visitor on.
    Transfer { desk: DeskId, csr: CsrId, to: Destination, place: QueuePlace },

    /// Call the staff.
    RaiseAlert { kind: AlertKind, place: AlertPlace },
    /// Somebody sees to it, or it is over by itself.
    ClearAlert { alert: AlertId },
    /// A visitor's quick answer was enough: they need no ticket.
    CountSolved { answer: AnswerId },
}

/// What a kiosk asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub service: ServiceId,
    /// What else the visitor came for, in the order of desks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<ServiceId>,
    pub language: Language,
    /// Self-declared; the reason is never asked.
    #[serde(default)]
    pub priority: bool,
    /// The documents that the visitor has at hand.
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// Those that the visitor does not have with them; of the others nothing was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<DocumentId>,
    /// The booking that the visitor checks in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// A fact put in by the server, not a part of the wish.
    pub token: Token,
}

impl Command {
    /// Whether both commands are one request, which was sent twice: they differ at most in facts that the server put in.
    pub fn is_same_request(&self, other: &Command) -> bool {
        self.without_server_facts() == other.without_server_facts()
    }

    /// The command with every fact left out that the server makes anew for each request.
    fn without_server_facts(&self) -> Cow<'_, Command> {
        match self {
            Self::Issue(issue) => Cow::Owned(Self::Issue(Issue { token: Token::new(""), ..issue.clone() })),
            Self::OpenDay { .. }
            | Self::CloseDay { .. }
            | Self::ExtendDay { .. }
            | Self::StopIssuing { .. }
            | Self::ResumeIssuing { .. }
            | Self::Cancel { .. }
            | Self::Delay { .. }
            | Self::Reinstate { .. }
            | Self::Resume { .. }
            | Self::SetPriority { .. }
            | Self::SetService { .. }
            | Self::OpenDesk { .. }
            | Self::CloseDesk { .. }
            | Self::PauseDesk { .. }
            | Self::TakeOverDesk { .. }
            | Self::CallNext { .. }
            | Self::CallTicket { .. }
            | Self::Recall { .. }
            | Self::Start { .. }
            | Self::Finish { .. }
            | Self::NoShow { .. }
            | Self::Park { .. }
            | Self::Transfer { .. }
            | Self::RaiseAlert { .. }
            | Self::ClearAlert { .. }
            | Self::CountSolved { .. } => Cow::Borrowed(self),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
pub(crate) fn is_false(value: &bool) -> bool {
    !value
}
