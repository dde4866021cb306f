//! A passkey in software: it makes and signs what a browser would send, and lies where a test wants it to.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A person is there; it is the right one; a key comes along.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// A passkey, at the address of a page.
#[derive(Debug, Clone)]
pub struct SoftPasskey {
    key: SigningKey,
    id: [u8; 16],
    /// The page on which the browser is.
    pub origin: String,
    /// How often it has signed.
    pub counter: u32,
    /// It asks for a finger or a PIN before it signs.
    pub verifies: bool,
}

impl SoftPasskey {
    /// A passkey whose secret is made of this number, which is not zero.
    pub fn new(seed: u8, origin: &str) -> Self {
        let key = SigningKey::from_slice(&[seed; 32]).expect("a number that is not zero is a key");
        Self { key, id: [seed; 16], origin: origin.to_owned(), counter: 0, verifies: true }
    }

    /// Makes the passkey that a page asks for.
    pub fn make(&self, asked: &str) -> String {
        let asked = public_key(asked);
        let mut data = self.data(asked["rp"]["id"].as_str().expect("a host"), WITH_KEY);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.id);
        data.extend(self.public());
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).expect("it is short").to_be_bytes());
        object.extend(data);
        let client = self.client("webauthn.create", &asked);
        self.sent(
            json!({ "attestationObject": text(&object), "clientDataJSON": text(&client), "transports": ["internal"] }),
        )
    }

    /// Signs what a page asks, and counts it.
    pub fn sign(&mut self, asked: &str) -> String {
        self.counter += 1;
        let asked = public_key(asked);
        let data = self.data(asked["rpId"].as_str().expect("a host"), 0);
        let client = self.client("webauthn.get", &asked);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.sent(json!({
            "authenticatorData": text(&data),
            "clientDataJSON": text(&client),
            "signature": text(signature.to_der().as_bytes()),
        }))
    }

    fn sent(&self, response: Value) -> String {
        let id = text(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    fn client(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let client =
            json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false });
        client.to_string().into_bytes()
    }

    fn data(&self, host: &str, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(host).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key in COSE: P-256 with SHA-256.
    fn public(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_encoded_point(false);
        let (x, y) = (point.x().expect("a point has one"), point.y().expect("a point has one"));
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
    }
}

fn public_key(asked: &str) -> Value {
    let asked: Value = serde_json::from_str(asked).expect("what is asked is JSON");
    asked["publicKey"].clone()
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
