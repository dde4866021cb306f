//! Secrets that must be read again lie sealed in their table, with a key that no backup has: whoever finds a backup finds no
//! secret. A seal names its person, so that one cannot be put in the place of another's.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use queue::CsrId;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use store::Failure;

/// The key by which this bank's servers seal.
pub(crate) struct SealingKey(LessSafeKey);

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey")
    }
}

impl SealingKey {
    /// Returns a fresh key as it is kept.
    pub(crate) fn fresh() -> String {
        URL_SAFE_NO_PAD.encode(machine::random::<32>())
    }

    /// Reads a key as it is kept.
    pub(crate) fn parse(kept: &str) -> Result<Self, Failure> {
        let broken = || Failure::Other("the key that seals second factors is broken".to_owned());
        let bytes = URL_SAFE_NO_PAD.decode(kept).map_err(|_| broken())?;
        let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| broken())?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Seals a secret of a person. The nonce is random: a bank seals far fewer than the 2^32 that one key is good for.
    pub(crate) fn seal(&self, person: CsrId, secret: &[u8]) -> Result<String, Failure> {
        let nonce: [u8; NONCE_LEN] = machine::random();
        let mut text = secret.to_vec();
        let seal =
            self.0.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(whose(person)), &mut text);
        seal.map_err(|_| Failure::Other("a second factor could not be sealed".to_owned()))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &text].concat()))
    }

    /// Opens what was sealed for a person; `None` where it was sealed with another key or for somebody else.
    pub(crate) fn open(&self, person: CsrId, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, text) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        Some(self.0.open_in_place(nonce, Aad::from(whose(person)), &mut text).ok()?.to_vec())
    }
}

fn whose(person: CsrId) -> [u8; 4] {
    person.0.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_for_its_person_with_its_key_and_for_nothing_else() {
        let key = SealingKey::parse(&SealingKey::fresh()).unwrap();
        let sealed = key.seal(CsrId(7), b"secret").unwrap();
        assert_eq!(key.open(CsrId(7), &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(key.open(CsrId(8), &sealed), None, "another's");
        assert_eq!(SealingKey::parse(&SealingKey::fresh()).unwrap().open(CsrId(7), &sealed), None, "a restored backup");
        assert_ne!(key.seal(CsrId(7), b"secret").unwrap(), sealed);
        for broken in ["", "AA", "!", &sealed[..20]] {
            assert_eq!(key.open(CsrId(7), broken), None, "{broken:?}");
        }
    }
}
