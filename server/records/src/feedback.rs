//! What visitors are asked, and what counts.
//!
//! First how content they are (1 to 5), stored at once; then either the effort (1 to 7) or the recommendation (0 to 10), by
//! the ticket's hash, so that a ticket is always asked the same; then a comment. Each is asked once.

use crate::text::{TextFault, text};
use queue::{Duration, TicketId, Timestamp};
use serde::{Deserialize, Serialize};

/// The most characters of a comment.
pub const COMMENT_MAX: usize = 1000;

/// Presses on the exit's screen that follow one another within this time are marked, and not counted.
pub const BURST: Duration = Duration::seconds(5);

/// The second question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Second {
    /// "The bank made it easy for me to handle my issue", 1 to 7.
    Effort,
    /// "Would you recommend this branch", 0 to 10.
    Recommendation,
}

/// What a visitor says in one step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Said {
    pub satisfaction: Option<u8>,
    pub effort: Option<u8>,
    pub recommendation: Option<u8>,
    pub comment: Option<String>,
}

/// What is stored of a visitor's answer already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    pub satisfaction: u8,
    pub second: bool,
    pub comment: bool,
}

/// One step of an answer that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    Satisfaction(u8),
    Effort(u8),
    Recommendation(u8),
    Comment(String),
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("{field} is a whole number from {low} to {high}")]
    OutOfRange { field: &'static str, low: u8, high: u8 },
    #[error("{0} was not asked")]
    NotAsked(&'static str),
    #[error("{0} was answered already")]
    Answered(&'static str),
    #[error("comment: {0}")]
    Comment(TextFault),
    #[error("say one thing: satisfaction, effort, recommendation or comment")]
    Nothing,
}

impl Refusal {
    /// Returns the field that is at fault.
    pub const fn field(self) -> &'static str {
        match self {
            Self::OutOfRange { field, .. } | Self::NotAsked(field) | Self::Answered(field) => field,
            Self::Comment(_) => "comment",
            Self::Nothing => "satisfaction",
        }
    }
}

/// Returns the question that comes second for this ticket. `recommendation` is false after services that the bank excludes,
/// such as an inheritance: nobody is asked to recommend a branch for that.
pub fn second(day: &str, ticket: TicketId, recommendation: bool) -> Second {
    // FNV-1a. The question must be the same on every server and after every restart.
    let bytes = day.bytes().chain(ticket.0.to_le_bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    if recommendation && (hash ^ (hash >> 32)) & 1 == 1 { Second::Recommendation } else { Second::Effort }
}

/// Returns what is to be stored of what a visitor says. `given` is what they said before; `asked` is their second question.
pub fn take(said: &Said, given: Option<Given>, asked: Second) -> Result<Taken, Refusal> {
    let taken = match said {
        Said { satisfaction: Some(rating), .. } => {
            in_range("satisfaction", *rating, 1, 5)?;
            if given.is_some() {
                return Err(Refusal::Answered("satisfaction"));
            }
            Taken::Satisfaction(*rating)
        }
        Said { effort: Some(rating), .. } => {
            in_range("effort", *rating, 1, 7)?;
            second_is_due("effort", given, asked == Second::Effort)?;
            Taken::Effort(*rating)
        }
        Said { recommendation: Some(rating), .. } => {
            in_range("recommendation", *rating, 0, 10)?;
            second_is_due("recommendation", given, asked == Second::Recommendation)?;
            Taken::Recommendation(*rating)
        }
        Said { comment: Some(comment), .. } => {
            let comment = text(comment, COMMENT_MAX, true).map_err(Refusal::Comment)?;
            match given {
                None => return Err(Refusal::NotAsked("comment")),
                Some(given) if given.comment => return Err(Refusal::Answered("comment")),
                Some(_) => Taken::Comment(comment),
            }
        }
        Said { .. } => return Err(Refusal::Nothing),
    };
    Ok(taken)
}

fn second_is_due(field: &'static str, given: Option<Given>, asked: bool) -> Result<(), Refusal> {
    match given {
        Some(given) if asked && !given.second => Ok(()),
        Some(given) if asked && given.second => Err(Refusal::Answered(field)),
        _ => Err(Refusal::NotAsked(field)),
    }
}

fn in_range(field: &'static str, rating: u8, low: u8, high: u8) -> Result<(), Refusal> {
    if (low..=high).contains(&rating) { Ok(()) } else { Err(Refusal::OutOfRange { field, low, high }) }
}

/// Whether the manager is told at once.
pub const fn is_low(satisfaction: u8) -> bool {
    satisfaction <= 2
}

/// Whether a press on the exit's screen is part of a burst: it follows the one before it too closely.
pub fn is_burst(before: Option<Timestamp>, at: Timestamp) -> bool {
    before.is_some_and(|before| at - before < BURST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Option<Given> = Some(Given { satisfaction: 4, second: false, comment: false });

    fn satisfaction(rating: u8) -> Said {
        Said { satisfaction: Some(rating), ..Said::default() }
    }

    #[test]
    fn satisfaction_is_one_to_five_and_said_once() {
        assert_eq!(take(&satisfaction(5), None, Second::Effort), Ok(Taken::Satisfaction(5)));
        for rating in [0, 6, 255] {
            let refused = Refusal::OutOfRange { field: "satisfaction", low: 1, high: 5 };
            assert_eq!(take(&satisfaction(rating), None, Second::Effort), Err(refused));
        }
        assert_eq!(take(&satisfaction(5), FIRST, Second::Effort), Err(Refusal::Answered("satisfaction")));
    }

    #[test]
    fn the_second_question_is_the_one_that_the_ticket_is_asked() {
        let effort = Said { effort: Some(7), ..Said::default() };
        let recommendation = Said { recommendation: Some(0), ..Said::default() };
        assert_eq!(take(&effort, FIRST, Second::Effort), Ok(Taken::Effort(7)));
        assert_eq!(take(&recommendation, FIRST, Second::Recommendation), Ok(Taken::Recommendation(0)));
        assert_eq!(take(&recommendation, FIRST, Second::Effort), Err(Refusal::NotAsked("recommendation")));
        assert_eq!(take(&effort, None, Second::Effort), Err(Refusal::NotAsked("effort")), "before the first one");
        let done = Some(Given { satisfaction: 4, second: true, comment: false });
        assert_eq!(take(&effort, done, Second::Effort), Err(Refusal::Answered("effort")));
    }

    #[test]
    fn a_comment_of_a_thousand_characters_is_taken_once() {
        let comment = |length| Said { comment: Some("è".repeat(length)), ..Said::default() };
        assert!(matches!(take(&comment(1000), FIRST, Second::Effort), Ok(Taken::Comment(_))));
        let too_long = Refusal::Comment(TextFault::TooLong(1000));
        assert_eq!(take(&comment(1001), FIRST, Second::Effort), Err(too_long));
        let done = Some(Given { satisfaction: 4, second: true, comment: true });
        assert_eq!(take(&comment(5), done, Second::Effort), Err(Refusal::Answered("comment")));
        assert_eq!(take(&Said::default(), None, Second::Effort), Err(Refusal::Nothing));
    }

    #[test]
    fn half_of_the_tickets_are_asked_for_the_effort_and_always_the_same() {
        let asked = |ticket| second("2026-12-01", TicketId(ticket), true);
        let effort = (1..=1000).filter(|ticket| asked(*ticket) == Second::Effort).count();
        assert!((400..=600).contains(&effort), "{effort} of 1000");
        assert_eq!(asked(17), asked(17));
        assert!((1..=1000).all(|ticket| second("2026-12-01", TicketId(ticket), false) == Second::Effort));
    }

    #[test]
    fn presses_within_five_seconds_are_a_burst() {
        let at = Timestamp(1_000_000);
        assert!(!is_burst(None, at));
        assert!(is_burst(Some(Timestamp(995_001)), at));
        assert!(!is_burst(Some(Timestamp(995_000)), at));
    }

    #[test]
    fn one_and_two_are_low() {
        assert_eq!([1, 2, 3, 4, 5].map(is_low), [true, true, false, false, false]);
    }
}
