//! The code of the minute: what the wall of a lobby shows, so that who took a ticket from elsewhere can show that they are there.
//! It follows from a secret of all servers, the branch and the minute (HMAC-SHA-256), so no server has to tell another.

use machine::random;
use queue::{Duration, Timestamp};
use ring::hmac;
use std::fmt::Write as _;
use std::sync::Arc;
use store::server_secret::{SecretName, get_or_put};
use store::{Failure, Store};
use view::MinuteCode;

const NAME: SecretName = SecretName("minute_code");
/// A code is shown so long. It is good for as long again, because who reads it has to type it.
const SHOWN: Duration = Duration::minutes(1);
/// So far the clocks of two servers may be apart: a code that another server shows already is good.
const APART: Duration = Duration::seconds(5);
/// There are so many codes. Who guesses is stopped after a few.
const CODES: u32 = 10_000;

/// The secret from which the codes follow. Cheap to clone.
#[derive(Clone)]
pub struct MinuteKey(Arc<hmac::Key>);

impl std::fmt::Debug for MinuteKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MinuteKey")
    }
}

impl MinuteKey {
    /// Loads the secret from the database, or makes and stores one.
    pub async fn load(store: &Store) -> Result<Self, Failure> {
        let fresh = random::<32>().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        get_or_put(store, NAME, &fresh).await.map(|secret| Self::of(&secret))
    }

    fn of(secret: &str) -> Self {
        Self(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes())))
    }

    /// The code that a branch shows now, and the moment from which it is good no more.
    pub fn shown(&self, branch: &str, now: Timestamp) -> MinuteCode {
        let minute = minute(now);
        let until = Timestamp((minute + 1) * SHOWN.0) + SHOWN;
        MinuteCode { digits: self.digits(branch, minute), until }
    }

    /// Whether a code is the one that the branch shows, or showed the minute before.
    pub fn is_good(&self, branch: &str, typed: &str, now: Timestamp) -> bool {
        let minutes = [minute(now - SHOWN), minute(now), minute(now + APART)];
        minutes.into_iter().any(|minute| self.digits(branch, minute) == typed)
    }

    fn digits(&self, branch: &str, minute: i64) -> String {
        let signed = hmac::sign(&self.0, format!("{branch}\n{minute}").as_bytes());
        let number = signed.as_ref().iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        format!("{:04}", number % u64::from(CODES))
    }
}

/// The minutes since 1970.
fn minute(at: Timestamp) -> i64 {
    at.0.div_euclid(SHOWN.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const DAY: i64 = 24 * 60;

    fn at(minute: i64, second: i64) -> Timestamp {
        Timestamp((minute * 60 + second) * 1_000)
    }

    #[test]
    fn a_code_is_good_while_it_is_shown_and_the_minute_after() {
        let (key, shown) = (MinuteKey::of("secret"), at(29_000_000, 0));
        let code = key.shown("centro", shown);
        assert_eq!((code.digits.len(), code.until), (4, at(29_000_002, 0)));
        for (minute, second, good) in [(0, 0, true), (0, 59, true), (1, 0, true), (1, 59, true), (2, 0, false)] {
            let now = at(29_000_000 + minute, second);
            assert_eq!(key.is_good("centro", &code.digits, now), good, "{minute}:{second}");
            assert_eq!(now < code.until, good, "the wall shows no code that is good no more");
        }
        let last = Timestamp(code.until.0 - 1);
        assert!(key.is_good("centro", &code.digits, last) && !key.is_good("centro", &code.digits, code.until));
    }

    #[test]
    fn a_server_whose_clock_is_a_little_behind_takes_the_code_that_another_shows_already() {
        let key = MinuteKey::of("secret");
        let next = key.shown("centro", at(29_000_001, 0)).digits;
        assert!(key.is_good("centro", &next, at(29_000_000, 56)));
        assert!(!key.is_good("centro", &next, at(29_000_000, 50)), "nobody could have read it");
    }

    #[test]
    fn yesterday_s_code_another_branch_s_and_what_is_no_code_are_not_good() {
        let (key, now) = (MinuteKey::of("secret"), at(29_000_000, 30));
        for minutes in [DAY, 60, 2] {
            let old = key.shown("centro", at(29_000_000 - minutes, 30)).digits;
            assert!(!key.is_good("centro", &old, now), "of {minutes} minutes ago");
        }
        let elsewhere = key.shown("porta-nuova", now).digits;
        assert!(!key.is_good("centro", &elsewhere, now));
        let mine = key.shown("centro", now).digits;
        for typed in ["", &mine[..3], &format!("{mine}0"), &format!(" {mine}")] {
            assert!(!key.is_good("centro", typed, now), "{typed:?}");
        }
    }

    #[test]
    fn codes_are_spread_over_all_there_are_and_another_secret_has_others() {
        let codes = |secret: &str| -> Vec<String> {
            let key = MinuteKey::of(secret);
            (0..DAY).map(|minute| key.shown("centro", at(minute, 0)).digits).collect()
        };
        let (one, other) = (codes("secret"), codes("other"));
        // Of 1,440 drawn from 10,000 some 1,340 are different.
        assert!(one.iter().collect::<BTreeSet<_>>().len() > 1_280);
        assert!(one.iter().zip(&other).filter(|(one, other)| one == other).count() < 10);
    }

    #[tokio::test]
    async fn servers_on_one_database_show_the_same_code() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(&folder.path().join("sportello.db")).await.unwrap();
        let (one, other) = (MinuteKey::load(&store).await.unwrap(), MinuteKey::load(&store).await.unwrap());
        let now = at(29_000_000, 30);
        assert_eq!(one.shown("centro", now), other.shown("centro", now));
    }
}
