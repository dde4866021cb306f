//! The look-up of a case by its code and PIN. It takes the same steps, and as long, for a code that is nobody's as for a PIN
//! that is wrong.

use super::argon;
use argon2::password_hash::{PasswordVerifier, phc::PasswordHash};
use queue::Timestamp;
use records::case::{LOCKED_FOR, WRONG_PINS, typed_code, typed_pin};
use std::sync::LazyLock;
use store::cases::Case;
use store::{Failure, Store, cases};
use tokio::sync::Semaphore;

/// How many PINs are checked at once.
static CHECKS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// The hash against which the PIN for an unknown code is checked: that of no PIN.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| {
    use argon2::password_hash::PasswordHasher;
    argon().hash_password(b"nobody").ok().map(|hash| hash.to_string())
});

/// What a look-up found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookUp {
    Found(Box<Case>),
    /// No such code, or not this PIN.
    Wrong,
    /// Too many wrong PINs: none is looked at for a quarter of an hour.
    Locked,
}

/// Looks a case up.
pub async fn look_up(store: &Store, code: &str, pin: &str, now: Timestamp) -> Result<LookUp, Failure> {
    let (Some(code), Some(pin)) = (typed_code(code), typed_pin(pin)) else { return Ok(LookUp::Wrong) };
    let Some(tries) = cases::begin_try(store, &code, now).await?.filter(|tries| *tries <= WRONG_PINS) else {
        return Ok(LookUp::Locked);
    };
    let case = cases::by_code(store, &code).await?;
    let hash = case.as_ref().map(|case| case.pin_hash.clone()).or_else(|| NOBODY.clone());
    let right = verified(pin, hash.unwrap_or_default()).await?;
    match case.filter(|_| right) {
        Some(case) => {
            cases::forget_tries(store, &code).await?;
            Ok(LookUp::Found(Box::new(case)))
        }
        None if tries == WRONG_PINS => {
            cases::lock(store, &code, now + LOCKED_FOR).await?;
            Ok(LookUp::Locked)
        }
        None => Ok(LookUp::Wrong),
    }
}

async fn verified(pin: String, hash: String) -> Result<bool, Failure> {
    let failed = |error: String| Failure::Other(error);
    let _permit = CHECKS.acquire().await.map_err(|error| failed(error.to_string()))?;
    let check = tokio::task::spawn_blocking(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| failed(format!("a kept PIN's hash is broken: {error}")))?;
        Ok(argon().verify_password(pin.as_bytes(), &hash).is_ok())
    });
    check.await.map_err(|error| failed(error.to_string()))?
}
