//! A passkey at the sign-in, after the password. A wrong answer is counted as a wrong code is, and another question is asked then.

use super::{about, at_address, handle_of, number, read, written};
use crate::attempts::{Verdict, judge};
use crate::passkeys::RelyingParty;
use crate::place::Place;
use crate::sign_in::SignIn;
use crate::staff::Staff;
use crate::token::fingerprint;
use machine::clock;
use store::audit::{What, note};
use store::{Attempt, Failure, Person, half_sign_in, passkey, sign_in_failure};
use webauthn_rs::prelude::{PasskeyAuthentication, PublicKeyCredential, WebauthnError};

impl Staff {
    /// Has the browser of a sign-in that waits be asked for a passkey, where its person has one at this address.
    pub async fn ask_for_passkey(&self, token: &str, at: &RelyingParty) -> Result<(), Failure> {
        let half = half_sign_in::of(&self.store, &fingerprint(token), clock::now()).await?;
        let Some(half) = half else { return Ok(()) };
        let kept = read(&at_address(self.passkeys(half.person).await?, at))?;
        if kept.is_empty() {
            return Ok(());
        }
        let begun = at.webauthn()?.start_passkey_authentication(&kept);
        let (asked, state) = begun.map_err(|error| Failure::Other(error.to_string()))?;
        self.ask(token, half.person, at, (written(&asked)?, written(&state)?), half.expires).await
    }

    /// Signs in the person whose password was right, by their passkey. `None` where nothing is waited for.
    pub async fn sign_in_by_passkey(
        &self,
        token: &str,
        answer: &str,
        at: &RelyingParty,
        place: &Place,
    ) -> Result<Option<SignIn>, Failure> {
        let Some(person) = self.awaited(token, place).await? else { return Ok(None) };
        let attempt = Attempt { login: person.login.clone(), place: place.key.clone() };
        let (_check, others) = self.under_way.begin(&attempt);
        match judge(sign_in_failure::of(&self.store, &attempt).await?, others, clock::now()) {
            Verdict::May => {}
            Verdict::Wait(wait) => return Ok(Some(SignIn::Later(wait))),
            Verdict::Locked => return Ok(Some(SignIn::Locked)),
        }
        if let Some(why) = self.take_passkey(&person, token, answer, at, place).await? {
            self.note_failure(&attempt).await?;
            self.note_refused(&person, why, place).await?;
            self.ask_for_passkey(token, at).await?;
            return Ok(Some(SignIn::Refused));
        }
        sign_in_failure::forget(&self.store, &attempt).await?;
        // Of two requests with the same token one begins a session.
        if !half_sign_in::end(&self.store, &fingerprint(token)).await? {
            return Ok(None);
        }
        let session = self.begin_session(&person, place).await?;
        Ok(Some(SignIn::Done(person, session)))
    }

    /// Takes a browser's answer; why it was not taken.
    async fn take_passkey(
        &self,
        person: &Person,
        token: &str,
        answer: &str,
        at: &RelyingParty,
        place: &Place,
    ) -> Result<Option<&'static str>, Failure> {
        let asked = self.take_asked(token, person.id, at).await?;
        let Some(state) = asked.and_then(|state| serde_json::from_str::<PasskeyAuthentication>(&state).ok()) else {
            return Ok(Some("nothing was asked"));
        };
        let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else { return Ok(Some("no answer")) };
        let result = match at.webauthn()?.finish_passkey_authentication(&answer, &state) {
            Ok(result) => result,
            Err(WebauthnError::CredentialPossibleCompromise) => return Ok(Some("signature counter")),
            Err(error) => {
                tracing::info!(staff = person.id.0, %error, "a passkey was refused");
                return Ok(Some("wrong answer"));
            }
        };
        // It may have been removed since the question, or used with another one.
        let kept = passkey::by_handle(&self.store, person.id, at.id(), &handle_of(result.cred_id())).await?;
        let Some(kept) = kept else { return Ok(Some("removed")) };
        let Some(mut credential) = read(std::slice::from_ref(&kept))?.pop() else { return Ok(Some("removed")) };
        credential.update_credential(&result);
        let now = clock::now();
        let mut transaction = self.store.begin().await?;
        if !passkey::take(&mut transaction, kept.id, &written(&credential)?, result.counter(), now).await? {
            transaction.rollback().await?;
            return Ok(Some("signature counter"));
        }
        note(&mut transaction, &[about(person, What::PasskeyUsed, &number(kept.id), now, place)]).await?;
        transaction.commit().await?;
        Ok(None)
    }
}
