//! What a branch answers to a command that it does not carry out: a rule's refusal, a key that was used, a full inbox.

use super::{Error, FAILURES};
use crate::http::openapi::{Refuses, Row};
use axum::http::StatusCode;
use branch::CommandError;
use queue::Refusal;
use wire::Code;

/// The codes of the rules' refusals, all answered with 409.
#[cfg(test)]
pub const REFUSALS: &[Code] = &[
    Code::Day,
    Code::DayClosed,
    Code::Closed,
    Code::IssuingStopped,
    Code::TooLate,
    Code::StillIssuing,
    Code::StillServing,
    Code::ExtensionOutOfRange,
    Code::ServiceUnknown,
    Code::ServiceTwice,
    Code::DeskUnknown,
    Code::TicketUnknown,
    Code::AlertUnknown,
    Code::Evacuating,
    Code::AnnouncementsFull,
    Code::AnnouncementUnknown,
    Code::CheckedIn,
    Code::AppointmentNotToday,
    Code::LendingOpen,
    Code::NoLending,
    Code::ServedAnyway,
    Code::NoAutoCall,
    Code::NoManualPicks,
    Code::DeskClosed,
    Code::DeskPaused,
    Code::DeskTaken,
    Code::CsrElsewhere,
    Code::CsrAbsent,
    Code::NotYourDesk,
    Code::TicketOpen,
    Code::NoTicketOpen,
    Code::AlreadyServing,
    Code::NotStarted,
    Code::TicketOver,
    Code::NotWaiting,
    Code::NotParked,
    Code::NotAbsent,
    Code::NotServedHere,
    Code::SentNowhere,
    Code::TooSoon,
    Code::DelayOutOfRange,
    Code::ReturnInThePast,
    Code::NoRemote,
    Code::RemoteFull,
    Code::TravelOutOfRange,
    Code::NoReserve,
    Code::ReservesFull,
    Code::NotReserved,
    Code::NotRemote,
    Code::NoCallBack,
    Code::CallBacksFull,
    Code::NotCallBack,
    Code::StillAway,
];

/// A command that the branch decides about.
pub struct Ruled;

impl Refuses for Ruled {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(409, Code::IdempotencyKeyReused), (503, Code::Busy)], FAILURES];
    const NOTE: Option<(u16, &'static str)> = Some((409, "or the code of the rule that refuses"));
}

impl From<CommandError> for Error {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Refused(refusal) => refused(&refusal),
            CommandError::KeyReused => Self::new(
                StatusCode::CONFLICT,
                Code::IdempotencyKeyReused,
                "The Idempotency-Key was used before",
                "This key belongs to another request. Use a new key for a new request.",
            ),
            CommandError::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                Code::Busy,
                "The branch is busy",
                "Too much is being asked at once. Try again with the same key.",
            ),
            CommandError::Failed(failure) => failure.into(),
        }
    }
}

fn refused(refusal: &Refusal) -> Error {
    let (code, title, what_to_do) = match refusal {
        Refusal::NoDay | Refusal::DayOpen(_) | Refusal::Setup(_) => {
            (Code::Day, "The business day is not open", "Try again in a moment")
        }
        Refusal::DayClosed => (Code::DayClosed, "The business day is closed", "The next one opens by itself"),
        Refusal::Closed { .. } => (Code::Closed, "The branch is closed", "Come back when it opens"),
        Refusal::IssuingStopped { .. } => (Code::IssuingStopped, "No more tickets for now", "Ask the staff"),
        Refusal::TooLate { .. } => (Code::TooLate, "Too late for today", "Come back on another day, or ask the staff"),
        Refusal::StillIssuing => (Code::StillIssuing, "Tickets are still given out", "Stop giving out tickets first"),
        Refusal::StillServing { .. } => (Code::StillServing, "A visitor is still at a desk", "Have them served first"),
        Refusal::ExtensionOutOfRange { .. } => (
            Code::ExtensionOutOfRange,
            "The day cannot be extended to then",
            "Choose a later time, within the branch's limit",
        ),
        Refusal::UnknownService(_) => {
            (Code::ServiceUnknown, "Unknown service", "It was not offered when the day began")
        }
        Refusal::ServiceTwice(_) => (Code::ServiceTwice, "A service is asked for twice", "Name each service once"),
        Refusal::UnknownDesk(_) => (Code::DeskUnknown, "Unknown desk", "It was not there when the day began"),
        Refusal::UnknownTicket(_) => (Code::TicketUnknown, "Unknown ticket", "A ticket ends with its day"),
        Refusal::UnknownAlert(_) => (Code::AlertUnknown, "Unknown alert", "An alert ends with its day"),
        Refusal::Evacuating => (Code::Evacuating, "The building is being evacuated", "Leave the building"),
        Refusal::AnnouncementsFull => {
            (Code::AnnouncementsFull, "Too many announcements", "Withdraw one, or wait until one is over")
        }
        Refusal::UnknownAnnouncement(_) => {
            (Code::AnnouncementUnknown, "Unknown announcement", "It is over, or was withdrawn")
        }
        Refusal::CheckedIn { .. } => (Code::CheckedIn, "Checked in already", "Use the ticket that was given out"),
        Refusal::AppointmentNotToday { .. } => (
            Code::AppointmentNotToday,
            "The appointment is not today",
            "Come back on its day, or take a ticket without it",
        ),
        Refusal::LendingOpen(_) => {
            (Code::LendingOpen, "The desk is asked for help already", "Take that back first, or ask another desk")
        }
        Refusal::NoLending(_) => (Code::NoLending, "Nobody asks this desk for help", "Look at the desk again"),
        Refusal::ServedAnyway(_) => {
            (Code::ServedAnyway, "The desk serves that anyway", "Ask for services that it does not serve")
        }
        Refusal::NoAutoCall => (Code::NoAutoCall, "Desks call nobody by themselves", "Call the next visitor by hand"),
        Refusal::NoManualPicks => (Code::NoManualPicks, "Nobody is chosen", "Call the next visitor"),
        Refusal::DeskClosed(_) => (Code::DeskClosed, "The desk is closed", "Open it first"),
        Refusal::DeskPaused(_) => (Code::DeskPaused, "The desk is paused", "Open it again first"),
        Refusal::DeskTaken { .. } => (Code::DeskTaken, "The desk is taken", "Choose another desk, or take it over"),
        Refusal::CsrElsewhere(_) => (Code::CsrElsewhere, "You are at another desk", "Close that desk first"),
        Refusal::CsrAbsent(_) => {
            (Code::CsrAbsent, "That person is at no desk", "Send the visitor to a service or a desk")
        }
        Refusal::NotYourDesk { .. } => (Code::NotYourDesk, "This is another person's desk", "Go to your own desk"),
        Refusal::TicketOpen { .. } => {
            (Code::TicketOpen, "A ticket is still open", "Finish it, or mark it as a no-show, first")
        }
        Refusal::NoTicketOpen(_) => (Code::NoTicketOpen, "No ticket is open", "Call the next visitor first"),
        Refusal::AlreadyServing { .. } => (Code::AlreadyServing, "The visitor is being served", "Finish the ticket"),
        Refusal::NotStarted { .. } => {
            (Code::NotStarted, "The visitor has not been received", "Start the ticket, or mark it as a no-show")
        }
        Refusal::TicketOver { .. } => (Code::TicketOver, "The ticket is over", "Take a new ticket"),
        Refusal::NotWaiting { .. } => (Code::NotWaiting, "The ticket does not wait", "Look where it is now"),
        Refusal::NotParked { .. } => (Code::NotParked, "The ticket is not parked", "Look where it is now"),
        Refusal::NotAbsent { .. } => (Code::NotAbsent, "The ticket is no no-show", "Look where it is now"),
        Refusal::NotServedHere { .. } => {
            (Code::NotServedHere, "Not for this desk", "Have it transferred, or called elsewhere")
        }
        Refusal::SentNowhere { .. } => (Code::SentNowhere, "It is there already", "Choose another desk or person"),
        Refusal::TooSoon { .. } => (Code::TooSoon, "Too soon for a no-show", "Call again, and give them time to come"),
        Refusal::DelayOutOfRange { .. } => (Code::DelayOutOfRange, "Not so much later", "Ask for less"),
        Refusal::NoRemote => (Code::NoRemote, "No tickets from elsewhere", "Come in and take one at the kiosk"),
        Refusal::RemoteFull { .. } => {
            (Code::RemoteFull, "Too many visitors are on their way", "Try again later, or come in")
        }
        Refusal::TravelOutOfRange { .. } => {
            (Code::TravelOutOfRange, "Too far away", "Take the ticket when you are nearer")
        }
        Refusal::NoReserve => {
            (Code::NoReserve, "Kiosks hold no numbers here", "Give out tickets while there is a connection")
        }
        Refusal::ReservesFull { .. } => {
            (Code::ReservesFull, "Enough kiosks hold numbers", "Give out tickets while there is a connection")
        }
        Refusal::NotReserved { .. } => (
            Code::NotReserved,
            "Not a number of this kiosk",
            "It was handed in already, or is another's or of another day",
        ),
        Refusal::NoCallBack => (Code::NoCallBack, "Nobody is called back here", "Come in, or take a ticket from home"),
        Refusal::CallBacksFull { .. } => {
            (Code::CallBacksFull, "Too many wait to be called back", "Try again later, or come in")
        }
        Refusal::NotCallBack { .. } => {
            (Code::NotCallBack, "Not served by telephone", "Put aside for another reason, or call again")
        }
        Refusal::NotRemote { .. } => (Code::NotRemote, "Not from elsewhere", "The ticket was taken in the branch"),
        Refusal::StillAway { .. } => (Code::StillAway, "The visitor is not there yet", "Call the next visitor"),
        Refusal::ReturnInThePast => {
            (Code::ReturnInThePast, "The time of return is over", "Choose a later time, or none")
        }
    };
    let said = refusal.to_string();
    let mut letters = said.chars();
    let sentence: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    Error::new(StatusCode::CONFLICT, code, title, format!("{sentence}. {what_to_do}."))
}
