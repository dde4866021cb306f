//! The book of a branch: which times are offered, and booking, moving and cancelling, each in one transaction with its request key,
//! its step, its slots and its messages.

mod book;
mod change;
mod facts;
mod outbox;
mod phone;
#[cfg(test)]
mod tests;

pub use facts::{from_row, staff_officers};
pub use phone::PhoneKeys;

use crate::change::OfficeError;
use queue::{AppointmentId, CsrId, Language, ServiceId, Timestamp};
use records::appointment::ChangeRefusal;
use records::contact::Contact;
use records::grid::Quarter;
use records::slots::{Offer, StartFault};
use serde::Serialize;
use setup::Branch;
use std::sync::Arc;
use store::{Failure, Store};

/// The book of one branch.
#[derive(Debug, Clone)]
pub struct BranchBook {
    pub(crate) store: Store,
    pub(crate) setup: Arc<Branch>,
}

impl BranchBook {
    pub fn new(store: Store, setup: Arc<Branch>) -> Self {
        Self { store, setup }
    }
}

/// A wish for an appointment, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingWish {
    pub service: ServiceId,
    pub start: Timestamp,
    pub officer: Option<CsrId>,
    /// The language in which the visitor is served and written to.
    pub language: Language,
    pub contact: Contact,
}

/// What a search for a free time asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferSearch {
    pub service: ServiceId,
    pub officer: Option<CsrId>,
    /// The language that the officer has to speak.
    pub language: Option<Language>,
}

/// What a search finds: the starts in order, and how many quarter hours each lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offers {
    pub quarters: u32,
    pub offers: Vec<Offer>,
}

/// Why the book was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error("the branch has no such service")]
    ServiceUnknown(ServiceId),
    #[error(transparent)]
    Start(#[from] StartFault),
    /// Somebody has that time; the next ones.
    #[error("that time has just been taken")]
    Taken { next: Vec<Quarter> },
    /// Nobody can be booked at that time, taken or not; the next times.
    #[error("nobody can be booked at that time")]
    NotOffered { next: Vec<Quarter> },
    #[error("this contact has as many appointments as one may have")]
    ContactFull { most: u32 },
    #[error("there is no such appointment")]
    Unknown,
    #[error(transparent)]
    Change(#[from] ChangeRefusal),
}

impl From<Failure> for BookError {
    fn from(failure: Failure) -> Self {
        Self::Office(failure.into())
    }
}

/// How many starts are offered in place of one that is taken.
pub const NEXT: usize = 3;

/// What a request's key is kept for: the hash of this tells two wishes apart.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Wish<'a> {
    Book {
        service: &'a ServiceId,
        start: Timestamp,
        officer: Option<CsrId>,
        language: &'a Language,
        contact: [Option<&'a str>; 3],
    },
    Move {
        id: &'a AppointmentId,
        start: Timestamp,
        officer: Option<CsrId>,
    },
    Cancel {
        id: &'a AppointmentId,
    },
    Reach {
        id: &'a AppointmentId,
        contact: [Option<&'a str>; 3],
    },
}

fn parts(contact: &Contact) -> [Option<&str>; 3] {
    [contact.name.as_deref(), contact.email.as_deref(), contact.phone.as_deref()]
}
