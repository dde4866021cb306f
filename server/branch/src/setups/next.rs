//! A version that is added after the one that somebody saw.

use super::{Origin, of_one_branch};
use machine::clock;
use setup::{Change, Written};
use store::audit::{BANK, Entry, What, Who, note};
use store::{BranchId, Failure, SetupVersion, Transaction, setup_version};

/// A version that follows the one that was seen.
pub struct Next<'a> {
    pub seen: u32,
    pub new: &'a Written,
    pub changes: &'a [Change],
    pub origin: Origin,
    /// The rollout for which it is saved.
    pub reason: &'a str,
    pub who: Who,
}

impl Next<'_> {
    pub const fn number(&self) -> u32 {
        self.seen + 1
    }

    /// Adds the version, with its line in the audit. Returns false where somebody has saved another meanwhile. What a branch changed of
    /// itself stands in that branch's audit, anything else in the bank's.
    pub async fn add(&self, transaction: &mut Transaction<'_>) -> Result<bool, Failure> {
        let json = |error: serde_json::Error| Failure::Other(error.to_string());
        let (number, now) = (self.number(), clock::now());
        let version = SetupVersion {
            number,
            text: self.new.text.clone(),
            languages: serde_json::to_string(&self.new.languages).map_err(json)?,
            origin: self.origin.as_str().to_owned(),
            who: self.who.as_str().to_owned(),
            at: now,
            changes: serde_json::to_string(&self.changes).map_err(json)?,
            reason: self.reason.to_owned(),
        };
        if !setup_version::add(transaction, &version).await? {
            return Ok(false);
        }
        // The first one changes nothing.
        if self.seen > 0 {
            let chain = of_one_branch(self.changes).unwrap_or(BANK);
            let entry = Entry::new(&BranchId::new(chain), now, self.who.clone(), What::SetUpChanged);
            note(transaction, &[entry.about(format!("version:{number}"))]).await?;
        }
        Ok(true)
    }
}
