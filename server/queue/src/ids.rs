//! The ids, each a type of its own, so that a desk's id cannot be given where a service's is meant.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            pub fn new(name: &str) -> Self {
                Self(name.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// A service of the branch's set-up: `cash`.
    ServiceId
}
name! {
    /// A desk of the branch's set-up: `3`.
    DeskId
}
name! {
    /// A document of the branch's set-up: `id`.
    DocumentId
}
name! {
    /// A quick answer of the branch's set-up: `hours`.
    AnswerId
}
name! {
    /// A language by its code: `it`.
    Language
}
name! {
    /// The secret in the address of one visitor's page. It is random, made outside, and unrelated to the number.
    Token
}
name! {
    /// The place that an alert calls the staff to: `kiosk`, a desk's id, a printer's id.
    AlertPlace
}
name! {
    /// A booking, by its id in the book of appointments.
    AppointmentId
}

name! {
    /// A kiosk, by the name that its browser makes for itself and for one day. It says nothing of anybody.
    KioskId
}

name! {
    /// An announcement to the waiting room.
    AnnouncementId
}

/// A customer service representative, by number. The name is kept elsewhere, where it can be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CsrId(pub u32);

/// A ticket within its branch and day: 1 for the first one issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TicketId(pub u32);

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The letter of a queue: services served at the same kind of desk share one. A to Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "char", into = "char")]
pub struct Letter(char);

impl Letter {
    /// Returns the letter, or `None` for anything but A to Z.
    pub fn new(letter: char) -> Option<Self> {
        letter.is_ascii_uppercase().then_some(Self(letter))
    }
}

impl TryFrom<char> for Letter {
    type Error = &'static str;

    fn try_from(letter: char) -> Result<Self, Self::Error> {
        Self::new(letter).ok_or("a queue's letter is one of A to Z")
    }
}

impl From<Letter> for char {
    fn from(letter: Letter) -> char {
        letter.0
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The number by which a visitor is called: a letter and at least three digits, `A042`. It is unique in its branch and
/// day. After 999 comes 1000, because a number given twice is worse than a long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    pub letter: Letter,
    pub count: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.letter, self.count)
    }
}
