//! The second factor of the staff: set up by the person, asked for after the password, reset by an admin. A code of the app is
//! taken once, a recovery code too; wrong ones are counted as wrong passwords are.

mod recovery;
mod secret;

pub use secret::SharedSecret;

use crate::attempts::{Verdict, judge};
use crate::audit::chain_of;
use crate::place::Place;
use crate::sealing::SealingKey;
use crate::sign_in::SignIn;
use crate::staff::Staff;
use crate::token::{fingerprint, random_token};
use machine::clock;
use queue::{CsrId, Duration, Timestamp};
use store::audit::{Entry, What, Who, note};
use store::half_sign_in::HalfSignIn;
use store::server_secret::SecretName;
use store::{
    Attempt, Failure, Person, half_sign_in, passkey, second_factor, server_secret, session, sign_in_failure, staff,
};

/// A secret that was not confirmed within this time is begun anew.
const SET_UP_WITHIN: Duration = Duration::minutes(15);
/// The code is to come so soon after the password.
const CODE_WITHIN: Duration = Duration::minutes(5);
/// By this name the servers find the key that seals.
const KEY: SecretName = SecretName("second_factor");

/// How far somebody is with their second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactorState {
    Off,
    /// The app is to be given this secret, and a code of it is waited for.
    Begun(SharedSecret),
    On {
        codes_left: u32,
    },
}

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeCheck {
    Right,
    Wrong,
    Later(Duration),
    Locked,
}

impl Staff {
    /// Keeps that a person's password was right, until their code comes; returns the token of that.
    pub(crate) async fn wait_for_code(&self, person: &Person, place: &Place) -> Result<String, Failure> {
        let (token, now) = (random_token(), clock::now());
        let half = HalfSignIn { person: person.id, expires: now + CODE_WITHIN, place: place.key.clone() };
        let mut transaction = self.store.begin().await?;
        half_sign_in::begin(&mut transaction, &fingerprint(&token), &half, now).await?;
        transaction.commit().await?;
        Ok(token)
    }

    /// Returns whose code is waited for at this place; `None` where it took too long, or the password has changed since.
    pub async fn awaited(&self, token: &str, place: &Place) -> Result<Option<Person>, Failure> {
        let half = half_sign_in::of(&self.store, &fingerprint(token), clock::now()).await?;
        let Some(half) = half.filter(|half| half.place == place.key) else { return Ok(None) };
        let found = staff::by_id(&self.store, half.person).await?;
        Ok(found.map(|found| found.person).filter(|person| person.locked.is_none()))
    }

    /// Signs in the person whose password was right, by their code. `None` where no code is waited for.
    pub async fn sign_in_by_code(&self, token: &str, code: &str, place: &Place) -> Result<Option<SignIn>, Failure> {
        let Some(person) = self.awaited(token, place).await? else { return Ok(None) };
        Ok(Some(match self.check_code(&person, code, place).await? {
            CodeCheck::Right => {
                // Of two requests with the same token one begins a session.
                if !half_sign_in::end(&self.store, &fingerprint(token)).await? {
                    return Ok(None);
                }
                let session = self.begin_session(&person, place).await?;
                SignIn::Done(person, session)
            }
            CodeCheck::Wrong => SignIn::Refused,
            CodeCheck::Later(wait) => SignIn::Later(wait),
            CodeCheck::Locked => SignIn::Locked,
        }))
    }

    /// Takes a code of a person's app, or one that stands in for it.
    pub async fn check_code(&self, person: &Person, code: &str, place: &Place) -> Result<CodeCheck, Failure> {
        let attempt = Attempt { login: person.login.clone(), place: place.key.clone() };
        let (_check, others) = self.under_way.begin(&attempt);
        let now = clock::now();
        match judge(sign_in_failure::of(&self.store, &attempt).await?, others, now) {
            Verdict::May => {}
            Verdict::Wait(wait) => return Ok(CodeCheck::Later(wait)),
            Verdict::Locked => return Ok(CodeCheck::Locked),
        }
        if self.take_code(person, code, place, now).await? {
            sign_in_failure::forget(&self.store, &attempt).await?;
            return Ok(CodeCheck::Right);
        }
        self.note_failure(&attempt).await?;
        Ok(CodeCheck::Wrong)
    }

    async fn take_code(&self, person: &Person, code: &str, place: &Place, now: Timestamp) -> Result<bool, Failure> {
        if let Some(step) = self.secret_of(person.id).await?.and_then(|secret| secret.step_of(code, now)) {
            return second_factor::take_step(&self.store, person.id, step).await;
        }
        let Some(hash) = recovery::hash_of(person.id, code) else { return Ok(false) };
        let mut transaction = self.store.begin().await?;
        let is_taken = second_factor::take_code(&mut transaction, person.id, &hash).await?;
        if is_taken {
            let line = changed(person, Who::staff(person.id), "recovery code used", now).from(place.origin());
            note(&mut transaction, &[line]).await?;
        }
        transaction.commit().await?;
        Ok(is_taken)
    }

    /// The secret that is asked for. One that was sealed with another key, before a restore, opens no more: a recovery code
    /// or an admin helps.
    async fn secret_of(&self, person: CsrId) -> Result<Option<SharedSecret>, Failure> {
        let kept = second_factor::of(&self.store, person).await?.filter(|kept| kept.confirmed.is_some());
        let Some(kept) = kept else { return Ok(None) };
        let opened = self.opened(person, &kept.secret).await?;
        if opened.is_none() {
            tracing::warn!(
                staff = person.0,
                "a second factor was sealed with another key: sign in by a recovery code, or have it reset"
            );
        }
        Ok(opened)
    }

    async fn opened(&self, person: CsrId, sealed: &str) -> Result<Option<SharedSecret>, Failure> {
        let bytes = self.sealing_key().await?.open(person, sealed);
        Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(SharedSecret))
    }

    /// The key that seals; made by the first server that needs it.
    pub(crate) async fn sealing_key(&self) -> Result<&SealingKey, Failure> {
        self.sealing
            .get_or_try_init(|| async {
                let kept = server_secret::get_or_put(&self.store, KEY, &SealingKey::fresh()).await?;
                SealingKey::parse(&kept)
            })
            .await
    }

    /// Returns how far somebody is with their second factor.
    pub async fn factor_state(&self, person: CsrId, now: Timestamp) -> Result<FactorState, Failure> {
        let Some(kept) = second_factor::of(&self.store, person).await? else { return Ok(FactorState::Off) };
        if kept.confirmed.is_some() {
            return Ok(FactorState::On { codes_left: second_factor::codes_left(&self.store, person).await? });
        }
        let begun = if now < kept.begun + SET_UP_WITHIN { self.opened(person, &kept.secret).await? } else { None };
        Ok(begun.map_or(FactorState::Off, FactorState::Begun))
    }

    /// Begins to set a factor up, with a fresh secret. Returns false where one is asked for already.
    pub async fn begin_second_factor(&self, person: CsrId, now: Timestamp) -> Result<bool, Failure> {
        let sealed = self.sealing_key().await?.seal(person, &SharedSecret::fresh().0)?;
        second_factor::begin(&self.store, person, &sealed, now).await
    }

    /// Has the factor be asked for from now on, by a code of the app; the person's other sessions end. Returns the recovery codes,
    /// which nobody can read again; `None` where the code is wrong.
    pub async fn confirm_second_factor(
        &self,
        person: &Person,
        code: &str,
        session_token: &str,
        place: &Place,
    ) -> Result<Option<Vec<String>>, Failure> {
        let now = clock::now();
        let FactorState::Begun(secret) = self.factor_state(person.id, now).await? else { return Ok(None) };
        let Some(step) = secret.step_of(code, now) else { return Ok(None) };
        let mut transaction = self.store.begin().await?;
        if !second_factor::confirm(&mut transaction, person.id, step, now).await? {
            return Ok(None);
        }
        let codes = put_fresh_codes(&mut transaction, person.id).await?;
        session::end_others(&mut transaction, person.id, &fingerprint(session_token)).await?;
        half_sign_in::end_all(&mut transaction, person.id).await?;
        let line = changed(person, Who::staff(person.id), "set up", now).from(place.origin());
        note(&mut transaction, &[line]).await?;
        transaction.commit().await?;
        self.tell_of_change();
        Ok(Some(codes))
    }

    /// Gives a person, whose code was checked, new recovery codes in place of those that are left.
    pub async fn renew_recovery_codes(&self, person: &Person, place: &Place) -> Result<Vec<String>, Failure> {
        let mut transaction = self.store.begin().await?;
        let codes = put_fresh_codes(&mut transaction, person.id).await?;
        let line = changed(person, Who::staff(person.id), "new recovery codes", clock::now()).from(place.origin());
        note(&mut transaction, &[line]).await?;
        transaction.commit().await?;
        Ok(codes)
    }

    /// Takes a person's app away: they themselves, whose code was checked. An admin takes their passkeys too. Returns false where
    /// there was nothing.
    pub async fn remove_second_factor(&self, person: &Person, by: CsrId, place: &Place) -> Result<bool, Failure> {
        let how = if by == person.id { "turned off" } else { "reset" };
        let mut transaction = self.store.begin().await?;
        let is_reset = by != person.id && passkey::remove_all(&mut transaction, person.id).await?;
        let is_removed = second_factor::remove(&mut transaction, person.id).await? || is_reset;
        if is_removed {
            if by != person.id {
                session::end_all(&mut transaction, person.id).await?;
            }
            let line = changed(person, Who::staff(by), how, clock::now()).from(place.origin());
            note(&mut transaction, &[line]).await?;
        }
        transaction.commit().await?;
        self.tell_of_change();
        Ok(is_removed)
    }
}

pub(crate) async fn put_fresh_codes(
    transaction: &mut store::Transaction<'_>,
    person: CsrId,
) -> Result<Vec<String>, Failure> {
    let codes = recovery::fresh();
    let hashes: Vec<String> = codes.iter().filter_map(|code| recovery::hash_of(person, code)).collect();
    second_factor::put_codes(transaction, person, &hashes).await?;
    Ok(codes)
}

/// A line of the audit about somebody's second factor.
pub(crate) fn changed(person: &Person, by: Who, how: &str, now: Timestamp) -> Entry {
    let about = format!("{} {how}", Who::staff(person.id));
    Entry::new(&chain_of(person), now, by, What::SecondFactorChanged).about(about)
}

#[cfg(test)]
mod tests;
