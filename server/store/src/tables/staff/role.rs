//! What a person may do in which branch, as it is stored.

use crate::branch_id::BranchId;
use crate::database::Column;
use crate::failure::Failure;
use std::collections::BTreeSet;
use std::fmt;

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Serves at the desks of a branch.
    Csr,
    /// Manages a branch: its day, its people, its devices.
    Manager,
    /// Answers the complaints of a branch.
    Complaints,
    /// Manages the bank: the people and devices of all branches.
    Admin,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Csr, Self::Manager, Self::Complaints, Self::Admin];

    /// Returns the role as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csr => "csr",
            Self::Manager => "manager",
            Self::Complaints => "complaints",
            Self::Admin => "admin",
        }
    }

    /// Returns the role that is stored as this text.
    pub fn parse(role: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == role)
    }
}

/// The roles of a person: each in a branch, but for an admin's, which is of the bank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles(BTreeSet<(BranchId, Role)>);

impl Roles {
    /// Returns the roles with one more. The branch of an admin is the bank, whatever is named.
    #[must_use]
    pub fn with(mut self, branch: &str, role: Role) -> Self {
        let branch = if role == Role::Admin { "" } else { branch };
        self.0.insert((BranchId::new(branch), role));
        self
    }

    /// Returns the roles without those in a branch.
    #[must_use]
    pub fn without_branch(mut self, branch: &str) -> Self {
        self.0.retain(|(of, _)| of.as_str() != branch);
        self
    }

    /// Returns whether these roles name this one in this branch. That an admin may do more is a rule, and none of the store's.
    pub fn has(&self, branch: &str, role: Role) -> bool {
        self.0.iter().any(|(of, has)| *has == role && (role == Role::Admin || of.as_str() == branch))
    }

    pub fn is_admin(&self) -> bool {
        self.0.iter().any(|(_, role)| *role == Role::Admin)
    }

    /// Returns the roles in a branch.
    pub fn in_branch<'a>(&'a self, branch: &'a str) -> impl Iterator<Item = Role> + 'a {
        self.0.iter().filter(move |(of, _)| of.as_str() == branch).map(|(_, role)| *role)
    }

    /// Returns the branches in which there is a role, each once.
    pub fn branches(&self) -> BTreeSet<&BranchId> {
        self.0.iter().map(|(branch, _)| branch).filter(|branch| !branch.as_str().is_empty()).collect()
    }

    /// Returns each branch with a role in it. The bank's branch is empty.
    pub fn iter(&self) -> impl Iterator<Item = (&BranchId, Role)> {
        self.0.iter().map(|(branch, role)| (branch, *role))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `manager of centro, admin of the bank`
impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (branch, role)) in self.0.iter().enumerate() {
            let of = if branch.as_str().is_empty() { "the bank" } else { branch.as_str() };
            write!(f, "{}{} of {of}", if place > 0 { ", " } else { "" }, role.as_str())?;
        }
        Ok(())
    }
}

/// The roles as a statement gathers them: `csr:centro manager:porto`; NULL where there are none.
impl Column for Roles {
    type Stored = Option<String>;

    fn from_stored(roles: Option<String>) -> Result<Self, Failure> {
        let unknown = |word: &str| Failure::Other(format!("there is no role {word}"));
        let roles = roles.unwrap_or_default();
        let read = |word: &str| {
            let (role, branch) = word.split_once(':').ok_or_else(|| unknown(word))?;
            Ok((BranchId::new(branch), Role::parse(role).ok_or_else(|| unknown(role))?))
        };
        roles.split_whitespace().map(read).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_as_they_are_gathered_and_said_as_people_say_them() {
        let read = Roles::from_stored(Some("manager:porto csr:centro admin:".to_owned())).unwrap();
        assert!(read.has("porto", Role::Manager) && read.has("centro", Role::Csr) && read.is_admin());
        assert!(!read.has("centro", Role::Manager), "one branch's role is not another's");
        assert_eq!(read.to_string(), "admin of the bank, csr of centro, manager of porto");
        assert_eq!(read.branches().len(), 2);
        assert!(Roles::from_stored(None).unwrap().is_empty());
        assert!(Roles::from_stored(Some("king:centro".to_owned())).is_err());
    }
}
