//! Interest in a product, given with a consent: passed on to who explains the product, done, or withdrawn at any moment.

use crate::contact::{Contact, ContactFault};
use crate::words::words;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How long the client's name and contact are kept, in days.
pub const KEPT_DAYS: i64 = 90;

words! {
    /// Where an interest stands.
    State {
        Given = "given",
        /// Somebody who explains the product has it.
        Passed = "passed",
        Done = "done",
        Withdrawn = "withdrawn",
        /// Its time is over.
        Gone = "gone",
    }
}

words! {
    /// A change of an interest.
    Step {
        Passed = "passed",
        Done = "done",
        Withdrawn = "withdrawn",
    }
}

/// Why an interest is not taken or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("without the client's consent nothing is kept")]
    NoConsent,
    #[error("the consent has other words now; have the client read them again")]
    OtherWords,
    #[error("an e-mail address or a telephone number is needed")]
    NoContact,
    #[error(transparent)]
    Contact(#[from] ContactFault),
    #[error("an interest that is {} cannot be changed like this", .0.as_str())]
    NotInState(State),
}

/// Returns how the client may be reached: by mail or by telephone, under a name.
pub fn contact(name: &str, email: &str, phone: &str) -> Result<Contact, Refusal> {
    let read = Contact::parse(name, email, phone);
    let contact = read.map_err(|faults| faults.into_iter().next().map_or(Refusal::NoContact, Refusal::Contact))?;
    if contact.key().is_some() { Ok(contact) } else { Err(Refusal::NoContact) }
}

/// Returns the state of an interest after a change. A client may withdraw it as long as anything of it is kept.
pub fn after(state: State, step: Step) -> Result<State, Refusal> {
    match (step, state) {
        (Step::Passed, State::Given) => Ok(State::Passed),
        (Step::Done, State::Given | State::Passed) => Ok(State::Done),
        (Step::Withdrawn, State::Given | State::Passed | State::Done) => Ok(State::Withdrawn),
        _ => Err(Refusal::NotInState(state)),
    }
}

/// Returns the day on which name and contact are erased.
pub fn erase_on(given: Date) -> Date {
    given.saturating_add(KEPT_DAYS.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_interest_is_withdrawn_from_anywhere_and_then_stays_so() {
        assert_eq!(after(State::Given, Step::Passed), Ok(State::Passed));
        assert_eq!(after(State::Given, Step::Done), Ok(State::Done));
        assert_eq!(after(State::Passed, Step::Passed), Err(Refusal::NotInState(State::Passed)));
        for state in [State::Given, State::Passed, State::Done] {
            assert_eq!(after(state, Step::Withdrawn), Ok(State::Withdrawn));
        }
        for state in [State::Withdrawn, State::Gone] {
            for step in Step::ALL {
                assert_eq!(after(state, *step), Err(Refusal::NotInState(state)));
            }
        }
    }

    #[test]
    fn a_client_is_reached_by_mail_or_by_telephone() {
        assert_eq!(contact("Rosa", "", " "), Err(Refusal::NoContact));
        assert_eq!(contact("Rosa", "rosa", ""), Err(Refusal::Contact(ContactFault::Email)));
        assert_eq!(contact("Rosa", "", "06 1234567").unwrap().phone.as_deref(), Some("061234567"));
        assert_eq!(erase_on(date(2026, 12, 18)), date(2027, 3, 18));
    }
}
