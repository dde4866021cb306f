//! Passkeys: a second factor that a phone, a computer or a key of metal holds, and that no page can be given but the one it was made
//! for. It stands beside the app's codes; either is enough. What a browser is asked lies in the store, so that any server takes the
//! answer: from the browser that was asked, in its time, and once.

mod relying_party;
mod sign_in;

pub use relying_party::RelyingParty;

use crate::audit::chain_of;
use crate::place::Place;
use crate::second_factor::put_fresh_codes;
use crate::staff::Staff;
use crate::token::fingerprint;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use machine::clock;
use queue::{CsrId, Duration, Timestamp};
use serde::{Deserialize, Serialize};
use store::audit::{Entry, What, Who, note};
use store::{
    Failure, NewPasskey, Passkey, PasskeyChallenge, Person, half_sign_in, passkey, passkey_challenge, second_factor,
    session, staff,
};
use webauthn_rs::prelude::{self as webauthn, PasskeyRegistration, RegisterPublicKeyCredential, Uuid};

/// The browser's answer is to come so soon.
const ADD_WITHIN: Duration = Duration::minutes(5);

/// A passkey that is being made: what its person calls it, and what the answer is checked by.
#[derive(Debug, Serialize, Deserialize)]
struct Making {
    name: String,
    registration: PasskeyRegistration,
}

/// What became of a passkey that was to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddedPasskey {
    /// It is asked for from now on.
    Added,
    /// The same, and it is the person's first factor: the codes that stand in for it, which nobody can read again.
    First(Vec<String>),
    /// The answer is not right, or is to a question that nobody asked here.
    Refused,
}

/// What became of a passkey that was to be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemovedPasskey {
    Removed,
    /// The person has none with this number.
    Unknown,
    /// It is the only factor of a person of whom the bank demands one.
    Demanded,
}

impl Staff {
    /// Returns a person's passkeys, the oldest first.
    pub async fn passkeys(&self, person: CsrId) -> Result<Vec<Passkey>, Failure> {
        passkey::of(&self.store, person).await
    }

    /// Returns what the browser with this token, of a session or of a sign-in that waits, is asked to do with a passkey.
    pub async fn passkey_asked(&self, token: &str, at: &RelyingParty) -> Result<Option<String>, Failure> {
        let asked = passkey_challenge::of(&self.store, &fingerprint(token), clock::now()).await?;
        Ok(asked.filter(|asked| asked.rp_id == at.id()).map(|asked| asked.asked))
    }

    /// Has the browser of a session be asked for a new passkey of this name. Its person's password was checked.
    pub async fn begin_passkey(
        &self,
        person: &Person,
        name: &str,
        session_token: &str,
        at: &RelyingParty,
    ) -> Result<(), Failure> {
        let kept = read(&at_address(self.passkeys(person.id).await?, at))?;
        let known = kept.iter().map(|passkey| passkey.cred_id().clone()).collect();
        // The number says nothing of the person, and stays when the name changes.
        let id = Uuid::from_u128(u128::from(person.id.0));
        let begun = at.webauthn()?.start_passkey_registration(id, &person.login, &person.name, Some(known));
        let (asked, registration) = begun.map_err(|error| Failure::Other(error.to_string()))?;
        let making = Making { name: name.to_owned(), registration };
        let expires = clock::now() + ADD_WITHIN;
        self.ask(session_token, person.id, at, (written(&asked)?, written(&making)?), expires).await
    }

    /// Keeps what a browser is asked, and what its answer is checked by.
    async fn ask(
        &self,
        token: &str,
        person: CsrId,
        at: &RelyingParty,
        (asked, state): (String, String),
        expires: Timestamp,
    ) -> Result<(), Failure> {
        let challenge = PasskeyChallenge { person, rp_id: at.id().to_owned(), asked, state, expires };
        let mut transaction = self.store.begin().await?;
        passkey_challenge::ask(&mut transaction, &fingerprint(token), &challenge, clock::now()).await?;
        transaction.commit().await
    }

    /// Takes what the browser with this token was asked, once, where it was asked of this person at this address.
    async fn take_asked(&self, token: &str, person: CsrId, at: &RelyingParty) -> Result<Option<String>, Failure> {
        let taken = passkey_challenge::take(&self.store, &fingerprint(token), clock::now()).await?;
        Ok(taken.filter(|taken| taken.person == person && taken.rp_id == at.id()).map(|taken| taken.state))
    }

    /// Keeps the passkey that a browser has made. With the first factor the person's other sessions end.
    pub async fn add_passkey(
        &self,
        person: &Person,
        answer: &str,
        session_token: &str,
        at: &RelyingParty,
        place: &Place,
    ) -> Result<AddedPasskey, Failure> {
        let making = self.take_asked(session_token, person.id, at).await?;
        let Some(making) = making.and_then(|state| serde_json::from_str::<Making>(&state).ok()) else {
            return self.refuse_new(person, "nothing was asked", place).await;
        };
        let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(answer) else {
            return self.refuse_new(person, "no answer", place).await;
        };
        let made = match at.webauthn()?.finish_passkey_registration(&answer, &making.registration) {
            Ok(made) => made,
            Err(error) => {
                tracing::info!(staff = person.id.0, %error, "a new passkey was refused");
                return self.refuse_new(person, "wrong answer", place).await;
            }
        };
        let (handle, credential) = (handle_of(made.cred_id()), written(&made)?);
        let new = NewPasskey {
            person: person.id,
            rp_id: at.id(),
            handle: &handle,
            name: &making.name,
            credential: &credential,
        };
        let now = clock::now();
        let mut transaction = self.store.begin().await?;
        let before = staff::by_id(&mut transaction, person.id).await?;
        let is_first = before.is_some_and(|before| !before.person.second_factor);
        let Some(id) = passkey::add(&mut transaction, new, now).await? else {
            transaction.rollback().await?;
            return self.refuse_new(person, "kept already", place).await;
        };
        let mut added = AddedPasskey::Added;
        if is_first {
            added = AddedPasskey::First(put_fresh_codes(&mut transaction, person.id).await?);
            session::end_others(&mut transaction, person.id, &fingerprint(session_token)).await?;
            half_sign_in::end_all(&mut transaction, person.id).await?;
        }
        note(&mut transaction, &[about(person, What::PasskeyAdded, &number(id), now, place)]).await?;
        transaction.commit().await?;
        self.tell_of_change();
        Ok(added)
    }

    async fn refuse_new(&self, person: &Person, why: &str, place: &Place) -> Result<AddedPasskey, Failure> {
        self.note_refused(person, why, place).await?;
        Ok(AddedPasskey::Refused)
    }

    async fn note_refused(&self, person: &Person, why: &str, place: &Place) -> Result<(), Failure> {
        let line = about(person, What::PasskeyRefused, why, clock::now(), place);
        let mut transaction = self.store.begin().await?;
        note(&mut transaction, &[line]).await?;
        transaction.commit().await
    }

    /// Removes a passkey of a person, whose password was checked. With their last factor the codes go that stood in for it.
    pub async fn remove_passkey(&self, person: &Person, id: i64, place: &Place) -> Result<RemovedPasskey, Failure> {
        let mut transaction = self.store.begin().await?;
        if !passkey::remove(&mut transaction, person.id, id).await? {
            return Ok(RemovedPasskey::Unknown);
        }
        let left = staff::by_id(&mut transaction, person.id).await?.is_some_and(|left| left.person.second_factor);
        if !left && self.demands_factor_of(person) {
            transaction.rollback().await?;
            return Ok(RemovedPasskey::Demanded);
        }
        second_factor::forget_codes(&mut transaction, person.id).await?;
        let line = about(person, What::PasskeyRemoved, &number(id), clock::now(), place);
        note(&mut transaction, &[line]).await?;
        transaction.commit().await?;
        self.tell_of_change();
        Ok(RemovedPasskey::Removed)
    }
}

/// The passkeys that hold at an address.
fn at_address(mut passkeys: Vec<Passkey>, at: &RelyingParty) -> Vec<Passkey> {
    passkeys.retain(|passkey| passkey.rp_id == at.id());
    passkeys
}

/// What answers are checked against.
fn read(passkeys: &[Passkey]) -> Result<Vec<webauthn::Passkey>, Failure> {
    let read = |passkey: &Passkey| {
        let broken = |error| Failure::Other(format!("passkey {} cannot be read: {error}", passkey.id));
        serde_json::from_str(&passkey.credential).map_err(broken)
    };
    passkeys.iter().map(read).collect()
}

fn written(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Other(error.to_string()))
}

/// A passkey as browsers name it.
fn handle_of(id: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(id)
}

/// A passkey as the audit names it: what its person calls it is nowhere there.
fn number(id: i64) -> String {
    format!("passkey:{id}")
}

/// A line of the audit about somebody's passkey.
fn about(person: &Person, what: What, which: &str, now: Timestamp, place: &Place) -> Entry {
    let who = Who::staff(person.id);
    let about = format!("{who} {which}");
    Entry::new(&chain_of(person), now, who, what).about(about).from(place.origin())
}

#[cfg(test)]
mod tests;
