//! The choice between visitors with priority and all others.
//!
//! The first in the call order is called. Where that visitor has priority, and priority has had its share of the calls
//! for which both kinds waited, the first visitor without priority is called instead. The desks and the forecast both
//! choose here, so that the forecast calls in exactly the order of the desks.

use crate::{Policy, TicketId, Timestamp};
use serde::Serialize;

/// A position in the call order of a desk: a due time, ties by arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The due time, with the delay that the desk's preference adds to it.
    pub due: Timestamp,
    pub ticket: TicketId,
}

/// The ticket that is called, and why it and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub ticket: TicketId,
    /// The ticket has priority.
    pub priority: bool,
    /// A ticket with priority and one without could both have been called.
    pub contested: bool,
    /// The ticket stands behind one with priority, and is called because priority has had its share.
    pub by_share: bool,
}

/// The contested calls of the day: those for which a visitor with priority and one without both waited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ContestedCalls {
    /// How many of them went to priority.
    priority: u32,
    all: u32,
}

impl ContestedCalls {
    /// Counts a call, if it was contested.
    pub fn count(&mut self, contested: bool, priority: bool) {
        self.all += u32::from(contested);
        self.priority += u32::from(contested && priority);
    }

    /// Chooses between the first candidate without priority and the first with it; `None` where there is neither.
    pub fn choose(self, policy: &Policy, regular: Option<Position>, priority: Option<Position>) -> Option<Choice> {
        let contested = regular.is_some() && priority.is_some();
        let (chosen, by_share) = match (regular, priority) {
            (None, None) => return None,
            (Some(only), None) | (None, Some(only)) => (only, false),
            (Some(regular), Some(priority)) if regular < priority => (regular, false),
            (Some(regular), Some(_)) if self.would_exceed_share(policy) => (regular, true),
            (Some(_), Some(priority)) => (priority, false),
        };
        Some(Choice { ticket: chosen.ticket, priority: Some(chosen) == priority, contested, by_share })
    }

    /// Whether one more call with priority would give priority more than its share.
    fn would_exceed_share(self, policy: &Policy) -> bool {
        i64::from(self.priority + 1) * 1_000 > policy.priority_share_milli * i64::from(self.all + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{ContestedCalls, Position};
    use crate::{Policy, TicketId, Timestamp};

    const EARLY: Option<Position> = Some(Position { due: Timestamp(1), ticket: TicketId(1) });
    const LATE: Option<Position> = Some(Position { due: Timestamp(2), ticket: TicketId(2) });

    /// The ticket that is called where priority may have so many thousandths of the contested calls; then whether it
    /// has priority, whether the call is contested, and whether the share decided it.
    type Called = (u32, bool, bool, bool);

    fn called(calls: ContestedCalls, share: i64, regular: Option<Position>, priority: Option<Position>) -> Called {
        let policy = Policy { priority_share_milli: share, ..Policy::default() };
        let choice = calls.choose(&policy, regular, priority).unwrap();
        (choice.ticket.0, choice.priority, choice.contested, choice.by_share)
    }

    #[test]
    fn the_first_in_the_call_order_is_called() {
        let none = ContestedCalls::default();
        assert_eq!(called(none, 1_000, EARLY, LATE), (1, false, true, false));
        assert_eq!(called(none, 1_000, LATE, EARLY), (1, true, true, false));
        assert_eq!(none.choose(&Policy::default(), None, None), None);
    }

    #[test]
    fn a_call_that_one_kind_waits_for_is_not_contested_and_needs_no_share() {
        let none = ContestedCalls::default();
        assert_eq!(called(none, 0, EARLY, None), (1, false, false, false));
        assert_eq!(called(none, 0, None, LATE), (2, true, false, false));
    }

    #[test]
    fn a_visitor_without_priority_who_stands_first_needs_no_share() {
        assert_eq!(called(ContestedCalls::default(), 0, EARLY, LATE), (1, false, true, false));
    }

    #[test]
    fn priority_gets_its_share_of_the_contested_calls_exactly() {
        let calls = |priority, all| ContestedCalls { priority, all };
        let by_share = |calls, share| called(calls, share, LATE, EARLY) == (2, false, true, true);
        assert!(!by_share(calls(0, 1), 500), "1 of 2 is half");
        assert!(by_share(calls(1, 1), 500), "2 of 2 is more than half");
        assert!(by_share(calls(1, 2), 500), "2 of 3 is more than half");
        assert!(!by_share(calls(1, 3), 500), "2 of 4 is half");
        assert!(by_share(calls(0, 0), 999), "1 of 1 is all");
        assert!(!by_share(calls(7, 7), 1_000), "without a limit");
    }

    #[test]
    fn only_contested_calls_are_counted() {
        let mut calls = ContestedCalls::default();
        for (contested, priority) in [(false, true), (false, false), (true, false), (true, true)] {
            calls.count(contested, priority);
        }
        assert_eq!(calls, ContestedCalls { priority: 1, all: 2 });
    }
}
