//! The rules of one branch's day.
//!
//! [`Branch::decide`] turns a command into the events that it causes, or into a refusal; [`Branch::apply`] folds an
//! event into the state. Nothing else changes a branch. The crate is pure and synchronous: it has no clock (the time
//! is an argument), no I/O, no randomness and no floats, so that replaying a journal gives the same state, bit for
//! bit. The caller puts into the command what a rule needs to know from outside (a random token, the day's hours).
#![forbid(unsafe_code)]

mod alert;
mod announcement;
mod apply;
mod audit;
mod branch;
mod call_order;
mod command;
mod decide;
mod desk;
mod due;
mod event;
mod fits;
mod flag;
mod history;
mod hours;
mod ids;
mod lending;
mod lines;
mod pick;
mod presence;
mod priority;
mod reason;
mod refusal;
mod remote;
mod reserve;
mod setup;
mod ticket;
mod time;

pub use alert::{Alert, AlertId, AlertKind, KIOSK, PrinterFault};
pub use announcement::{ANNOUNCEMENTS_MOST, Announcement, Said};
pub use branch::{Branch, Call, Counts, IssuingStops};
pub use command::{Command, HandIn, Issue};
pub use desk::{Desk, DeskCalls, DeskState, Pause, PauseReason};
pub use event::{Event, Leg};
pub use history::{HistoryEntry, history};
pub use ids::{
    AlertPlace, AnnouncementId, AnswerId, AppointmentId, CsrId, DeskId, DocumentId, KioskId, Language, Letter, Number,
    ServiceId, TicketId, Token,
};
pub use lending::{Lending, LendingState};
pub use pick::Pick;
pub use presence::{Presence, Remote};
pub use priority::{Choice, ContestedCalls, Position};
pub use reason::{Reason, Rule};
pub use refusal::Refusal;
pub use reserve::{Alone, KIOSKS_MOST, NUMBERS_MOST, Reserve, Reserved};
pub use setup::{ManualPicks, Opening, Policy, Service, Setup, SetupError};
pub use ticket::{
    Appointment, Bound, CallBack, Destination, ParkReason, QueuePlace, Ticket, TicketState, VisitOutcome,
};
pub use time::{Day, Duration, Timestamp};
