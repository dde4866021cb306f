//! The letters about a changed address: the code to the new one, the word to the old one.

use crate::mail::Letter;
use records::contact_check::{CODE, RECORD, State, WORD};
use setup::Branch;
use std::sync::Arc;
use store::{Failure, OutboxMessage, Store, contact_check};
use words::mail::{contact_code, contact_word};

/// Whether a message is about a changed address.
pub fn is_meant(waiting: &OutboxMessage) -> bool {
    waiting.key.record.starts_with(RECORD)
}

/// The letter of a message, from the change as it is now; `None` where it no longer fits.
pub async fn letter(
    store: &Store,
    branches: &[Arc<Branch>],
    waiting: &OutboxMessage,
) -> Result<Option<Letter>, Failure> {
    let key = &waiting.key;
    let Some(id) = key.record.strip_prefix(RECORD).and_then(|id| id.parse().ok()) else { return Ok(None) };
    let Some(check) = contact_check::by_id(store, &waiting.branch, id).await? else { return Ok(None) };
    let Some(kept) = contact_check::addresses(store, id).await? else { return Ok(None) };
    let Some(branch) = branches.iter().find(|branch| branch.id == check.branch.as_str()) else { return Ok(None) };
    let language = check.language.as_str();
    let name = branch.name.get(language);
    let (to, (subject, text)) = match (key.kind.as_str(), State::parse(&check.state)) {
        // A code that another has replaced is none.
        (CODE, Some(State::Changed)) if check.version == key.version => {
            (kept.after, contact_code(language, name, &kept.code))
        }
        (WORD, Some(State::Confirmed | State::Delivered)) => (kept.before, contact_word(language, name)),
        _ => return Ok(None),
    };
    let id = format!("contact.{id}.{}.{}@sportello", key.version, key.kind);
    Ok((!to.is_empty()).then_some(Letter { to, subject, text, calendar: None, attachment: None, id }))
}
