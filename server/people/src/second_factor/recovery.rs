//! Codes that stand in for the app when it is lost. Each is good once; only its hash is kept.

use crate::password::clear_letters;
use crate::token::fingerprint;
use queue::CsrId;

/// So many are given out together.
pub(crate) const CODES: usize = 10;
/// Letters of a code, of five random bits each: too many to be guessed even from its hash.
const LETTERS: usize = 16;

/// Returns fresh codes, each in four groups of letters.
pub(crate) fn fresh() -> Vec<String> {
    (0..CODES).map(|_| clear_letters::<LETTERS>()).collect()
}

/// Returns the hash of a person's code, however it is typed; `None` where it cannot be one.
pub(crate) fn hash_of(person: CsrId, typed: &str) -> Option<String> {
    let letters: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_code = typed.len() <= 4 * LETTERS && letters.len() == LETTERS;
    is_code.then(|| fingerprint(&format!("{}:{}", person.0, letters.to_ascii_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed_and_is_one_person_s() {
        let codes = fresh();
        assert_eq!(codes.len(), CODES);
        let code = &codes[0];
        assert_eq!(code.len(), 19, "{code}");
        let hash = hash_of(CsrId(7), code);
        assert!(hash.is_some());
        assert_eq!(hash_of(CsrId(7), &format!(" {} ", code.to_uppercase().replace('-', " "))), hash);
        assert_ne!(hash_of(CsrId(8), code), hash);
        for wrong in ["", "123456", &code[1..], &"x".repeat(1_000)] {
            assert_eq!(hash_of(CsrId(7), wrong), None, "{wrong:?}");
        }
    }
}
