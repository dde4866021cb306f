//! A notice: what a branch tells its visitors for days or weeks, in all its languages, from a start to an end.
//!
//! The end is required: a notice that nobody thinks of any more goes by itself.

use crate::grid::WallFault;
use crate::text::{TextFault, text};
use queue::{Duration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a notice is in each language, in characters.
pub const WORDS_MOST: usize = 300;
/// More notices than these, shown or planned, are read by nobody.
pub const NOTICES_MOST: u32 = 20;
/// A notice ends within a year.
pub const LONGEST: Duration = Duration::minutes(366 * 24 * 60);

/// What a notice is asked to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// None: from now on.
    pub from: Option<Timestamp>,
    pub until: Timestamp,
    /// The words by language.
    pub words: Vec<(String, String)>,
}

/// A notice as the rules let it be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub from: Timestamp,
    pub until: Timestamp,
    /// One text for each language of the branch, in its order.
    pub words: Vec<(String, String)>,
}

/// How far a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Scheduled,
    Live,
    Over,
    Withdrawn,
}

/// Why a notice is not made or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("{fault}")]
    Time { field: &'static str, fault: WallFault },
    #[error("the end is over already; write a time to come")]
    EndIsPast,
    #[error("the end is not after the start")]
    EndBeforeStart,
    #[error("the end is more than a year away")]
    TooFar,
    #[error("{language}: {fault}")]
    Words { language: String, fault: TextFault },
    #[error("{0}: the branch does not speak this language")]
    Language(String),
    #[error("{NOTICES_MOST} notices are shown or planned already; withdraw one")]
    TooMany,
    #[error("the notice is over or withdrawn; make a new one")]
    Over,
}

impl Refusal {
    /// The field that is meant; none where the notice as a whole is.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Time { field, .. } => Some(field),
            Self::EndIsPast | Self::EndBeforeStart | Self::TooFar => Some("until"),
            Self::Words { .. } | Self::Language(_) => Some("words"),
            Self::TooMany | Self::Over => None,
        }
    }
}

/// Checks what a notice is asked to be: its times, and one text for each of the branch's languages.
pub fn check(draft: &Draft, languages: &[&str], now: Timestamp) -> Result<Checked, Refusal> {
    let from = draft.from.unwrap_or(now);
    if draft.until <= now {
        return Err(Refusal::EndIsPast);
    }
    if draft.until <= from {
        return Err(Refusal::EndBeforeStart);
    }
    if draft.until - now > LONGEST {
        return Err(Refusal::TooFar);
    }
    if let Some((stranger, _)) = draft.words.iter().find(|(language, _)| !languages.contains(&language.as_str())) {
        return Err(Refusal::Language(stranger.clone()));
    }
    let in_language = |language: &&str| {
        let typed = draft.words.iter().find(|(known, _)| known == language).map_or("", |(_, words)| words.as_str());
        // A line break is a space: a wall breaks its lines itself.
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = text(&typed, WORDS_MOST, true);
        let language = (*language).to_owned();
        words.map(|words| (language.clone(), words)).map_err(|fault| Refusal::Words { language, fault })
    };
    let words = languages.iter().map(in_language).collect::<Result<_, _>>()?;
    Ok(Checked { from, until: draft.until, words })
}

/// How far a notice is at a moment. It begins with its start, and is over at its end.
pub fn state(from: Timestamp, until: Timestamp, withdrawn: bool, now: Timestamp) -> State {
    match (withdrawn, now) {
        (true, _) => State::Withdrawn,
        (false, now) if now < from => State::Scheduled,
        (false, now) if now < until => State::Live,
        (false, _) => State::Over,
    }
}

/// Refuses what is done to a notice that is over.
pub fn open(state: State) -> Result<(), Refusal> {
    match state {
        State::Scheduled | State::Live => Ok(()),
        State::Over | State::Withdrawn => Err(Refusal::Over),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn draft(from: Option<i64>, until: i64, words: &[(&str, &str)]) -> Draft {
        let words = words.iter().map(|(language, words)| ((*language).to_owned(), (*words).to_owned())).collect();
        Draft { from: from.map(Timestamp), until: Timestamp(until), words }
    }

    const BOTH: &[(&str, &str)] = &[("en", "Closed on\n Monday "), ("it", "Chiuso lunedì")];

    #[test]
    fn a_notice_has_words_in_every_language_of_the_branch_in_its_order() {
        let checked = check(&draft(None, 2_000_000, BOTH), &["it", "en"], NOW).unwrap();
        let words = [("it", "Chiuso lunedì"), ("en", "Closed on Monday")];
        assert_eq!(checked.words, words.map(|(language, words)| (language.to_owned(), words.to_owned())));
        assert_eq!((checked.from, checked.until), (NOW, Timestamp(2_000_000)));
        let of = |words: &[(&str, &str)]| check(&draft(None, 2_000_000, words), &["it", "en"], NOW).unwrap_err();
        let missing = |language: &str, fault| Refusal::Words { language: language.to_owned(), fault };
        assert_eq!(of(&BOTH[..1]), missing("it", TextFault::Missing));
        assert_eq!(of(&[("it", " "), ("en", "x")]), missing("it", TextFault::Missing));
        assert_eq!(of(&[("it", "x"), ("en", &"é".repeat(301))]), missing("en", TextFault::TooLong(300)));
        assert!(check(&draft(None, 2_000_000, &[("it", "x"), ("en", &"é".repeat(300))]), &["it", "en"], NOW).is_ok());
        assert_eq!(of(&[("it", "x"), ("en", "x"), ("xx", "x")]), Refusal::Language("xx".to_owned()));
    }

    #[test]
    fn a_notice_ends_after_it_begins_and_within_a_year() {
        let of = |from, until| check(&draft(from, until, BOTH), &["it", "en"], NOW).map(|checked| checked.from.0);
        assert_eq!(of(Some(1_500_000), 1_500_001), Ok(1_500_000));
        assert_eq!(of(Some(500_000), 1_000_001), Ok(500_000), "it may have begun");
        assert_eq!(of(Some(500_000), 1_000_000), Err(Refusal::EndIsPast));
        assert_eq!(of(Some(1_500_000), 1_500_000), Err(Refusal::EndBeforeStart));
        assert_eq!(of(None, NOW.0 + LONGEST.0), Ok(NOW.0));
        assert_eq!(of(None, NOW.0 + LONGEST.0 + 1), Err(Refusal::TooFar));
    }

    #[test]
    fn a_notice_is_live_from_its_start_up_to_its_end() {
        let at = |now| state(Timestamp(10), Timestamp(20), false, Timestamp(now));
        assert_eq!([at(9), at(10), at(19), at(20)], [State::Scheduled, State::Live, State::Live, State::Over]);
        assert_eq!(state(Timestamp(10), Timestamp(20), true, Timestamp(15)), State::Withdrawn);
        assert_eq!(
            [State::Scheduled, State::Live, State::Over, State::Withdrawn].map(|state| open(state).is_ok()),
            [true, true, false, false]
        );
    }
}
