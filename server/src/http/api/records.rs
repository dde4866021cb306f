//! What the routes of the records share: who asks and when, and how a change that is not made is answered.

use crate::http::AppState;
use crate::http::openapi::{Refuses, Row};
use crate::http::problem::{Error, FAILURES};
use axum::http::StatusCode;
use branch::Handle;
use jiff::civil::Date;
use machine::clock;
use office::{Asked, ChangeError, OfficeError};
use queue::Timestamp;
use records::{Feasts, article, case, complaint, contact_check, feedback, follow_up, interest};
use store::{BranchId, RequestKey};
use wire::Code;

/// A request to change a record, with what it borrows.
#[derive(Debug)]
pub struct Wish {
    pub branch: BranchId,
    pub key: RequestKey,
    pub now: Timestamp,
    pub today: Date,
}

impl Wish {
    pub fn new(setup: &setup::Branch, key: RequestKey) -> Self {
        let now = clock::now();
        Self { branch: BranchId::new(&setup.id), key, now, today: setup.calendar.date(now) }
    }

    pub fn of(branch: &Handle, key: RequestKey) -> Self {
        Self::new(&branch.live().setup(), key)
    }

    pub fn asked<'a>(&'a self, state: &'a AppState) -> Asked<'a> {
        Asked { store: &state.store, branch: &self.branch, key: &self.key, now: self.now, today: self.today }
    }
}

/// The feasts by which business days are counted.
pub fn feasts() -> Feasts {
    Feasts::default()
}

/// A record that the branch does not have.
#[derive(Debug, Clone, Copy)]
pub struct RecordUnknown;

impl From<RecordUnknown> for Error {
    fn from(RecordUnknown: RecordUnknown) -> Self {
        let detail = "The branch has no record of this number.";
        Self::new(StatusCode::NOT_FOUND, Code::RecordUnknown, "Unknown record", detail)
    }
}

/// A value that cannot be taken, by its field.
pub fn invalid(field: &str, what: impl std::fmt::Display) -> Error {
    let detail = format!("{field}: {what}.");
    Error::new(StatusCode::UNPROCESSABLE_ENTITY, Code::FieldInvalid, "A field cannot be taken", detail)
}

/// A step that a rule refuses as a whole.
pub fn refused(what: impl std::fmt::Display) -> Error {
    let detail = format!("{what}. Read the record again to see what may be done with it.");
    Error::new(StatusCode::CONFLICT, Code::StepRefused, "The step may not be made", detail)
}

/// How a rule's refusal is answered.
pub trait Answered: std::error::Error + 'static {
    fn answered(&self) -> Error;
}

impl Answered for feedback::Refusal {
    fn answered(&self) -> Error {
        match self {
            Self::Answered(_) | Self::NotAsked(_) => refused(self),
            _ => invalid(self.field(), self),
        }
    }
}

impl Answered for complaint::Refusal {
    fn answered(&self) -> Error {
        self.field().map_or_else(|| refused(self), |field| invalid(field, self))
    }
}

impl Answered for article::Refusal {
    fn answered(&self) -> Error {
        match self {
            Self::ReviewBy { .. } => invalid("review_by", self),
            Self::NotInState(_) | Self::OwnWords => refused(self),
        }
    }
}

impl Answered for case::Refusal {
    fn answered(&self) -> Error {
        match self {
            Self::UnknownStep(_) => invalid("step", self),
            Self::NothingMissing | Self::UnknownDocument(_) => invalid("missing", self),
            Self::NotInState(_) => refused(self),
        }
    }
}

impl Answered for follow_up::Refusal {
    fn answered(&self) -> Error {
        match self {
            Self::Due { .. } => invalid("due", self),
            Self::NotInState(_) => refused(self),
        }
    }
}

impl Answered for interest::Refusal {
    fn answered(&self) -> Error {
        match self {
            Self::NoConsent => invalid("consent", self),
            Self::OtherWords => invalid("wording", self),
            Self::NoContact => invalid("phone", self),
            Self::Contact(fault) => invalid(fault.field(), fault),
            Self::NotInState(_) => refused(self),
        }
    }
}

impl Answered for contact_check::Refusal {
    fn answered(&self) -> Error {
        match self {
            Self::NoConsent => invalid("consent", self),
            Self::OtherWords => invalid("wording", self),
            Self::NotSeen => invalid("seen", self),
            Self::NoAddress | Self::SameAddress | Self::Contact(_) => invalid("after", self),
            Self::CodeOver => invalid("code", self),
            Self::NoMail | Self::NotInState(_) => refused(self),
        }
    }
}

impl<R: Answered> From<ChangeError<R>> for Error {
    fn from(error: ChangeError<R>) -> Self {
        match error {
            ChangeError::Refused(refusal) => refusal.answered(),
            ChangeError::Text { field, fault } => invalid(field, fault),
            ChangeError::Unknown => RecordUnknown.into(),
            ChangeError::Stale(stale) => stale.into(),
            ChangeError::Office(OfficeError::KeyReused) => branch::CommandError::KeyReused.into(),
            ChangeError::Office(OfficeError::Failed(failure)) => failure.into(),
        }
    }
}

/// A change of a record.
pub struct Changed;

impl Refuses for Changed {
    const PROBLEMS: &'static [&'static [Row]] = &[
        &[
            (404, Code::RecordUnknown),
            (409, Code::StepRefused),
            (409, Code::IdempotencyKeyReused),
            (412, Code::VersionStale),
            (422, Code::FieldInvalid),
        ],
        FAILURES,
    ];
}
