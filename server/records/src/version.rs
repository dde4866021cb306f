//! The version of a record: a change names the one that it saw, so that two people never undo each other's work.

use serde::{Deserialize, Serialize};

/// How often a record was changed, from 1 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub u32);

/// Somebody else has changed the record since it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the record was changed since: it has version {now}, and the change was meant for {seen}", now = now.0, seen = seen.0)]
pub struct Stale {
    pub seen: Version,
    pub now: Version,
}

impl Version {
    /// The version of a new record.
    pub const FIRST: Self = Self(1);

    /// The version that a change of this one makes.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Refuses a change that was meant for another version than this one.
    pub fn expect(self, seen: Self) -> Result<(), Stale> {
        if seen == self { Ok(()) } else { Err(Stale { seen, now: self }) }
    }

    /// Returns the version that a change of this one made. Refuses a change before which another one came.
    pub fn made(self, was_written: bool) -> Result<Self, Stale> {
        let next = self.next();
        if was_written { Ok(next) } else { Err(Stale { seen: self, now: next }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_made_to_the_version_that_it_saw_and_to_no_other() {
        let now = Version::FIRST.next();
        assert_eq!(now.expect(Version(2)), Ok(()));
        let stale = Stale { seen: Version(1), now: Version(2) };
        assert_eq!(now.expect(Version::FIRST), Err(stale));
        assert_eq!(Version::FIRST.made(true), Ok(now));
        assert_eq!(Version::FIRST.made(false), Err(stale));
    }
}
