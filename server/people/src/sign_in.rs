//! Signing in: failures are counted and delayed, answers and times are alike for a wrong password and an unknown user.

use crate::attempts::{MOST, Verdict, judge};
use crate::audit::chain_of;
use crate::password::{NOBODY, matches};
use crate::pin_digits::is_pin;
use crate::place::Place;
use crate::staff::Staff;
use crate::token::{fingerprint, random_token};
use machine::clock;
use queue::{Duration, Timestamp};
use store::audit::{Entry, What, Who, note};
use store::session::NewSession;
use store::{Attempt, Credentials, Failure, Person, Role, session, sign_in_failure, staff};

/// Failures are forgotten after so long, but for those that wait for a manager.
const FORGOTTEN_AFTER: Duration = Duration::minutes(24 * 60);
/// The longest login, in bytes, that failures are counted for. Nobody has a longer one.
const LOGIN_MAX: usize = 400;

/// What became of a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    Right(Person),
    /// It is the person's PIN, on a tablet of their branch.
    RightPin(Person),
    /// The user is unknown, the password is wrong, or the account is locked.
    Wrong,
    /// It failed too often: it may be tried again after so long.
    Later(Duration),
    /// It failed so often here that a manager must unlock it.
    Locked,
}

/// What became of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// The person, and the token of the new session.
    Done(Person, String),
    /// The password is right, and a second factor is asked for: the token by which its code is waited for.
    NeedsCode(String),
    /// The user is unknown, the password is wrong, or the account is locked.
    Refused,
    /// It failed too often: it may be tried again after so long.
    Later(Duration),
    /// It failed so often here that a manager must unlock it.
    Locked,
}

impl Staff {
    /// Signs a person in from a place; where they have a second factor, its code is to follow, and nothing is open before. An unknown
    /// user, a wrong password and a locked account are refused alike, after the same time, and are all counted.
    pub async fn sign_in(&self, login: &str, password: &str, place: &Place) -> Result<SignIn, Failure> {
        match self.check(login, password, place, true).await? {
            Checked::Right(person) if person.second_factor => {
                Ok(SignIn::NeedsCode(self.wait_for_code(&person, place).await?))
            }
            // With a PIN the tablet is the second factor.
            Checked::Right(person) | Checked::RightPin(person) => {
                let token = self.begin_session(&person, place).await?;
                Ok(SignIn::Done(person, token))
            }
            Checked::Wrong => Ok(SignIn::Refused),
            Checked::Later(wait) => Ok(SignIn::Later(wait)),
            Checked::Locked => Ok(SignIn::Locked),
        }
    }

    /// Checks a password, which is counted where it is wrong. The failures of somebody with a second factor are forgotten by its code
    /// alone: who has the password could otherwise try codes without end.
    pub(crate) async fn check_password(&self, login: &str, password: &str, place: &Place) -> Result<Checked, Failure> {
        self.check(login, password, place, false).await
    }

    /// The same; where `or_pin`, a PIN is taken too on a tablet of the person's branch.
    async fn check(&self, login: &str, password: &str, place: &Place, or_pin: bool) -> Result<Checked, Failure> {
        let counted = if login.len() > LOGIN_MAX { "" } else { login };
        let attempt = Attempt { login: counted.to_owned(), place: place.key.clone() };
        let (_check, others) = self.under_way.begin(&attempt);
        let now = clock::now();
        let failures = sign_in_failure::of(&self.store, &attempt).await?;
        match judge(failures, others, now) {
            Verdict::May => {}
            Verdict::Wait(wait) => return Ok(Checked::Later(wait)),
            Verdict::Locked => return Ok(Checked::Locked),
        }
        let found = staff::by_login(&self.store, login).await?;
        let hash = found.as_ref().map_or_else(|| NOBODY.to_owned(), |found| found.password_hash.clone());
        let is_password = self.verify(password.to_owned(), hash).await?;
        // Whoever is unknown, or has no PIN, takes as long.
        let is_pin = if or_pin && place.tablet_of.is_some() && is_pin(password) {
            let pin = match &found {
                Some(found) => self.pin_hash(&found.person, place).await?,
                None => None,
            };
            self.verify(password.to_owned(), pin.unwrap_or_else(|| NOBODY.to_owned())).await?
        } else {
            false
        };
        // Whom a provider knows proves who they are there, and nowhere else.
        let by_password = self.passwords && found.as_ref().is_none_or(|found| !found.person.by_provider);
        let is_right = is_password && by_password || is_pin;
        let person = found.filter(|found| is_right && found.person.locked.is_none());
        let Some(Credentials { person, .. }) = person else {
            self.note_failure(&attempt).await?;
            return Ok(Checked::Wrong);
        };
        let is_whole = is_pin || !person.second_factor;
        if failures.is_some() && is_whole {
            sign_in_failure::forget(&self.store, &attempt).await?;
        }
        Ok(if is_pin { Checked::RightPin(person) } else { Checked::Right(person) })
    }

    pub(crate) async fn note_failure(&self, attempt: &Attempt) -> Result<(), Failure> {
        let now = clock::now();
        let failures = sign_in_failure::count(&self.store, attempt, now).await?;
        if failures.count == 1 {
            sign_in_failure::forget_before(&self.store, Timestamp(now.0 - FORGOTTEN_AFTER.0), MOST).await?;
        }
        Ok(())
    }

    /// Begins a session of a person, with a new token.
    pub async fn begin_session(&self, person: &Person, place: &Place) -> Result<String, Failure> {
        let (token, now) = (random_token(), clock::now());
        let session = NewSession {
            token_hash: &fingerprint(&token),
            person: person.id,
            expires: now + self.limits().longest,
            idle: self.idle(person, place),
            place: &place.key,
        };
        // A morning brings a crowd.
        let mut transaction = self.store.begin_shared().await?;
        session::begin(&mut transaction, session, now).await?;
        transaction.commit().await?;
        self.names.put(person.id, person.name.clone());
        Ok(token)
    }

    /// Returns after how long without an act a session of a person ends.
    fn idle(&self, person: &Person, place: &Place) -> Duration {
        let serves_only = person.roles.iter().all(|(_, role)| role == Role::Csr);
        match place.is_tablet {
            true => self.limits().idle_on_tablet,
            false if serves_only => self.limits().idle_at_desk,
            false => self.limits().idle_of_office,
        }
    }

    /// Returns whether a password is that of the person, for one who is signed in and changes it. Failures are counted as
    /// those of a sign-in are.
    pub async fn knows_password(&self, person: &Person, password: &str, place: &Place) -> Result<Checked, Failure> {
        self.check_password(&person.login, password, place).await
    }

    /// Gives a person the password that they chose, ends all of their sessions, and returns the token of a new one.
    pub async fn choose_password(&self, person: &Person, hash: &str, place: &Place) -> Result<String, Failure> {
        let mut transaction = self.store.begin().await?;
        staff::set_password(&mut transaction, person.id, hash, false).await?;
        session::end_all(&mut transaction, person.id).await?;
        let who = Who::staff(person.id);
        let entry = Entry::new(&chain_of(person), clock::now(), who.clone(), What::PasswordChanged);
        note(&mut transaction, &[entry.about(who.to_string()).from(place.origin())]).await?;
        transaction.commit().await?;
        self.tell_of_change();
        self.begin_session(person, place).await
    }

    async fn verify(&self, password: String, hash: String) -> Result<bool, Failure> {
        let failed = |error: String| Failure::Other(error);
        let _permit = self.hashing.acquire().await.map_err(|error| failed(error.to_string()))?;
        machine::beside(move || matches(&password, &hash)).await.map_err(|error| failed(error.to_string()))?
    }
}
