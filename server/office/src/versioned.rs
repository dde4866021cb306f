//! The step that every change of a record makes: the row is there, and it has the version that was seen. What is written then is
//! written to that version alone ([`Version::made`]).

use crate::asked::ChangeError;
use records::Version;
use store::Failure;
use store::article::Article;
use store::cases::Case;
use store::complaint::Complaint;
use store::contact_check::ContactCheck;
use store::feedback::Feedback;
use store::follow_up::FollowUp;
use store::interest::Interest;
use store::notice::Notice;

/// A row that counts its changes.
pub(crate) trait Versioned {
    fn version(&self) -> Version;
}

macro_rules! versioned {
    ($($row:ty),+) => {
        $(impl Versioned for $row {
            fn version(&self) -> Version {
                Version(self.version)
            }
        })+
    };
}

versioned!(Article, Case, Complaint, ContactCheck, Feedback, FollowUp, Interest, Notice);

/// Returns the row that was found. Refuses where none was, and where it has another version than the one that was seen.
pub(crate) fn meant<V: Versioned, R: std::error::Error + 'static>(
    found: Option<V>,
    seen: Version,
) -> Result<V, ChangeError<R>> {
    let row = found.ok_or(ChangeError::Unknown)?;
    row.version().expect(seen)?;
    Ok(row)
}

/// Returns the state that was stored.
pub(crate) fn stored_state<S>(state: &str, parse: fn(&str) -> Option<S>) -> Result<S, Failure> {
    parse(state).ok_or_else(|| Failure::Other(format!("\"{state}\" was stored as a state and is none")))
}
