//! Requests in progress: their code and PIN, their steps, and when somebody should have looked after one.

use crate::feasts::Feasts;
use crate::words::words;
use jiff::ToSpan;
use jiff::civil::Date;
use queue::Duration;
use serde::{Deserialize, Serialize};

/// The signs of a code: none looks like another, and none makes a word.
pub const SIGNS: &[u8; 24] = b"BCDFGHJKLMNPQRSTVWXZ2345";
/// How many of them a code has.
pub const CODE_LENGTH: usize = 8;
/// Business days after which a case that nobody touched is brought to its owner.
pub const UNTOUCHED_DAYS: u16 = 5;
/// Wrong PINs after which a code is locked, and for how long.
pub const WRONG_PINS: u32 = 5;
pub const LOCKED_FOR: Duration = Duration::minutes(15);

words! {
    /// Where a case stands beside its step.
    State {
        /// The bank works on the step.
        Open = "open",
        /// The client has to bring something.
        Waiting = "waiting_for_client",
        Ready = "ready",
        Closed = "closed",
    }
}

/// A change of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "to")]
pub enum Step {
    /// The bank works on the step with this id.
    Step {
        step: String,
    },
    /// The client has to bring these documents, by their ids.
    WaitingForClient {
        missing: Vec<String>,
    },
    /// The client brought them.
    Resumed,
    Ready,
    Closed {
        resolved: bool,
    },
}

/// Why a case is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("this type has no step \"{0}\"")]
    UnknownStep(String),
    #[error("say what the client has to bring")]
    NothingMissing,
    #[error("there is no document \"{0}\"")]
    UnknownDocument(String),
    #[error("a case that is {} cannot be changed like this", .0.as_str())]
    NotInState(State),
}

/// Returns the state of a case after a change. `steps` are those of its type, `documents` those of the branch.
pub fn after(
    state: State,
    change: &Step,
    has_step: impl Fn(&str) -> bool,
    has_document: impl Fn(&str) -> bool,
) -> Result<State, Refusal> {
    if state == State::Closed {
        return Err(Refusal::NotInState(state));
    }
    match change {
        Step::Step { step } if has_step(step) => Ok(State::Open),
        Step::Step { step } => Err(Refusal::UnknownStep(step.clone())),
        Step::WaitingForClient { missing } => match missing.iter().find(|document| !has_document(document)) {
            Some(unknown) => Err(Refusal::UnknownDocument(unknown.clone())),
            None if missing.is_empty() => Err(Refusal::NothingMissing),
            None => Ok(State::Waiting),
        },
        Step::Resumed if state == State::Waiting => Ok(State::Open),
        Step::Resumed => Err(Refusal::NotInState(state)),
        Step::Ready => Ok(State::Ready),
        Step::Closed { .. } => Ok(State::Closed),
    }
}

/// Returns a code made of random bytes. Bytes that would favour some signs are passed over; 32 bytes are enough.
pub fn code(random: impl IntoIterator<Item = u8>) -> Option<String> {
    let fair =
        random.into_iter().filter(|byte| *byte < 240).map(|byte| char::from(SIGNS[usize::from(byte) % SIGNS.len()]));
    let code: String = fair.take(CODE_LENGTH).collect();
    (code.len() == CODE_LENGTH).then_some(code)
}

/// Returns a PIN of six digits made of a random number.
pub fn pin(random: u64) -> String {
    format!("{:06}", random % 1_000_000)
}

/// Returns a code as it is stored, of what a person typed: small letters, spaces and dashes are forgiven.
pub fn typed_code(typed: &str) -> Option<String> {
    let signs =
        typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').map(|sign| sign.to_ascii_uppercase());
    let code: String = signs.collect();
    let well_formed = code.len() == CODE_LENGTH && code.bytes().all(|sign| SIGNS.contains(&sign));
    well_formed.then_some(code)
}

/// Returns a PIN as it is checked, of what a person typed.
pub fn typed_pin(typed: &str) -> Option<String> {
    let pin: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    (pin.len() == 6 && pin.bytes().all(|digit| digit.is_ascii_digit())).then_some(pin)
}

/// Returns the day on which a case that was last touched on `day` counts as untouched.
pub fn untouched_on(day: Date, feasts: &Feasts) -> Date {
    let mut left = UNTOUCHED_DAYS;
    let mut day = day;
    while left > 0 && day < Date::MAX {
        day = day.saturating_add(1.day());
        left -= u16::from(feasts.is_business_day(day));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn changed(state: State, change: &Step) -> Result<State, Refusal> {
        after(state, change, |step| step == "review", |document| document == "id")
    }

    #[test]
    fn a_step_is_one_of_its_type_and_a_closed_case_stays_closed() {
        let step = |step: &str| Step::Step { step: step.to_owned() };
        assert_eq!(changed(State::Waiting, &step("review")), Ok(State::Open));
        assert_eq!(changed(State::Open, &step("survey")), Err(Refusal::UnknownStep("survey".to_owned())));
        assert_eq!(changed(State::Closed, &step("review")), Err(Refusal::NotInState(State::Closed)));
        assert_eq!(changed(State::Ready, &Step::Closed { resolved: true }), Ok(State::Closed));
    }

    #[test]
    fn a_client_who_is_waited_for_is_told_what_to_bring() {
        let waiting = |missing: &[&str]| {
            let missing = missing.iter().map(|id| (*id).to_owned()).collect();
            changed(State::Open, &Step::WaitingForClient { missing })
        };
        assert_eq!(waiting(&["id"]), Ok(State::Waiting));
        assert_eq!(waiting(&[]), Err(Refusal::NothingMissing));
        assert_eq!(waiting(&["id", "moon"]), Err(Refusal::UnknownDocument("moon".to_owned())));
        assert_eq!(changed(State::Waiting, &Step::Resumed), Ok(State::Open));
        assert_eq!(changed(State::Open, &Step::Resumed), Err(Refusal::NotInState(State::Open)));
    }

    #[test]
    fn a_code_is_eight_signs_each_as_likely_as_another() {
        let mut counts = [0; 24];
        for byte in 0..240_u8 {
            counts[usize::from(byte) % 24] += 1;
        }
        assert!(counts.iter().all(|count| *count == 10));
        assert_eq!(code([0, 255, 241, 23, 24, 1, 2, 3, 4, 5, 6]).unwrap(), "B5BCDFGH");
        assert_eq!(code([255; 32]), None);
        assert_eq!(pin(1_000_042), "000042");
    }

    #[test]
    fn a_typed_code_forgives_small_letters_spaces_and_dashes() {
        assert_eq!(typed_code(" bcdf-gh2 3").as_deref(), Some("BCDFGH23"));
        for wrong in ["", "BCDFGH2", "BCDFGH233", "ACDFGH23", "BCDFGH2\u{e8}"] {
            assert_eq!(typed_code(wrong), None, "{wrong}");
        }
        assert_eq!(typed_pin("12 34 56").as_deref(), Some("123456"));
        assert_eq!(typed_pin("12345\u{664}"), None);
    }

    #[test]
    fn a_case_is_untouched_after_five_business_days() {
        assert_eq!(untouched_on(date(2026, 12, 18), &Feasts::default()), date(2026, 12, 28));
    }
}
