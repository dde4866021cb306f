//! The look-up of a case by its code and PIN. It takes the same steps, and as long, for a code that is nobody's as for a PIN
//! that is wrong. Wrong PINs are counted twice: by code, and by the place that they came from.

#[cfg(test)]
mod tests;

use super::argon;
use argon2::password_hash::{PasswordVerifier, phc::PasswordHash};
use queue::{Duration, Timestamp};
use records::case::{LOCKED_FOR, WRONG_PINS, typed_code, typed_pin};
use records::look_up::Place;
use std::sync::LazyLock;
use store::cases::Case;
use store::{Failure, Store, cases, look_up_try};
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
    /// Too many wrong PINs of this code: none is looked at for a quarter of an hour.
    Locked,
    /// Too many wrong PINs from this place: none is looked at for so long.
    Stopped(Duration),
}

/// Looks a case up, for who asks from a place.
pub async fn look_up(store: &Store, place: Place, code: &str, pin: &str, now: Timestamp) -> Result<LookUp, Failure> {
    let (Some(code), Some(pin)) = (typed_code(code), typed_pin(pin)) else { return Ok(LookUp::Wrong) };
    let of_place = match begin_of(store, place, now).await? {
        Ok(of_place) => of_place,
        Err(wait) => return Ok(LookUp::Stopped(wait)),
    };
    let Some(tries) = cases::begin_try(store, &code, now).await?.filter(|tries| *tries <= WRONG_PINS) else {
        // No PIN was looked at.
        look_up_try::forget(store, of_place).await?;
        return Ok(LookUp::Locked);
    };
    let case = cases::by_code(store, &code).await?;
    let hash = case.as_ref().map(|case| case.pin_hash.clone()).or_else(|| NOBODY.clone());
    let right = verified(pin, hash.unwrap_or_default()).await?;
    match case.filter(|_| right) {
        Some(case) => {
            let mut transaction = store.begin().await?;
            cases::forget_tries(&mut transaction, &code).await?;
            look_up_try::forget(&mut transaction, of_place).await?;
            transaction.commit().await?;
            Ok(LookUp::Found(Box::new(case)))
        }
        None if tries == WRONG_PINS => {
            cases::lock(store, &code, now + LOCKED_FOR).await?;
            Ok(LookUp::Locked)
        }
        None => Ok(LookUp::Wrong),
    }
}

/// Counts a try of a place. Returns its row, or for how long none of the place is looked at.
async fn begin_of(store: &Store, place: Place, now: Timestamp) -> Result<Result<i64, Duration>, Failure> {
    let (name, most, within) = (place.to_string(), place.wrong_pins(), place.within());
    let wait = |first: Option<Timestamp>| first.map_or(within, |first| first + within - now);
    // Who is stopped costs a reading alone.
    let (tries, first) = look_up_try::after(store, &name, now - within).await?;
    if tries >= most {
        return Ok(Err(wait(first)));
    }
    let row = look_up_try::begin(store, &name, now).await?;
    let (tries, first) = look_up_try::after(store, &name, now - within).await?;
    if tries > most {
        look_up_try::forget(store, row).await?;
        return Ok(Err(wait(first)));
    }
    Ok(Ok(row))
}

async fn verified(pin: String, hash: String) -> Result<bool, Failure> {
    let failed = |error: String| Failure::Other(error);
    #[cfg(test)]
    tests::CHECKED.lock().expect("no test holds it").push(hash.clone());
    let _permit = CHECKS.acquire().await.map_err(|error| failed(error.to_string()))?;
    let check = machine::beside(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| failed(format!("a kept PIN's hash is broken: {error}")))?;
        Ok(argon().verify_password(pin.as_bytes(), &hash).is_ok())
    });
    check.await.map_err(|error| failed(error.to_string()))?
}
