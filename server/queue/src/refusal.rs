//! The refusals: why a rule of the business says no. A failure of the server is another type, in another crate.

use crate::{
    AlertId, AnnouncementId, CsrId, Day, DeskId, Duration, Number, ServiceId, SetupError, TicketId, Timestamp,
};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("no business day has been opened")]
    NoDay,
    #[error("the business day {0} is open already")]
    DayOpen(Day),
    #[error("the business day is closed")]
    DayClosed,
    #[error("the set-up cannot run a day: {0}")]
    Setup(#[from] SetupError),
    #[error("the branch is closed")]
    Closed { opens_at: Option<Timestamp> },
    #[error("no more tickets are given out for now")]
    IssuingStopped { service: Option<ServiceId> },
    #[error("this can no longer be served before closing time")]
    TooLate { service: ServiceId, closes_at: Timestamp },
    #[error("tickets are still given out today")]
    StillIssuing,
    #[error("desk {desk} still has ticket {number} open")]
    StillServing { desk: DeskId, number: Number },
    #[error("the day cannot be extended to then")]
    ExtensionOutOfRange { after: Timestamp, latest: Timestamp },
    #[error("there is no service {0}")]
    UnknownService(ServiceId),
    #[error("service {0} is asked for twice")]
    ServiceTwice(ServiceId),
    #[error("there is no desk {0}")]
    UnknownDesk(DeskId),
    #[error("there is no ticket {0}")]
    UnknownTicket(TicketId),
    #[error("there is no alert {0}")]
    UnknownAlert(AlertId),
    #[error("the building is being evacuated")]
    Evacuating,
    #[error("as many announcements are shown as can be read")]
    AnnouncementsFull,
    #[error("there is no announcement {0}")]
    UnknownAnnouncement(AnnouncementId),
    #[error("the visitor has checked in for this appointment already, with ticket {number}")]
    CheckedIn { number: Number },
    #[error("this appointment is not today")]
    AppointmentNotToday { booked: Timestamp },
    #[error("desk {0} is asked for help already, or helps")]
    LendingOpen(DeskId),
    #[error("nobody asks desk {0} for help")]
    NoLending(DeskId),
    #[error("desk {0} serves that anyway")]
    ServedAnyway(DeskId),
    #[error("desks of this branch call nobody by themselves")]
    NoAutoCall,
    #[error("whoever is next is called: in this branch nobody is chosen")]
    NoManualPicks,
    #[error("desk {0} is closed")]
    DeskClosed(DeskId),
    #[error("desk {0} is paused")]
    DeskPaused(DeskId),
    #[error("desk {desk} is open already, with another CSR")]
    DeskTaken { desk: DeskId, csr: CsrId },
    #[error("the CSR is at desk {0} already")]
    CsrElsewhere(DeskId),
    #[error("that CSR is at no desk")]
    CsrAbsent(CsrId),
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
    #[error("ticket {number} does not wait")]
    NotWaiting { number: Number },
    #[error("ticket {number} is not parked")]
    NotParked { number: Number },
    #[error("ticket {number} was not taken for absent")]
    NotAbsent { number: Number },
    #[error("ticket {number} is not for desk {desk}")]
    NotServedHere { number: Number, desk: DeskId },
    #[error("ticket {number} would be sent to where it is")]
    SentNowhere { number: Number },
    #[error("the visitor of ticket {number} may still be on the way")]
    TooSoon {
        number: Number,
        /// How often the visitor must still be called.
        calls: u32,
        /// How long the desk must still wait.
        wait: Duration,
    },
    #[error("ticket {number} cannot be called so much later")]
    DelayOutOfRange {
        number: Number,
        /// The longest delay that the visitor may still ask for.
        most: Duration,
    },
    #[error("this branch gives no tickets from elsewhere")]
    NoRemote,
    #[error("as many visitors are on their way as the branch can expect")]
    RemoteFull { most: u32 },
    #[error("that is too far away")]
    TravelOutOfRange {
        /// The longest way.
        most: Duration,
    },
    #[error("ticket {number} was not taken from elsewhere")]
    NotRemote { number: Number },
    #[error("kiosks of this branch hold no numbers")]
    NoReserve,
    #[error("as many kiosks hold numbers as may")]
    ReservesFull { most: u32 },
    #[error("that kiosk does not hold the number {number}")]
    NotReserved { number: Number },
    #[error("the branch calls nobody back")]
    NoCallBack,
    #[error("so many visitors wait to be called back already: {most}")]
    CallBacksFull { most: u32 },
    #[error("{number} is not served by telephone")]
    NotCallBack { number: Number },
    #[error("the visitor of ticket {number} is not there yet")]
    StillAway { number: Number },
    #[error("the time of return is over")]
    ReturnInThePast,
}
