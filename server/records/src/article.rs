//! Articles: what a bank knows about serving somebody, written by one CSR, published by another, and looked at again in time.

use crate::words::words;
use jiff::ToSpan;
use jiff::civil::Date;
use queue::CsrId;
use serde::{Deserialize, Serialize};

/// After at most so many months an article is looked at again.
pub const REVIEW_MONTHS: i64 = 12;

words! {
    /// Where the words stand that were written last. Words that were published before stay readable beside them.
    State {
        Draft = "draft",
        /// Somebody else is asked to read and publish them.
        Review = "review",
        Published = "published",
        Retired = "retired",
    }
}

/// A change of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "to")]
pub enum Step {
    /// Its words are written anew.
    Written,
    /// Its words are ready for somebody else.
    Submitted,
    /// They are not right yet.
    Returned,
    /// They are right, and are looked at again by that day.
    Published { review_by: Date },
    /// What is published is still right, until that day.
    Kept { review_by: Date },
    /// It holds no more.
    Retired,
}

/// Why an article is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("an article that is {} cannot be changed like this", .0.as_str())]
    NotInState(State),
    #[error("whoever wrote it does not publish it")]
    OwnWords,
    #[error("choose a day after {after} and not after {latest}")]
    ReviewBy { after: Date, latest: Date },
}

/// Returns the state of an article after a change by `who`. `writer` wrote its words last.
pub fn after(state: State, change: &Step, writer: CsrId, who: CsrId, today: Date) -> Result<State, Refusal> {
    match (change, state) {
        (Step::Written, State::Draft | State::Review | State::Published) | (Step::Returned, State::Review) => {
            Ok(State::Draft)
        }
        (Step::Submitted, State::Draft) => Ok(State::Review),
        (Step::Published { review_by }, State::Review) | (Step::Kept { review_by }, State::Published) => {
            if writer == who {
                return Err(Refusal::OwnWords);
            }
            let latest = latest_review(today);
            let in_time = *review_by > today && *review_by <= latest;
            if in_time { Ok(State::Published) } else { Err(Refusal::ReviewBy { after: today, latest }) }
        }
        (Step::Retired, State::Draft | State::Review | State::Published) => Ok(State::Retired),
        _ => Err(Refusal::NotInState(state)),
    }
}

/// The last day by which an article that is published today is looked at again.
pub fn latest_review(today: Date) -> Date {
    today.saturating_add(REVIEW_MONTHS.months())
}

/// Whether an article should have been looked at again.
pub fn is_overdue(review_by: Date, today: Date) -> bool {
    review_by < today
}

/// After so many days beyond its review an article is hidden from visitors.
pub const HIDDEN_AFTER_DAYS: i64 = 30;

/// Whether an article is not shown to visitors any more, for nobody has looked at it for too long.
pub fn is_hidden(review_by: Date, today: Date) -> bool {
    review_by.saturating_add(HIDDEN_AFTER_DAYS.days()) < today
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const ANNA: CsrId = CsrId(1);
    const BRUNO: CsrId = CsrId(2);
    const TODAY: Date = date(2026, 11, 30);

    fn by(state: State, step: &Step, who: CsrId) -> Result<State, Refusal> {
        after(state, step, ANNA, who, TODAY)
    }

    #[test]
    fn an_article_that_nobody_looked_at_for_thirty_days_is_hidden_from_visitors() {
        assert!(!is_hidden(date(2026, 10, 31), TODAY) && is_overdue(date(2026, 10, 31), TODAY));
        assert!(is_hidden(date(2026, 10, 30), TODAY));
    }

    #[test]
    fn one_writes_and_another_publishes() {
        let published = Step::Published { review_by: date(2027, 5, 1) };
        assert_eq!(by(State::Draft, &Step::Submitted, ANNA), Ok(State::Review));
        assert_eq!(by(State::Review, &published, ANNA), Err(Refusal::OwnWords));
        assert_eq!(by(State::Review, &published, BRUNO), Ok(State::Published));
        assert_eq!(by(State::Draft, &published, BRUNO), Err(Refusal::NotInState(State::Draft)), "nobody asked yet");
        assert_eq!(by(State::Review, &Step::Returned, BRUNO), Ok(State::Draft));
        let kept = Step::Kept { review_by: date(2027, 5, 1) };
        assert_eq!(by(State::Published, &kept, ANNA), Err(Refusal::OwnWords));
        assert_eq!(by(State::Published, &kept, BRUNO), Ok(State::Published));
    }

    #[test]
    fn new_words_of_a_published_article_are_read_by_somebody_first() {
        assert_eq!(by(State::Published, &Step::Written, ANNA), Ok(State::Draft));
        assert_eq!(by(State::Review, &Step::Written, BRUNO), Ok(State::Draft));
    }

    #[test]
    fn what_is_retired_stays_so() {
        assert_eq!(by(State::Published, &Step::Retired, ANNA), Ok(State::Retired));
        for step in [Step::Written, Step::Submitted, Step::Retired] {
            assert_eq!(by(State::Retired, &step, ANNA), Err(Refusal::NotInState(State::Retired)));
        }
    }

    #[test]
    fn an_article_is_looked_at_again_within_a_year() {
        let publish = |review_by| by(State::Review, &Step::Published { review_by }, BRUNO);
        let refused = Err(Refusal::ReviewBy { after: TODAY, latest: date(2027, 11, 30) });
        assert_eq!(publish(date(2027, 11, 30)), Ok(State::Published));
        assert_eq!(publish(date(2026, 12, 1)), Ok(State::Published));
        assert_eq!(publish(date(2027, 12, 1)), refused);
        assert_eq!(publish(TODAY), refused);
        assert!(is_overdue(date(2026, 11, 29), TODAY) && !is_overdue(TODAY, TODAY));
    }
}
