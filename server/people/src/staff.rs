//! Who works here, and who is signed in. Passwords are kept as Argon2id hashes, sessions as hashes of their tokens.

use crate::right::{Ended, Right};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use machine::clock;
use queue::{Duration, Timestamp};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::{Failure, Names, NewPerson, Person, Role, Store};
use tokio::sync::{Semaphore, broadcast};

/// A session ends this long after its sign-in, whatever happens.
pub const SESSION: Duration = Duration::minutes(12 * 60);
/// The shortest password.
pub const PASSWORD_MIN: usize = 8;
/// The longest: what comes from outside is bounded.
const PASSWORD_MAX: usize = 256;
/// Each hash takes 19 MiB for a moment: so many at once at most.
const HASHES_AT_ONCE: usize = 2;
/// So many ended sessions are told before a stream has heard of them; one that missed some looks for itself.
const ENDED_AT_ONCE: usize = 64;

/// The staff of all branches. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Staff {
    store: Store,
    names: Names,
    hashing: Arc<Semaphore>,
    /// Tells what is open in a session that the session has ended.
    ended: broadcast::Sender<Ended>,
    /// What an unknown user's password is checked against, so that the answer takes as long.
    nobody: Arc<str>,
}

/// What a new password must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a password has {PASSWORD_MIN} to {PASSWORD_MAX} characters")]
pub struct PasswordLength;

impl Staff {
    /// The staff in `store`, with their names at hand.
    pub async fn load(store: Store) -> Result<Self, Failure> {
        let names = Names::load(&store).await?;
        let hashing = Arc::new(Semaphore::new(HASHES_AT_ONCE));
        let ended = broadcast::Sender::new(ENDED_AT_ONCE);
        Ok(Self { store, names, hashing, ended, nobody: NOBODY.into() })
    }

    /// The names by id, for the screens of the staff.
    pub fn names(&self) -> Names {
        self.names.clone()
    }

    /// Keeps a person with a password that was hashed by [`hash`].
    pub async fn put(&self, person: NewPerson) -> Result<(), Failure> {
        let name = person.name.clone();
        let id = self.store.put_person(person).await?;
        self.names.put(id, name);
        // A new password or role ends the person's sessions.
        let _ = self.ended.send(Ended::OfSomebody);
        Ok(())
    }

    /// Signs in: the session's token, or `None` for an unknown user and for a wrong password alike, after the same time.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<Option<(Person, String)>, Failure> {
        let found = self.store.person_by_login(login).await?;
        let hash = found.as_ref().map_or_else(|| self.nobody.to_string(), |(_, hash)| hash.clone());
        let matches = self.verify(password.to_owned(), hash).await?;
        let Some((person, _)) = found.filter(|_| matches) else { return Ok(None) };
        let token = random_token();
        let now = clock::now();
        self.store.put_session(&fingerprint(&token), person.id, now + SESSION, now).await?;
        self.names.put(person.id, person.name.clone());
        Ok(Some((person, token)))
    }

    /// Who is signed in with this token.
    pub async fn signed_in(&self, token: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
        self.store.session(&fingerprint(token), now).await
    }

    /// Ends the session of this token.
    pub async fn sign_out(&self, token: &str) -> Result<(), Failure> {
        let session = fingerprint(token);
        self.store.end_session(&session).await?;
        let _ = self.ended.send(Ended::Session(session));
        Ok(())
    }

    /// The right of the session with this token to act in a branch in a role, to be watched while something is open in it.
    pub fn right(&self, token: String, branch: &str, role: Role) -> Right {
        let session = fingerprint(&token);
        Right { staff: self.clone(), token, session, branch: branch.to_owned(), role, ended: self.ended.subscribe() }
    }

    async fn verify(&self, password: String, hash: String) -> Result<bool, Failure> {
        let failed = |error: String| Failure::Other(error);
        let _permit = self.hashing.acquire().await.map_err(|error| failed(error.to_string()))?;
        tokio::task::spawn_blocking(move || {
            let hash =
                PasswordHash::new(&hash).map_err(|error| failed(format!("a kept password hash is broken: {error}")))?;
            Ok(password.len() <= PASSWORD_MAX && Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
        .map_err(|error| failed(error.to_string()))?
    }
}

/// The Argon2id hash of a new password, in PHC form. Takes some 20 ms of a processor.
pub fn hash(password: &str) -> Result<String, PasswordLength> {
    if password.chars().count() < PASSWORD_MIN || password.len() > PASSWORD_MAX {
        return Err(PasswordLength);
    }
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| PasswordLength)?;
    Ok(hash.to_string())
}

/// The hash of a password that nobody has: its bytes are all zero, which no password's are.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// 256 random bits.
fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(machine::random::<32>())
}

/// What is kept of a token. It is random and long: a plain hash is enough.
fn fingerprint(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}

/// Whether a member of staff may act in a branch in that role.
pub fn may(person: &Person, branch: &str, role: Role) -> bool {
    person.branch == branch && person.role >= role
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The staff in a SQLite file, which is gone with the folder.
    async fn staff() -> (Staff, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("staff.db")).await.unwrap();
        let staff = Staff::load(store).await.unwrap();
        let password_hash = hash("correct horse").unwrap();
        let new = |login: &str, role| NewPerson {
            login: login.to_owned(),
            name: "Anna".to_owned(),
            role,
            branch: "centro".to_owned(),
            password_hash: password_hash.clone(),
        };
        staff.put(new("anna", Role::Csr)).await.unwrap();
        (staff, folder)
    }

    #[tokio::test]
    async fn the_right_password_signs_in_until_sign_out() {
        let (staff, _folder) = staff().await;
        let (person, token) = staff.sign_in("anna", "correct horse").await.unwrap().unwrap();
        assert_eq!(staff.signed_in(&token, clock::now()).await.unwrap(), Some(person.clone()));
        assert_eq!(staff.signed_in(&token, clock::now() + SESSION).await.unwrap(), None);
        staff.sign_out(&token).await.unwrap();
        assert_eq!(staff.signed_in(&token, clock::now()).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_right_ends_with_its_own_session_and_with_no_other() {
        let (staff, _folder) = staff().await;
        let (_, token) = staff.sign_in("anna", "correct horse").await.unwrap().unwrap();
        let (_, other) = staff.sign_in("anna", "correct horse").await.unwrap().unwrap();
        let right = tokio::spawn(staff.right(token.clone(), "centro", Role::Csr).until_ended());
        staff.sign_out(&other).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert!(!right.is_finished(), "another session of the same person has ended");
        staff.sign_out(&token).await.unwrap();
        tokio::time::timeout(std::time::Duration::from_secs(1), right).await.expect("within a second").unwrap();
    }

    #[tokio::test]
    async fn a_new_password_or_role_ends_what_is_open() {
        let (staff, _folder) = staff().await;
        let (anna, token) = staff.sign_in("anna", "correct horse").await.unwrap().unwrap();
        let right = tokio::spawn(staff.right(token, "centro", Role::Csr).until_ended());
        let Person { login, name, branch, .. } = anna;
        let password_hash = hash("another horse").unwrap();
        staff.put(NewPerson { login, name, role: Role::Csr, branch, password_hash }).await.unwrap();
        tokio::time::timeout(std::time::Duration::from_secs(1), right).await.expect("within a second").unwrap();
    }

    #[tokio::test]
    async fn a_wrong_password_and_an_unknown_user_are_refused_alike() {
        let (staff, _folder) = staff().await;
        assert!(staff.sign_in("anna", "wrong horse").await.unwrap().is_none());
        assert!(staff.sign_in("bruno", "correct horse").await.unwrap().is_none());
        assert!(staff.sign_in("anna", &"x".repeat(PASSWORD_MAX + 1)).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_csr_works_in_their_branch_and_does_not_manage_it() {
        let (staff, _folder) = staff().await;
        let (anna, _) = staff.sign_in("anna", "correct horse").await.unwrap().unwrap();
        assert!(may(&anna, "centro", Role::Csr));
        assert!(!may(&anna, "centro", Role::Manager));
        assert!(!may(&anna, "porto", Role::Csr));
    }

    #[test]
    fn a_short_password_is_refused() {
        assert_eq!(hash("1234567"), Err(PasswordLength));
    }
}
