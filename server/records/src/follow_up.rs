//! What a CSR promised to see to later: by when, and for how long its words are kept.

use crate::words::words;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most characters of what is to be done.
pub const NOTE_MAX: usize = 500;
/// How far ahead a follow-up may be, in days.
pub const AHEAD_DAYS: i64 = 366;
/// How long the words of a follow-up are kept after it was done, or after the day on which it should have been, in days.
pub const KEPT_DAYS: i64 = 30;

words! {
    /// Where a follow-up stands.
    State {
        Open = "open",
        Done = "done",
        /// Nobody did it, and its words are gone.
        Gone = "gone",
    }
}

/// A change of a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "to")]
pub enum Step {
    Done,
    /// It is done on another day.
    Moved {
        due: Date,
    },
}

/// Why a follow-up is not begun or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("name a day from {earliest} to {latest}")]
    Due { earliest: Date, latest: Date },
    #[error("a follow-up that is {} cannot be changed", .0.as_str())]
    NotInState(State),
}

/// Refuses a day that is over or too far ahead.
pub fn expect_day(due: Date, today: Date) -> Result<(), Refusal> {
    let latest = today.saturating_add(AHEAD_DAYS.days());
    if due < today || due > latest { Err(Refusal::Due { earliest: today, latest }) } else { Ok(()) }
}

/// Returns the state of a follow-up after a change.
pub fn after(state: State, step: &Step, today: Date) -> Result<State, Refusal> {
    if state != State::Open {
        return Err(Refusal::NotInState(state));
    }
    match step {
        Step::Done => Ok(State::Done),
        Step::Moved { due } => expect_day(*due, today).map(|()| State::Open),
    }
}

/// Returns the day on which the words are erased of a follow-up that was done, or should have been, on a day.
pub fn gone_on(day: Date) -> Date {
    day.saturating_add(KEPT_DAYS.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 12, 18);

    #[test]
    fn a_follow_up_is_for_today_or_a_day_of_the_next_year() {
        assert_eq!(expect_day(TODAY, TODAY), Ok(()));
        assert_eq!(expect_day(date(2027, 12, 19), TODAY), Ok(()));
        for wrong in [date(2026, 12, 17), date(2027, 12, 20), Date::MAX] {
            let refused = Refusal::Due { earliest: TODAY, latest: date(2027, 12, 19) };
            assert_eq!(expect_day(wrong, TODAY), Err(refused), "{wrong}");
        }
        assert_eq!(gone_on(TODAY), date(2027, 1, 17));
        assert_eq!(gone_on(Date::MAX), Date::MAX);
    }

    #[test]
    fn what_is_done_or_gone_stays_so() {
        let moved = |due| Step::Moved { due };
        assert_eq!(after(State::Open, &Step::Done, TODAY), Ok(State::Done));
        assert_eq!(after(State::Open, &moved(TODAY), TODAY), Ok(State::Open));
        assert!(after(State::Open, &moved(date(2026, 12, 1)), TODAY).is_err());
        for state in [State::Done, State::Gone] {
            assert_eq!(after(state, &Step::Done, TODAY), Err(Refusal::NotInState(state)));
            assert_eq!(after(state, &moved(TODAY), TODAY), Err(Refusal::NotInState(state)));
        }
    }
}
