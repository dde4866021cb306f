//! The events: everything that can happen in a branch. An event holds outcomes (this number, this ticket was picked),
//! never a rule to run again. Journals keep events for ever, so every shape that was once written stays readable
//! (`tests/golden`).

use crate::flag::is_false;
use crate::{
    AlertId, AlertKind, AlertPlace, Alone, AnnouncementId, AnswerId, Appointment, Bound, CsrId, Day, DeskId,
    DocumentId, Duration, KioskId, Language, Letter, Number, ParkReason, PauseReason, Reason, Said, ServiceId, Setup,
    TicketId, Timestamp, Token, VisitOutcome,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    DayOpened {
        day: Day,
        setup: Box<Setup>,
        at: Timestamp,
    },
    /// Every ticket that was not over ended with the day, and every desk was closed.
    DayClosed {
        at: Timestamp,
    },
    /// The day goes on, and the tickets that had ended with it wait again.
    DayReopened {
        at: Timestamp,
    },
    /// Tickets are also issued from `from` up to, not including, `until`.
    DayExtended {
        from: Timestamp,
        until: Timestamp,
        at: Timestamp,
    },
    IssuingStopped {
        service: Option<ServiceId>,
        at: Timestamp,
    },
    IssuingResumed {
        service: Option<ServiceId>,
        at: Timestamp,
    },

    TicketIssued {
        ticket: TicketId,
        number: Number,
        service: ServiceId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        then: Vec<ServiceId>,
        language: Language,
        #[serde(default)]
        priority: bool,
        #[serde(default)]
        documents: Vec<DocumentId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missing: Vec<DocumentId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appointment: Option<Appointment>,
        /// Who alone may call it: the officer of an appointment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bound: Option<Bound>,
        /// The ticket was taken from elsewhere, by a visitor who needs so long to come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        travel: Option<Duration>,
        /// A kiosk gave the ticket out while it was without the server.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alone: Option<Alone>,
        /// The visitor is served by telephone.
        #[serde(default, skip_serializing_if = "is_false")]
        call_back: bool,
        token: Token,
        /// The due time, which orders the calls.
        due: Timestamp,
        /// How many waiting tickets were ahead of it.
        ahead: u32,
        /// When the visitor came.
        at: Timestamp,
    },
    /// A kiosk holds the numbers `from` up to and including `to`, to give them out while it is without the server.
    NumbersReserved {
        kiosk: KioskId,
        letter: Letter,
        from: u32,
        to: u32,
        at: Timestamp,
    },
    TicketCancelled {
        ticket: TicketId,
        /// The desk that had called the ticket; `None` for a ticket that waited or was parked.
        desk: Option<DeskId>,
        at: Timestamp,
    },
    /// The ticket keeps its position and is not called before `until`.
    TicketDelayed {
        ticket: TicketId,
        by: Duration,
        until: Timestamp,
        at: Timestamp,
    },
    TicketReinstated {
        ticket: TicketId,
        due: Timestamp,
        at: Timestamp,
    },
    TicketResumed {
        ticket: TicketId,
        due: Timestamp,
        at: Timestamp,
    },
    /// The ticket waited for one desk or one CSR, and now waits for any desk that serves it.
    TicketReleased {
        ticket: TicketId,
        at: Timestamp,
    },
    /// The visitor of a remote ticket is told to come.
    TicketCalledIn {
        ticket: TicketId,
        at: Timestamp,
    },
    /// The visitor of a remote ticket is on the way.
    VisitorSetOff {
        ticket: TicketId,
        at: Timestamp,
    },
    /// The visitor of a remote ticket is in the branch, and may be called.
    VisitorArrived {
        ticket: TicketId,
        due: Timestamp,
        at: Timestamp,
    },
    /// The visitor of a remote ticket did not come. They count as a no-show whom nobody called.
    TicketMissed {
        ticket: TicketId,
        at: Timestamp,
    },
    PriorityChanged {
        ticket: TicketId,
        priority: bool,
        due: Timestamp,
        at: Timestamp,
    },
    ServiceChanged {
        ticket: TicketId,
        service: ServiceId,
        due: Timestamp,
        at: Timestamp,
    },
    /// A CSR has seen a document of the ticket's list, or that the visitor does not have it.
    DocumentChecked {
        ticket: TicketId,
        document: DocumentId,
        at_hand: bool,
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
    DeskPaused {
        desk: DeskId,
        reason: PauseReason,
        at: Timestamp,
    },
    DeskResumed {
        desk: DeskId,
        at: Timestamp,
    },
    DeskTakenOver {
        desk: DeskId,
        csr: CsrId,
        from: CsrId,
        at: Timestamp,
    },

    /// A manager asks the CSR at a desk to serve these services besides, until that time.
    LendingAsked {
        desk: DeskId,
        services: Vec<ServiceId>,
        until: Timestamp,
        at: Timestamp,
    },
    /// The CSR declined, or nobody wants it any more.
    DeskNotLent {
        desk: DeskId,
        at: Timestamp,
    },
    /// The CSR accepted: the desk serves these services too.
    DeskLent {
        desk: DeskId,
        at: Timestamp,
    },
    /// The desk serves its own services alone again.
    DeskReturned {
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
        #[serde(default, skip_serializing_if = "VisitOutcome::is_resolved")]
        outcome: VisitOutcome,
        /// The services that were delivered; empty in journals from before they were recorded.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        delivered: Vec<ServiceId>,
        #[serde(default, skip_serializing_if = "is_false")]
        follow_up: bool,
        /// The next service of the visit, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Leg>,
        at: Timestamp,
    },
    TicketNoShow {
        ticket: TicketId,
        desk: DeskId,
        at: Timestamp,
    },
    TicketParked {
        ticket: TicketId,
        desk: DeskId,
        reason: ParkReason,
        until: Option<Timestamp>,
        at: Timestamp,
    },
    TicketTransferred {
        ticket: TicketId,
        desk: DeskId,
        service: ServiceId,
        bound: Option<Bound>,
        due: Timestamp,
        at: Timestamp,
    },

    AlertRaised {
        alert: AlertId,
        kind: AlertKind,
        place: AlertPlace,
        at: Timestamp,
    },
    /// A visitor left with a quick answer and took no ticket.
    SolvedWithoutTicket {
        answer: AnswerId,
        at: Timestamp,
    },
    AlertCleared {
        alert: AlertId,
        at: Timestamp,
    },
    /// Everybody is to leave the building: no tickets are issued and nobody is called.
    EvacuationBegun {
        at: Timestamp,
    },
    EvacuationLifted {
        at: Timestamp,
    },
    AnnouncementMade {
        announcement: AnnouncementId,
        said: Said,
        until: Timestamp,
        at: Timestamp,
    },
    AnnouncementWithdrawn {
        announcement: AnnouncementId,
        at: Timestamp,
    },
}

impl Event {
    /// The time at which the event happened. A ticket of a kiosk that was alone is issued for the branch when it hears of it.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::TicketIssued { alone: Some(alone), .. } => alone.handed_in,
            Self::DayOpened { at, .. }
            | Self::DayClosed { at }
            | Self::DayReopened { at }
            | Self::DayExtended { at, .. }
            | Self::IssuingStopped { at, .. }
            | Self::IssuingResumed { at, .. }
            | Self::DeskOpened { at, .. }
            | Self::DeskClosed { at, .. }
            | Self::DeskPaused { at, .. }
            | Self::DeskResumed { at, .. }
            | Self::DeskTakenOver { at, .. }
            | Self::LendingAsked { at, .. }
            | Self::DeskNotLent { at, .. }
            | Self::DeskLent { at, .. }
            | Self::DeskReturned { at, .. }
            | Self::TicketIssued { at, .. }
            | Self::NumbersReserved { at, .. }
            | Self::TicketCancelled { at, .. }
            | Self::TicketDelayed { at, .. }
            | Self::TicketReinstated { at, .. }
            | Self::TicketResumed { at, .. }
            | Self::TicketReleased { at, .. }
            | Self::TicketCalledIn { at, .. }
            | Self::VisitorSetOff { at, .. }
            | Self::VisitorArrived { at, .. }
            | Self::TicketMissed { at, .. }
            | Self::PriorityChanged { at, .. }
            | Self::ServiceChanged { at, .. }
            | Self::DocumentChecked { at, .. }
            | Self::TicketCalled { at, .. }
            | Self::TicketRecalled { at, .. }
            | Self::ServiceStarted { at, .. }
            | Self::ServiceFinished { at, .. }
            | Self::TicketNoShow { at, .. }
            | Self::TicketParked { at, .. }
            | Self::TicketTransferred { at, .. }
            | Self::SolvedWithoutTicket { at, .. }
            | Self::AlertRaised { at, .. }
            | Self::AlertCleared { at, .. }
            | Self::EvacuationBegun { at }
            | Self::EvacuationLifted { at }
            | Self::AnnouncementMade { at, .. }
            | Self::AnnouncementWithdrawn { at, .. } => *at,
        }
    }

    /// The ticket that the event is about; `None` for an event about the day, a desk, an alert or an announcement.
    pub fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::DayOpened { .. }
            | Self::DayClosed { .. }
            | Self::DayReopened { .. }
            | Self::DayExtended { .. }
            | Self::IssuingStopped { .. }
            | Self::IssuingResumed { .. }
            | Self::DeskOpened { .. }
            | Self::DeskClosed { .. }
            | Self::DeskPaused { .. }
            | Self::DeskResumed { .. }
            | Self::DeskTakenOver { .. }
            | Self::LendingAsked { .. }
            | Self::DeskNotLent { .. }
            | Self::DeskLent { .. }
            | Self::DeskReturned { .. }
            | Self::NumbersReserved { .. }
            | Self::SolvedWithoutTicket { .. }
            | Self::AlertRaised { .. }
            | Self::AlertCleared { .. }
            | Self::EvacuationBegun { .. }
            | Self::EvacuationLifted { .. }
            | Self::AnnouncementMade { .. }
            | Self::AnnouncementWithdrawn { .. } => None,
            Self::TicketIssued { ticket, .. }
            | Self::TicketCancelled { ticket, .. }
            | Self::TicketDelayed { ticket, .. }
            | Self::TicketReinstated { ticket, .. }
            | Self::TicketResumed { ticket, .. }
            | Self::TicketReleased { ticket, .. }
            | Self::TicketCalledIn { ticket, .. }
            | Self::VisitorSetOff { ticket, .. }
            | Self::VisitorArrived { ticket, .. }
            | Self::TicketMissed { ticket, .. }
            | Self::PriorityChanged { ticket, .. }
            | Self::ServiceChanged { ticket, .. }
            | Self::DocumentChecked { ticket, .. }
            | Self::TicketCalled { ticket, .. }
            | Self::TicketRecalled { ticket, .. }
            | Self::ServiceStarted { ticket, .. }
            | Self::ServiceFinished { ticket, .. }
            | Self::TicketNoShow { ticket, .. }
            | Self::TicketParked { ticket, .. }
            | Self::TicketTransferred { ticket, .. } => Some(*ticket),
        }
    }
}

/// The next service of a visit for several services, and when the ticket is due there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    pub service: ServiceId,
    pub due: Timestamp,
}
