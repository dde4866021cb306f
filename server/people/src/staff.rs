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
use store::session::NewSession;
use store::{Credentials, Failure, Names, NewPerson, Person, Role, Store, session, staff};
use tokio::sync::{Semaphore, broadcast};

/// A session ends this long after its sign-in, whatever happens.
pub const SESSION: Duration = Duration::minutes(12 * 60);
/// The shortest password.
pub const PASSWORD_MIN: usize = 8;
/// The longest password. It bounds the work that an outsider can cause.
const PASSWORD_MAX: usize = 256;
/// How many hashes are made at once. Each takes 19 MiB of memory for a moment.
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
    /// The hash that an unknown user's password is checked against, so that the answer takes as long.
    nobody: Arc<str>,
}

/// Why a password was not hashed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// The password is too short or too long.
    #[error("a password has {PASSWORD_MIN} to {PASSWORD_MAX} characters")]
    Length,
    /// Argon2 failed: the system has no randomness or no memory left.
    #[error("the password could not be hashed: {0}")]
    Argon2(String),
}

impl Staff {
    /// Returns the staff in `store`, with their names in memory.
    pub async fn load(store: Store) -> Result<Self, Failure> {
        let names = Names::load(&store).await?;
        let hashing = Arc::new(Semaphore::new(HASHES_AT_ONCE));
        let ended = broadcast::Sender::new(ENDED_AT_ONCE);
        Ok(Self { store, names, hashing, ended, nobody: NOBODY.into() })
    }

    /// Returns the names by id, for the screens of the staff.
    pub fn names(&self) -> Names {
        self.names.clone()
    }

    /// Keeps a person with a password that was hashed by [`hash`].
    pub async fn put(&self, person: NewPerson) -> Result<(), Failure> {
        let mut transaction = self.store.begin().await?;
        let id = staff::put(&mut transaction, &person).await?;
        transaction.commit().await?;
        self.names.put(id, person.name);
        // A new password or role ends the person's sessions.
        let _ = self.ended.send(Ended::OfSomebody);
        Ok(())
    }

    /// Signs a person in, and returns the session's token. An unknown user and a wrong password both give `None`, after
    /// the same time.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<Option<(Person, String)>, Failure> {
        let found = staff::by_login(&self.store, login).await?;
        let hash = found.as_ref().map_or_else(|| self.nobody.to_string(), |found| found.password_hash.clone());
        let matches = self.verify(password.to_owned(), hash).await?;
        let Some(Credentials { person, .. }) = found.filter(|_| matches) else { return Ok(None) };
        let token = random_token();
        let now = clock::now();
        let token_hash = fingerprint(&token);
        let session = NewSession { token_hash: &token_hash, person: person.id, expires: now + SESSION };
        let mut transaction = self.store.begin().await?;
        session::begin(&mut transaction, session, now).await?;
        transaction.commit().await?;
        self.names.put(person.id, person.name.clone());
        Ok(Some((person, token)))
    }

    /// Returns the person who is signed in with this token.
    pub async fn signed_in(&self, token: &str, now: Timestamp) -> Result<Option<Person>, Failure> {
        session::person(&self.store, &fingerprint(token), now).await
    }

    /// Ends the session of this token.
    pub async fn sign_out(&self, token: &str) -> Result<(), Failure> {
        let session = fingerprint(token);
        session::end(&self.store, &session).await?;
        let _ = self.ended.send(Ended::Session(session));
        Ok(())
    }

    /// Returns the right of the session with this token to act in a branch in a role, to be watched while something is open in it.
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

/// Returns the Argon2id hash of a new password, in PHC form. This takes a processor some 20 ms.
pub fn hash(password: &str) -> Result<String, HashError> {
    if password.chars().count() < PASSWORD_MIN || password.len() > PASSWORD_MAX {
        return Err(HashError::Length);
    }
    match Argon2::default().hash_password(password.as_bytes()) {
        Ok(hash) => Ok(hash.to_string()),
        Err(error) => Err(HashError::Argon2(error.to_string())),
    }
}

/// The hash of a password that nobody has: its bytes are all zero, which no password's are.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Returns 256 random bits.
fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(machine::random::<32>())
}

/// Returns the hash that is stored of a token. A token is random and long, so a plain hash is enough.
fn fingerprint(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}

/// Returns whether a member of staff may act in a branch in that role.
pub fn may(person: &Person, branch: &str, role: Role) -> bool {
    person.branch.as_str() == branch && person.role >= role
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::BranchId;

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
            branch: BranchId::new("centro"),
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
        assert_eq!(hash("1234567"), Err(HashError::Length));
    }
}
