//! Why the book of appointments was not changed, as a problem.

use crate::http::api::tickets::ServiceUnknown;
use crate::http::openapi::{Refuses, Row};
use crate::http::problem::{Error, FAILURES};
use axum::http::StatusCode;
use office::OfficeError;
use office::appointments::BookError;
use records::appointment::ChangeRefusal;
use records::contact::ContactFault;
use records::grid::{Quarter, WallFault};
use records::slots::StartFault;
use wire::{Code, Time};

/// A start that is no time.
#[derive(Debug)]
pub struct StartInvalid(pub WallFault);

impl From<StartInvalid> for Error {
    fn from(StartInvalid(fault): StartInvalid) -> Self {
        let code = match fault {
            WallFault::Unreadable => Code::StartInvalid,
            WallFault::Skipped => Code::StartSkipped,
        };
        let detail = sentence(&fault.to_string(), "Choose one of the free times.");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, "No start of an appointment", detail).in_field("start")
    }
}

impl Refuses for StartInvalid {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::StartInvalid), (422, Code::StartSkipped)]];
}

/// A contact that cannot be taken.
#[derive(Debug)]
pub struct ContactInvalid(pub Vec<ContactFault>);

impl From<ContactInvalid> for Error {
    fn from(ContactInvalid(faults): ContactInvalid) -> Self {
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let detail = sentence(&said.join("; "), "Each part may be left out.");
        let error = Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::ContactInvalid, "No contact", detail);
        faults.first().map_or(error.clone(), |fault| error.in_field(fault.field()))
    }
}

impl Refuses for ContactInvalid {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(422, Code::ContactInvalid)]];
}

/// A link or a code that no appointment has.
#[derive(Debug, Clone, Copy)]
pub struct AppointmentUnknown;

impl From<AppointmentUnknown> for Error {
    fn from(AppointmentUnknown: AppointmentUnknown) -> Self {
        let detail = "No appointment is known by that. Look at its confirmation, or book one.";
        Self::new(StatusCode::NOT_FOUND, Code::AppointmentUnknown, "Unknown appointment", detail)
    }
}

impl Refuses for AppointmentUnknown {
    const PROBLEMS: &'static [&'static [Row]] = &[&[(404, Code::AppointmentUnknown)], FAILURES];
}

/// What a change of the book may answer instead.
pub struct BookProblem;

impl Refuses for BookProblem {
    const PROBLEMS: &'static [&'static [Row]] = &[
        &[
            (404, Code::AppointmentUnknown),
            (409, Code::IdempotencyKeyReused),
            (409, Code::SlotTaken),
            (409, Code::ContactFull),
            (409, Code::AppointmentCancelled),
            (409, Code::AppointmentOver),
            (412, Code::VersionStale),
            (422, Code::ServiceUnknown),
            (422, Code::SlotNotOffered),
            (422, Code::StartOffGrid),
            (422, Code::StartPast),
            (422, Code::StartTooSoon),
            (422, Code::StartTooFar),
            (422, Code::StartAmbiguous),
        ],
        FAILURES,
    ];
}

/// What becomes of a change that was not made.
pub fn problem(error: BookError) -> Error {
    let said = error.to_string();
    let unprocessable = |code, title| {
        Error::new(StatusCode::UNPROCESSABLE_ENTITY, code, title, sentence(&said, "Choose one of the free times."))
            .in_field("start")
    };
    let conflict = |code, title, what| Error::new(StatusCode::CONFLICT, code, title, sentence(&said, what));
    match error {
        BookError::Office(OfficeError::KeyReused) => branch::CommandError::KeyReused.into(),
        BookError::Office(OfficeError::Failed(failure)) => failure.into(),
        BookError::ServiceUnknown(id) => ServiceUnknown::InBody(id.to_string()).into(),
        BookError::Unknown => AppointmentUnknown.into(),
        BookError::Taken { next } => {
            conflict(Code::SlotTaken, "The time is taken", "Choose one of `next`.").instead(times(&next))
        }
        BookError::NotOffered { next } => {
            unprocessable(Code::SlotNotOffered, "Nobody can be booked then").instead(times(&next))
        }
        BookError::ContactFull { .. } => {
            conflict(Code::ContactFull, "Too many appointments", "Cancel one of them first, or telephone.")
        }
        BookError::Start(fault) => match fault {
            StartFault::OffTheGrid => unprocessable(Code::StartOffGrid, "Not on the quarter hour"),
            StartFault::Past => unprocessable(Code::StartPast, "The time is over"),
            StartFault::TooSoon => unprocessable(Code::StartTooSoon, "Too soon"),
            StartFault::TooFar => unprocessable(Code::StartTooFar, "Too far ahead"),
            StartFault::Ambiguous => unprocessable(Code::StartAmbiguous, "A time that the clock shows twice"),
        },
        BookError::Change(ChangeRefusal::Stale(stale)) => stale.into(),
        BookError::Change(ChangeRefusal::Cancelled) => {
            conflict(Code::AppointmentCancelled, "The appointment is cancelled", "Book another one.")
        }
        BookError::Change(ChangeRefusal::Over) => {
            conflict(Code::AppointmentOver, "The appointment is over", "Book another one.")
        }
    }
}

pub fn times(quarters: &[Quarter]) -> Vec<Time> {
    quarters.iter().map(|quarter| Time::from_millis(quarter.start().0)).collect()
}

/// What is said, as a sentence, and what to do.
fn sentence(said: &str, what_to_do: &str) -> String {
    let mut letters = said.chars();
    let said: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    format!("{said}. {what_to_do}")
}
