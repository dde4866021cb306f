//! The commands: everything that may be asked of a branch.

use crate::flag::is_false;
use crate::{
    AlertId, AlertKind, AlertPlace, AnnouncementId, AnswerId, Appointment, CsrId, Day, DeskId, Destination, DocumentId,
    Duration, KioskId, Language, Number, ParkReason, PauseReason, QueuePlace, Said, ServiceId, Setup, TicketId,
    Timestamp, Token, VisitOutcome,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A request to a branch, with every fact that the rules need to decide on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Begin the business day. The first command of every day.
    OpenDay { day: Day, setup: Box<Setup> },
    /// End the business day, and every ticket that is not over.
    CloseDay {
        /// The day is over by the calendar, so it ends even while tickets are issued or served.
        #[serde(default, skip_serializing_if = "is_false")]
        overdue: bool,
    },
    /// Go on with the business day, which ended before its time: a clock that was ahead opened a later one.
    ReopenDay,
    /// Issue tickets for longer than planned.
    ExtendDay { until: Timestamp },
    /// Issue no more tickets: for one service, or for all.
    StopIssuing { service: Option<ServiceId> },
    /// Issue tickets again, after a stop.
    ResumeIssuing { service: Option<ServiceId> },

    /// Give a visitor a ticket.
    Issue(Issue),
    /// Have a kiosk hold some numbers of each letter, to give them out while it is without the server.
    ReserveNumbers { kiosk: KioskId },
    /// A ticket that a kiosk gave out while it was without the server.
    HandIn(HandIn),
    /// The visitor leaves the queue.
    Cancel { ticket: TicketId },
    /// The visitor wishes to be called later, and keeps their place.
    Delay { ticket: TicketId, by: Duration },
    /// The visitor of a no-show is back.
    Reinstate { ticket: TicketId, place: QueuePlace },
    /// The parked visitor is back, or the bank has what the visitor waited for.
    Resume { ticket: TicketId },
    /// Give or take priority.
    SetPriority { ticket: TicketId, priority: bool },
    /// Have the tickets wait for any desk whose officers are not there, some minutes after the booked time.
    ReleaseHeld,
    /// Note that the visitor of a remote ticket is told to come.
    CallIn { ticket: TicketId },
    /// The visitor of a remote ticket is on the way.
    SetOff { ticket: TicketId },
    /// The visitor of a remote ticket is in the branch.
    Arrive { ticket: TicketId },
    /// End the remote tickets whose visitors should have come long ago.
    EndMissed,
    /// Have those dialled again who did not answer, once the pause is over.
    DialAgain,
    /// The visitor came for another service.
    SetService { ticket: TicketId, service: ServiceId },
    /// The CSR has seen a document, or that the visitor does not have it.
    CheckDocument { ticket: TicketId, document: DocumentId, at_hand: bool },

    /// Open a desk, or come back to it from a pause.
    OpenDesk { desk: DeskId, csr: CsrId },
    /// Close a desk.
    CloseDesk { desk: DeskId, csr: CsrId },
    /// Pause a desk.
    PauseDesk { desk: DeskId, csr: CsrId, reason: PauseReason },
    /// Take over a desk that another CSR left open, with the ticket that it has.
    TakeOverDesk { desk: DeskId, csr: CsrId },

    /// Ask the CSR at a desk to serve other services besides, for a while.
    LendDesk { desk: DeskId, services: Vec<ServiceId>, until: Timestamp },
    /// Serve them.
    AcceptLending { desk: DeskId, csr: CsrId },
    /// End what was asked or agreed: the CSR at the desk, or a manager where none is named.
    ReturnDesk {
        desk: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        csr: Option<CsrId>,
    },

    /// Call the next visitor.
    CallNext { desk: DeskId, csr: CsrId },
    /// Call the next visitor to a desk that has been free since this moment; nobody where it was not.
    AutoCall { desk: DeskId, csr: CsrId, since: Timestamp },
    /// Call this visitor, though another may be next.
    CallTicket { desk: DeskId, csr: CsrId, ticket: TicketId },
    /// Call the visitor again who has been called.
    Recall { desk: DeskId, csr: CsrId },
    /// The visitor is at the desk.
    Start { desk: DeskId, csr: CsrId },
    /// The visitor has been served.
    Finish {
        desk: DeskId,
        csr: CsrId,
        #[serde(default, skip_serializing_if = "VisitOutcome::is_resolved")]
        outcome: VisitOutcome,
        /// The services that were delivered. An empty list means the service that the ticket was called for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        delivered: Vec<ServiceId>,
        /// The bank still has work to do for the visitor.
        #[serde(default, skip_serializing_if = "is_false")]
        follow_up: bool,
    },
    /// The called visitor did not come.
    NoShow { desk: DeskId, csr: CsrId },
    /// Park the visitor, until they are back or the bank has what they need.
    Park { desk: DeskId, csr: CsrId, reason: ParkReason, until: Option<Timestamp> },
    /// Send the visitor on to another service, desk or CSR.
    Transfer { desk: DeskId, csr: CsrId, to: Destination, place: QueuePlace },

    /// Call the staff.
    RaiseAlert { kind: AlertKind, place: AlertPlace },
    /// Somebody attends to the alert, or its cause is gone.
    ClearAlert { alert: AlertId },
    /// Have everybody leave the building.
    BeginEvacuation,
    /// The building may be entered again.
    LiftEvacuation,
    /// Tell the waiting room something, for so many minutes.
    Announce { announcement: AnnouncementId, said: Said, minutes: u32 },
    /// What was announced does not hold any more.
    WithdrawAnnouncement { announcement: AnnouncementId },
    /// A visitor leaves with a quick answer and takes no ticket.
    CountSolved { answer: AnswerId },
}

/// A visitor's request for a ticket, as a kiosk sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub service: ServiceId,
    /// The further services of the visit, in the order in which they are served.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<ServiceId>,
    pub language: Language,
    /// The visitor asks for priority. Nobody asks them for the reason.
    #[serde(default)]
    pub priority: bool,
    /// The documents that the visitor has at hand.
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// The documents that the visitor said they do not have. Of any other document nothing was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<DocumentId>,
    /// The booking that the visitor checks in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// The ticket is taken from elsewhere, by a visitor who needs so long to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<Duration>,
    /// The visitor is served by telephone: a desk dials their number when their turn comes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub call_back: bool,
    /// The server makes the token; it is not a part of the request.
    pub token: Token,
}

/// A ticket that a kiosk gave out while it was without the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandIn {
    pub kiosk: KioskId,
    /// The number that the visitor has.
    pub number: Number,
    /// When the visitor came. The server works it out each time anew, from what the kiosk's clock says; the rules bound it.
    pub came: Timestamp,
    pub wish: Issue,
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
            Self::HandIn(given) => {
                let wish = Issue { token: Token::new(""), ..given.wish.clone() };
                Cow::Owned(Self::HandIn(HandIn { came: Timestamp(0), wish, ..given.clone() }))
            }
            Self::OpenDay { .. }
            | Self::CloseDay { .. }
            | Self::ReopenDay
            | Self::ExtendDay { .. }
            | Self::StopIssuing { .. }
            | Self::ResumeIssuing { .. }
            | Self::ReserveNumbers { .. }
            | Self::Cancel { .. }
            | Self::Delay { .. }
            | Self::Reinstate { .. }
            | Self::Resume { .. }
            | Self::SetPriority { .. }
            | Self::SetService { .. }
            | Self::ReleaseHeld
            | Self::CallIn { .. }
            | Self::SetOff { .. }
            | Self::Arrive { .. }
            | Self::EndMissed
            | Self::DialAgain
            | Self::CheckDocument { .. }
            | Self::OpenDesk { .. }
            | Self::CloseDesk { .. }
            | Self::PauseDesk { .. }
            | Self::TakeOverDesk { .. }
            | Self::LendDesk { .. }
            | Self::AcceptLending { .. }
            | Self::ReturnDesk { .. }
            | Self::CallNext { .. }
            | Self::AutoCall { .. }
            | Self::CallTicket { .. }
            | Self::Recall { .. }
            | Self::Start { .. }
            | Self::Finish { .. }
            | Self::NoShow { .. }
            | Self::Park { .. }
            | Self::Transfer { .. }
            | Self::RaiseAlert { .. }
            | Self::ClearAlert { .. }
            | Self::BeginEvacuation
            | Self::LiftEvacuation
            | Self::Announce { .. }
            | Self::WithdrawAnnouncement { .. }
            | Self::CountSolved { .. } => Cow::Borrowed(self),
        }
    }
}
