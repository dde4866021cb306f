//! Who works here, and who is signed in. Passwords are kept as Argon2id hashes, sessions as hashes of their tokens.

use crate::by::By;
use crate::ended::Ended;
use crate::invitation::Invitation;
use crate::limits::{Limits, Rules};
use crate::may::needs_second_factor;
use crate::sealing::SealingKey;
use crate::token::fingerprint;
use crate::under_way::UnderWay;
use machine::clock;
use queue::{Duration, Timestamp};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::audit::{What, note};
use store::{Failure, Names, NewPerson, Person, Store, session, staff};
use tokio::sync::{OnceCell, Semaphore, broadcast};

/// So many ended sessions are told before a stream has heard of them; one that missed some looks for itself.
const ENDED_AT_ONCE: usize = 64;
/// That a person has acted is noted at most so often: a write for each command would cost more than it tells.
const NOTED_EVERY: Duration = Duration::seconds(20);

/// How many hashes are made at once: on half the processors, so that a desk which calls finds one that is free. Each takes 19 MiB of
/// memory for a moment.
fn hashes_at_once() -> usize {
    std::thread::available_parallelism().map_or(1, |processors| processors.get().div_ceil(2))
}

/// The staff of all branches. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Staff {
    pub(crate) store: Store,
    pub(crate) names: Names,
    pub(crate) hashing: Arc<Semaphore>,
    /// What the set-up says of people, as it is now.
    rules: Arc<RwLock<Rules>>,
    pub(crate) under_way: UnderWay,
    pub(crate) invitation: Arc<Mutex<Invitation>>,
    /// Seals what must be read again; read when it is first needed.
    pub(crate) sealing: Arc<OnceCell<SealingKey>>,
    /// Passwords are taken; otherwise people sign in by the bank's provider alone.
    pub(crate) passwords: bool,
    /// Tells what is open in a session that the session has ended.
    pub(crate) ended: broadcast::Sender<Ended>,
}

impl Staff {
    /// Returns the staff in `store`, with their names in memory.
    pub async fn load(store: Store) -> Result<Self, Failure> {
        let names = Names::load(&store).await?;
        let hashing = Arc::new(Semaphore::new(hashes_at_once()));
        let ended = broadcast::Sender::new(ENDED_AT_ONCE);
        let (rules, under_way, invitation) = (Arc::default(), UnderWay::default(), Arc::default());
        let (sealing, passwords) = (Arc::default(), true);
        Ok(Self { store, names, hashing, rules, under_way, invitation, sealing, passwords, ended })
    }

    /// Goes by these rules from now on. Sessions that are open look whether they still may be; when one ends by itself was said when it began.
    pub fn take_up(&self, rules: Rules) {
        let mut now = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        let is_new = std::mem::replace(&mut *now, rules) != rules;
        drop(now);
        if is_new {
            self.tell_of_change();
        }
    }

    fn rules(&self) -> Rules {
        *self.rules.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// When sessions end that begin now.
    pub(crate) fn limits(&self) -> Limits {
        self.rules().limits
    }

    /// The same staff, who sign in by passwords where `taken`, and by the bank's provider alone otherwise.
    #[must_use]
    pub fn with_passwords(self, taken: bool) -> Self {
        Self { passwords: taken, ..self }
    }

    /// Returns whether this person must have a second factor. Whom a provider knows is asked for it there.
    pub fn demands_factor_of(&self, person: &Person) -> bool {
        self.rules().second_factor && !person.by_provider && needs_second_factor(person)
    }

    /// A person, with what is demanded of them before they do anything else.
    fn with_duty(&self, person: Person) -> Person {
        Person { must_set_up: self.demands_factor_of(&person) && !person.second_factor, ..person }
    }

    /// Returns the names by id, for the screens of the staff.
    pub fn names(&self) -> Names {
        self.names.clone()
    }

    /// Keeps a person with a password that was hashed by [`hash`](crate::hash).
    pub async fn put(&self, person: NewPerson) -> Result<(), Failure> {
        let mut transaction = self.store.begin().await?;
        let id = staff::put(&mut transaction, &person).await?;
        transaction.commit().await?;
        self.names.put(id, person.name);
        self.tell_of_change();
        Ok(())
    }

    /// Has whatever is open in a session look whether it still may be: somebody's password, role or lock is new.
    pub fn tell_of_change(&self) {
        let _ = self.ended.send(Ended::OfSomebody);
    }

    /// Returns the person who is signed in with this token, and does not take the request for an act of theirs.
    pub async fn signed_in(&self, token: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
        let signed_in = session::person(&self.store, &fingerprint(token), now).await?;
        Ok(signed_in.map(|signed_in| self.with_duty(signed_in.person)))
    }

    /// Returns the person who acts with this token: the session's idle time begins anew.
    pub async fn acting(&self, token: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
        let token_hash = fingerprint(token);
        let Some(signed_in) = session::person(&self.store, &token_hash, now).await? else { return Ok(None) };
        if now >= signed_in.seen + NOTED_EVERY {
            let store = self.store.clone();
            // The request does not wait for it. Where it fails, the next one notes it.
            tokio::spawn(async move { session::seen(&store, &token_hash, now).await });
        }
        Ok(Some(self.with_duty(signed_in.person)))
    }

    /// Ends the session of this token.
    pub async fn sign_out(&self, token: &str) -> Result<(), Failure> {
        let session = fingerprint(token);
        session::end(&self.store, &session).await?;
        let _ = self.ended.send(Ended::Session(session));
        Ok(())
    }

    /// Ends every session of a person.
    pub async fn end_sessions(&self, person: &Person, by: &By) -> Result<(), Failure> {
        let mut transaction = self.store.begin().await?;
        session::end_all(&mut transaction, person.id).await?;
        note(&mut transaction, &by.about_person(What::SessionEnded, person.id, &person.roles)).await?;
        transaction.commit().await?;
        self.tell_of_change();
        Ok(())
    }

    /// Returns who is signed in where, at this moment.
    pub async fn sessions(&self) -> Result<Vec<session::Session>, Failure> {
        session::all(&self.store, clock::now()).await
    }
}

#[cfg(test)]
mod tests;
