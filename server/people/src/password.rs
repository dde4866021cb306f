//! Passwords: their Argon2id hashes, and those that a manager gives once.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use store::Failure;

/// The shortest password.
pub const PASSWORD_MIN: usize = 8;
/// The longest password. It bounds the work that an outsider can cause.
pub(crate) const PASSWORD_MAX: usize = 256;

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

/// Returns the Argon2id hash of a new password, in PHC form. This takes a processor some 20 ms.
pub fn hash(password: &str) -> Result<String, HashError> {
    if password.chars().count() < PASSWORD_MIN || password.len() > PASSWORD_MAX {
        return Err(HashError::Length);
    }
    hash_of(password)
}

/// The same of what may be shorter than a password.
pub(crate) fn hash_of(password: &str) -> Result<String, HashError> {
    match Argon2::default().hash_password(password.as_bytes()) {
        Ok(hash) => Ok(hash.to_string()),
        Err(error) => Err(HashError::Argon2(error.to_string())),
    }
}

/// Returns whether a password is the one of a hash. This takes a processor some 20 ms, whatever the answer.
pub(crate) fn matches(password: &str, hash: &str) -> Result<bool, Failure> {
    let broken = |error| Failure::Other(format!("a kept password hash is broken: {error}"));
    let hash = PasswordHash::new(hash).map_err(broken)?;
    Ok(password.len() <= PASSWORD_MAX && Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// The hash of a password that nobody has: its bytes are all zero, which no password's are.
pub(crate) const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Letters and digits that nobody takes for another when they are read out or written down.
const CLEAR: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567892";

/// Returns a password of 60 random bits for one sign-in, in three groups: `kq7m-2xha-9dbt`.
pub fn one_time() -> String {
    clear_letters::<12>()
}

/// Returns so many letters at random, of five bits each, in groups of four.
pub(crate) fn clear_letters<const N: usize>() -> String {
    let letters = machine::random::<N>().map(|byte| char::from(CLEAR[usize::from(byte) % CLEAR.len()]));
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_password_is_refused() {
        assert_eq!(hash("1234567"), Err(HashError::Length));
    }

    #[test]
    fn a_one_time_password_is_long_enough_and_never_the_same() {
        let (one, other) = (one_time(), one_time());
        assert!(one != other && one.len() == 14 && hash(&one).is_ok(), "{one}");
    }
}
