//! A client's contact data: that they were checked, or a change that is handed over to the bank's register. A change wants a document
//! that was seen, the client's consent, and a code that went to the new address and was read back.

use crate::contact::{Contact, ContactFault};
use crate::words::words;
use jiff::ToSpan;
use jiff::civil::Date;
use queue::{Duration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long the addresses of a change are kept at most, in days.
pub const KEPT_DAYS: i64 = 30;
/// For how long a code can be read back.
pub const CODE_FOR: Duration = Duration::minutes(15);
/// How often a code may be wrong.
pub const TRIES: u32 = 5;
/// What stands before the number of a change in the outbox.
pub const RECORD: &str = "contact_check:";
/// The message that brings the code to the new address.
pub const CODE: &str = "contact_code";
/// The message that tells the old address of the change.
pub const WORD: &str = "contact_word";
/// The most characters by which the client is known.
pub const CLIENT_MAX: usize = 120;

words! {
    /// Where a check or a change stands.
    State {
        /// They were right: nothing more is kept.
        Checked = "checked",
        /// A new address, whose code was not read back yet.
        Changed = "changed",
        Confirmed = "confirmed",
        /// The bank's register has it.
        Delivered = "delivered",
        /// Its time is over.
        Gone = "gone",
    }
}

/// A step of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "to")]
pub enum Step {
    /// Another code is sent.
    NewCode,
    /// The client read the code back.
    Confirmed { code: String },
    /// The bank's register has it.
    Delivered,
}

/// Why a change is not taken or made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("without the client's consent nothing is kept")]
    NoConsent,
    #[error("the consent has other words now; have the client read them again")]
    OtherWords,
    #[error("look at an identity document first")]
    NotSeen,
    #[error("the new e-mail address is needed")]
    NoAddress,
    #[error(transparent)]
    Contact(#[from] ContactFault),
    #[error("both addresses are the same")]
    SameAddress,
    #[error("no mail server is set, so that no code can be sent to a new address")]
    NoMail,
    #[error("the code is over; send another")]
    CodeOver,
    #[error("contact data that are {} cannot be changed like this", .0.as_str())]
    NotInState(State),
}

/// Returns an e-mail address as it is kept; empty where none was typed.
pub fn address(typed: &str) -> Result<String, Refusal> {
    let read = Contact::parse("", typed, "");
    let contact = read.map_err(|faults| faults.into_iter().next().map_or(Refusal::NoAddress, Refusal::Contact))?;
    Ok(contact.email.unwrap_or_default())
}

/// Returns the state after a step; the code is looked at elsewhere.
pub fn after(state: State, step: &Step) -> Result<State, Refusal> {
    match (step, state) {
        (Step::NewCode, State::Changed) => Ok(State::Changed),
        (Step::Confirmed { .. }, State::Changed) => Ok(State::Confirmed),
        (Step::Delivered, State::Confirmed) => Ok(State::Delivered),
        _ => Err(Refusal::NotInState(state)),
    }
}

/// Refuses a code that is looked at too late, or after too many wrong ones.
pub fn expect_code(until: Timestamp, wrong: u32, now: Timestamp) -> Result<(), Refusal> {
    if now > until || wrong >= TRIES { Err(Refusal::CodeOver) } else { Ok(()) }
}

/// Returns the code in what was typed.
pub fn typed(code: &str) -> String {
    code.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// Returns the day on which the addresses are erased.
pub fn erase_on(changed: Date) -> Date {
    changed.saturating_add(KEPT_DAYS.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_delivered_after_it_was_confirmed_and_not_before() {
        let confirmed = Step::Confirmed { code: String::new() };
        assert_eq!(after(State::Changed, &confirmed), Ok(State::Confirmed));
        assert_eq!(after(State::Changed, &Step::NewCode), Ok(State::Changed));
        assert_eq!(after(State::Confirmed, &Step::Delivered), Ok(State::Delivered));
        for (state, step) in [
            (State::Changed, &Step::Delivered),
            (State::Checked, &Step::Delivered),
            (State::Confirmed, &Step::NewCode),
            (State::Delivered, &Step::Delivered),
            (State::Gone, &confirmed),
        ] {
            assert_eq!(after(state, step), Err(Refusal::NotInState(state)));
        }
    }

    #[test]
    fn a_code_is_over_after_a_quarter_of_an_hour_or_five_wrong_ones() {
        let until = Timestamp(0) + CODE_FOR;
        assert_eq!(expect_code(until, 4, until), Ok(()));
        assert_eq!(expect_code(until, 5, until), Err(Refusal::CodeOver));
        assert_eq!(expect_code(until, 0, until + Duration::minutes(1)), Err(Refusal::CodeOver));
        assert_eq!(typed(" 123 456 "), "123456");
    }

    #[test]
    fn an_address_is_one_that_mail_can_have() {
        assert_eq!(address(" rosa@example.org ").as_deref(), Ok("rosa@example.org"));
        assert_eq!(address(" ").as_deref(), Ok(""));
        assert_eq!(address("rosa@example.org\r\nBcc: x@example.org"), Err(Refusal::Contact(ContactFault::Email)));
    }
}
