//! The numbers that a kiosk holds, to give them out while it is without the server.

use crate::{KioskId, Number, Timestamp};
use serde::{Deserialize, Serialize};

/// At most so many kiosks hold numbers on one day.
pub const KIOSKS_MOST: u32 = 16;

/// Kiosks hold the numbers after this one, so that whoever stands beside them sees no gaps in the numbers that are called.
pub const RESERVED_AFTER: u32 = 500;

/// A kiosk holds at most so many numbers of a letter.
pub const NUMBERS_MOST: u32 = 100;

/// The numbers that one kiosk holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reserve {
    /// Those that it has not given out, as far as the branch knows, in the order in which it has them.
    pub numbers: Vec<Reserved>,
    /// When the visitor came who has the last number of which the branch heard.
    pub last: Option<Timestamp>,
}

/// A number that nobody else gives out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reserved {
    pub number: Number,
    /// Since when the kiosk has it.
    pub since: Timestamp,
}

impl Reserve {
    /// The number, where the kiosk has it and has not given it out.
    pub fn find(&self, number: Number) -> Option<Reserved> {
        self.numbers.iter().copied().find(|reserved| reserved.number == number)
    }
}

/// What is known of a ticket that a kiosk gave out while it was without the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alone {
    pub kiosk: KioskId,
    /// When the branch heard of it.
    pub handed_in: Timestamp,
}
