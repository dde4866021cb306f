//! A line of a chain and its hash: SHA-256 over the line's canonical bytes, the hash of the line before it among them. Each
//! field goes in with its length, so that no two lines have the same bytes.

use super::{ABOUT_MAX, Entry, Head};
use crate::branch_id::BranchId;
use queue::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What the first line has for the hash of the line before it.
pub const START: &str = "";
/// What the canonical bytes begin with.
const FORMAT: &str = "sportello audit 1";

/// A line of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub branch: BranchId,
    /// Counts the lines of the branch from 1, without a gap.
    pub n: u64,
    pub at: Timestamp,
    pub who: String,
    /// The word of a [`What`](super::What).
    pub what: String,
    pub about: String,
    pub device: String,
    /// Erased in time, with its salt.
    pub address: Option<String>,
    /// What makes the seal of an address that few could be of unguessable.
    pub salt: Option<String>,
    /// The hash of salt and address.
    pub seal: String,
    /// The hash of the line before this one.
    pub previous: String,
    pub hash: String,
}

impl Line {
    /// Returns the line of an entry that follows `last`.
    pub fn after(last: Option<&Head>, entry: &Entry) -> Self {
        let salt = hex(&machine::random::<16>());
        let Entry { branch, at, who, what, about, origin } = entry;
        let mut line = Self {
            branch: branch.clone(),
            n: last.map_or(1, |last| last.n + 1),
            at: *at,
            who: who.to_string(),
            what: what.as_str().to_owned(),
            about: bounded(about),
            device: bounded(&origin.device),
            seal: seal(&salt, &origin.address),
            address: Some(bounded(&origin.address)),
            salt: Some(salt),
            previous: last.map_or_else(|| START.to_owned(), |last| last.hash.clone()),
            hash: String::new(),
        };
        line.hash = line.hash_at(line.n);
        line
    }

    /// Returns the hash that the line has if it is the `n`th.
    pub fn hash_at(&self, n: u64) -> String {
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        field(FORMAT.as_bytes());
        field(self.previous.as_bytes());
        field(self.branch.as_str().as_bytes());
        field(&n.to_be_bytes());
        field(&self.at.0.to_be_bytes());
        for text in [&self.who, &self.what, &self.about, &self.device, &self.seal] {
            field(text.as_bytes());
        }
        hex(&hash.finalize())
    }

    /// Whether the line is as it was written. An address that was erased leaves its seal.
    pub fn is_whole(&self) -> bool {
        let address = match (&self.address, &self.salt) {
            (Some(address), Some(salt)) => seal(salt, address) == self.seal,
            (None, None) => true,
            _ => false,
        };
        address && self.hash == self.hash_at(self.n)
    }
}

fn seal(salt: &str, address: &str) -> String {
    hex(&Sha256::digest(format!("{salt} {}", bounded(address))))
}

fn bounded(text: &str) -> String {
    text[..text.floor_char_boundary(ABOUT_MAX)].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
