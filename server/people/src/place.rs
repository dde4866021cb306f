//! Where somebody signs in.

use store::audit::Origin;

/// A device, or an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The device where it is enrolled, otherwise the address. Failures are counted by it.
    pub key: String,
    pub is_tablet: bool,
    /// The branch of an enrolled tablet: its people may sign in on it by a PIN.
    pub tablet_of: Option<String>,
}

impl Place {
    /// A place that is known by its address alone.
    pub fn address(address: impl ToString) -> Self {
        Self { key: address.to_string(), is_tablet: false, tablet_of: None }
    }

    /// An enrolled tablet of a branch.
    pub fn tablet(key: impl ToString, branch: &str) -> Self {
        Self { key: key.to_string(), is_tablet: true, tablet_of: Some(branch.to_owned()) }
    }

    /// The place as the audit names it.
    pub fn origin(&self) -> Origin {
        match self.key.rsplit_once("(device ") {
            Some((_, id)) => Origin { device: id.trim_end_matches(')').to_owned(), address: String::new() },
            None => Origin { device: String::new(), address: self.key.clone() },
        }
    }
}
