//! Interest in products: taken with a consent whose wording is kept as a hash, passed on, done, withdrawn by one touch.

use crate::asked::{Asked, ChangeError, Kept, day, staff, written};
use crate::versioned::{meant, stored_state};
use crate::visited::{Visited, named};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use queue::{CsrId, Day, Timestamp, Token};
use records::case::untouched_on;
use records::interest::{Refusal, State, Step, after, contact, erase_on};
use records::{Feasts, Version};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::interest::{self, Interest, InterestContact};
use store::{Failure, ToDo, Transaction, to_do};

/// The kind of an interest on the staff's list.
pub const KIND: &str = "interest";
/// The client, among those who change an interest.
const CLIENT: &str = "client";

/// Why an interest was not taken or changed.
pub type InterestError = ChangeError<Refusal>;

/// An interest that is to be kept.
#[derive(Debug, Clone, Serialize)]
pub struct NewInterest {
    pub product: String,
    pub visited: Option<Visited>,
    /// The language in which the client read the consent.
    pub language: String,
    pub name: String,
    pub email: String,
    pub phone: String,
    /// The client has ticked it.
    pub consent: bool,
    /// The hash of the words that the client read.
    pub wording: String,
}

/// Returns the hash by which the wording of a consent is kept.
pub fn wording_hash(words: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(words))
}

/// Takes an interest. `words` is the consent as it reads now; `owner` is nobody where the client sends it.
pub async fn take(
    asked: Asked<'_>,
    new: &NewInterest,
    words: &str,
    owner: Option<CsrId>,
    feasts: &Feasts,
) -> Result<Kept, InterestError> {
    if !new.consent {
        return Err(InterestError::Refused(Refusal::NoConsent));
    }
    if new.wording != wording_hash(words) {
        return Err(InterestError::Refused(Refusal::OtherWords));
    }
    let reached = contact(&new.name, &new.email, &new.phone).map_err(InterestError::Refused)?;
    let (ticket, label) = named(new.visited.as_ref(), asked.today);
    let row = Interest {
        id: 0,
        branch: asked.branch.clone(),
        token: Token::new(&format!("{:032x}", u128::from_le_bytes(machine::random()))),
        product: new.product.clone(),
        day: day(asked.today),
        ticket,
        label,
        language: new.language.clone(),
        wording: new.wording.clone(),
        state: State::Given.as_str().to_owned(),
        owner,
        given: asked.now,
        erase_on: written(erase_on(asked.today)),
        version: 1,
    };
    let key = reached.key().unwrap_or_default();
    let contact = InterestContact {
        name: reached.name.unwrap_or_default(),
        email: reached.email.unwrap_or_default(),
        phone: reached.phone.unwrap_or_default(),
    };
    let wish = ("interest", new);
    let keep = async |transaction: &mut Transaction<'_>| {
        let actor = owner.map_or_else(|| CLIENT.to_owned(), staff);
        let id = interest::put(transaction, &row, &actor).await?;
        interest::put_contact(&mut *transaction, id, &row, &contact, &key).await?;
        let item = ToDo {
            kind: KIND.to_owned(),
            record: id,
            label: row.label.clone(),
            detail: row.product.clone(),
            due: written(untouched_on(asked.today, feasts)),
            shown_from: written(asked.today),
            half_on: None,
            urgent_on: None,
            assigned: None,
            since: asked.now,
        };
        to_do::put(&mut *transaction, asked.branch, &item).await?;
        Ok(Kept { id, state: row.state.clone(), version: 1 })
    };
    asked.once(&wish, keep).await
}

/// Changes an interest. `who` is the member of staff who does it; none where the client does it by the link.
pub async fn advance(
    asked: Asked<'_>,
    id: i64,
    seen: Version,
    who: Option<CsrId>,
    step: Step,
) -> Result<Kept, InterestError> {
    let wish = ("interest", id, seen, step);
    let make = async |transaction: &mut Transaction<'_>| {
        let before = meant(interest::by_id(&mut *transaction, asked.branch, id).await?, seen)?;
        let next = after(state(&before)?, step).map_err(InterestError::Refused)?;
        let actor = who.map_or_else(|| CLIENT.to_owned(), staff);
        let version = seen.made(interest::change(transaction, &before, next.as_str(), asked.now, &actor).await?)?.0;
        if next == State::Withdrawn {
            interest::erase_contact(&mut *transaction, id).await?;
        }
        if matches!(next, State::Done | State::Withdrawn) {
            to_do::remove(&mut *transaction, asked.branch, KIND, id).await?;
        }
        Ok(Kept { id, state: next.as_str().to_owned(), version })
    };
    asked.once(&wish, make).await
}

/// Returns the state that was stored.
pub fn state(interest: &Interest) -> Result<State, Failure> {
    stored_state(&interest.state, State::parse)
}

/// Ends the interests that nobody saw to before their contact is erased, and erases the contacts whose day has come. Returns how many there were.
pub(crate) async fn let_go(transaction: &mut Transaction<'_>, over: &Day, now: Timestamp) -> Result<u64, Failure> {
    for before in interest::ending(&mut *transaction, over).await? {
        if interest::change(transaction, &before, State::Gone.as_str(), now, "server").await? {
            to_do::remove(&mut *transaction, &before.branch, KIND, before.id).await?;
        }
    }
    interest::erase_until(&mut *transaction, over).await
}
