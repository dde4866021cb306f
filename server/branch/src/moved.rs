//! Whether a wait has moved by so much that the visitor should hear of it.

use forecast::Estimate;
use queue::{Day, Duration, Language, Number, Ticket, TicketId, Timestamp, Token};

/// The least distance between a new range and the one that the visitor heard, or a quarter of the wait that is left.
const APART_MINUTES: i64 = 5;
/// The shortest time between two messages to one visitor about the wait.
const PAUSE: Duration = Duration::minutes(10);
/// A visitor whose call is expected within this time hears of the call alone.
const SOON_MINUTES: u32 = 3;

const MINUTE: i64 = 60_000;

/// The wait that a visitor heard, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub at: Timestamp,
    pub low_minutes: u32,
    pub high_minutes: u32,
}

/// A wait that has moved by much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub day: Day,
    pub ticket: TicketId,
    pub number: Number,
    pub token: Token,
    pub language: Language,
    /// The wait that is expected now.
    pub word: Word,
}

impl Word {
    pub fn new(estimate: Estimate, at: Timestamp) -> Self {
        Self { at, low_minutes: estimate.low_minutes, high_minutes: estimate.high_minutes }
    }

    /// Whether the wait that is expected `now` lies apart from the rest of the wait that the visitor heard.
    pub fn has_moved(&self, estimate: Estimate, now: Timestamp) -> bool {
        let passed = now - self.at;
        if passed < PAUSE || estimate.high_minutes <= SOON_MINUTES {
            return false;
        }
        let left = |minutes: u32| (i64::from(minutes) * MINUTE - passed.0).max(0);
        let (low, high) = (left(self.low_minutes), left(self.high_minutes));
        let apart = (APART_MINUTES * MINUTE).max(high / 4);
        let [now_low, now_high] =
            [estimate.low_minutes, estimate.high_minutes].map(|minutes| i64::from(minutes) * MINUTE);
        now_low >= high + apart || now_high + apart <= low
    }
}

impl Moved {
    pub fn new(day: Day, ticket: &Ticket, word: Word) -> Self {
        Self {
            day,
            ticket: ticket.id,
            number: ticket.number,
            token: ticket.token.clone(),
            language: ticket.language.clone(),
            word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: Word = Word { at: Timestamp(0), low_minutes: 25, high_minutes: 35 };

    fn moves(low: u32, high: u32, after: i64) -> bool {
        let estimate = Estimate { low_minutes: low, high_minutes: high, median_minutes: low };
        SAID.has_moved(estimate, Timestamp(after * MINUTE))
    }

    #[test]
    fn a_wait_that_goes_by_as_said_is_no_news() {
        assert!(!moves(13, 23, 12));
        assert!(!moves(20, 30, 12), "the ranges still meet");
    }

    #[test]
    fn a_wait_that_became_much_longer_or_shorter_is_news() {
        // After 12 minutes 13 to 23 are left.
        assert!(moves(29, 40, 12));
        assert!(moves(5, 7, 12));
        assert!(!moves(27, 40, 12), "four minutes apart");
    }

    #[test]
    fn nobody_is_told_twice_in_ten_minutes_or_just_before_the_call() {
        assert!(!moves(60, 90, 9));
        assert!(!moves(0, 3, 12));
    }
}
