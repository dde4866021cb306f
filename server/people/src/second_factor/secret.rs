//! The secret that an app shares with the server, and the codes that both make of it and of the time (RFC 6238). Pure.

use queue::Timestamp;
use totp_rs::{Builder, Secret, Totp};

/// Who the app says that the account is with.
const ISSUER: &str = "Sportello";
/// 160 bits, as RFC 4226 recommends.
pub(crate) const LENGTH: usize = 20;
/// A clock that is off by one step of thirty seconds does no harm.
const STEPS_OFF: u16 = 1;

/// A secret of one person.
#[derive(Clone, PartialEq, Eq)]
pub struct SharedSecret(pub(crate) [u8; LENGTH]);

impl std::fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SharedSecret")
    }
}

impl SharedSecret {
    /// Returns a secret that nobody can guess.
    pub(crate) fn fresh() -> Self {
        Self(machine::random())
    }

    /// Returns the secret in letters, to be typed into an app: groups of four.
    pub fn letters(&self) -> String {
        let letters = Secret::from(self.0).to_base32();
        let letters: Vec<char> = letters.chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// Returns the address that an app reads from a QR code. An app separates the parts of a name by colons, so a login has none.
    pub fn address(&self, login: &str) -> Option<String> {
        let builder = self.builder().with_issuer(Some(ISSUER)).with_account_name(login.replace(':', "-"));
        builder.build().ok()?.to_url().ok()
    }

    /// Returns the step of which this is the code, of those about `now`.
    pub(crate) fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = u64::try_from(now.0 / 1_000).ok()?;
        let step = is_code.then(|| self.totp()?.check(&code, seconds)).flatten()?;
        i64::try_from(step).ok()
    }

    /// Returns the code at a moment, as the app shows it.
    #[cfg(test)]
    pub(crate) fn code_at(&self, now: Timestamp) -> String {
        self.totp().unwrap().generate(u64::try_from(now.0 / 1_000).unwrap()).to_string()
    }

    /// Six digits, a step of thirty seconds, SHA-1: what every app can.
    fn builder(&self) -> Builder {
        Builder::new().with_secret(self.0).with_skew(STEPS_OFF)
    }

    fn totp(&self) -> Option<Totp> {
        self.builder().build().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn of_the_rfc() -> SharedSecret {
        SharedSecret(*b"12345678901234567890")
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // The table of appendix B has eight digits; the last six of them are ours.
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            let now = Timestamp(seconds * 1_000);
            assert_eq!(of_the_rfc().step_of(code, now), Some(seconds / 30), "{seconds}");
            assert_eq!(of_the_rfc().step_of(&format!("{} {}", &code[..3], &code[3..]), now), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_good_one_step_before_and_after_and_no_longer() {
        let at = |seconds: i64| of_the_rfc().step_of("081804", Timestamp(seconds * 1_000));
        let step = 1_111_111_109 / 30;
        for seconds in [1_111_111_109 - 30, 1_111_111_109, 1_111_111_109 + 30] {
            assert_eq!(at(seconds), Some(step), "{seconds}");
        }
        assert_eq!((at(1_111_111_109 - 60), at(1_111_111_109 + 60)), (None, None));
    }

    #[test]
    fn what_is_no_code_is_none_and_no_panic() {
        for wrong in ["", "28708", "2870820", "28708a", "٢٨٧٠٨٢", "-87082"] {
            assert_eq!(of_the_rfc().step_of(wrong, Timestamp(59_000)), None, "{wrong:?}");
        }
        assert_eq!(of_the_rfc().step_of("287082", Timestamp(-60_000)), None);
    }

    #[test]
    fn an_app_reads_the_same_secret_by_the_code_and_by_the_letters() {
        let letters = of_the_rfc().letters();
        assert_eq!(letters, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = of_the_rfc().address("anna:rossi").unwrap();
        assert!(address.starts_with("otpauth://totp/Sportello:anna-rossi?"), "{address}");
        assert!(address.contains(&format!("secret={}", letters.replace(' ', ""))), "{address}");
        assert!(address.contains("issuer=Sportello"), "{address}");
    }
}
