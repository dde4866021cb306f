//! Who changes an account or a device, and from where: what the audit's line of the change says.

use crate::place::Place;
use machine::clock;
use queue::CsrId;
use store::audit::{BANK, Entry, Origin, What, Who};
use store::{BranchId, Roles};

/// Who makes a change.
#[derive(Debug, Clone)]
pub struct By {
    /// The branch in whose office it is made; none for a command on the machine.
    office: Option<BranchId>,
    who: Who,
    origin: Origin,
}

impl By {
    /// A colleague in the office of a branch.
    pub fn in_office(branch: &BranchId, person: CsrId, place: &Place) -> Self {
        Self { office: Some(branch.clone()), who: Who::staff(person), origin: place.origin() }
    }

    /// Whoever follows the link that makes the first admin.
    pub fn nobody(place: &Place) -> Self {
        Self { office: None, who: Who::nobody(), origin: place.origin() }
    }

    /// Whoever types commands on the machine.
    pub fn command_line() -> Self {
        Self { office: None, who: Who::command_line(), origin: Origin::default() }
    }

    /// The lines of a change to a person with these roles: one in the branch of the office, otherwise one in each branch where
    /// the person works.
    pub(crate) fn about_person(&self, what: What, person: CsrId, roles: &Roles) -> Vec<Entry> {
        let bank = BranchId::new(BANK);
        let mut chains: Vec<&BranchId> = match &self.office {
            Some(branch) => vec![branch],
            None => roles.branches().into_iter().collect(),
        };
        if chains.is_empty() {
            chains.push(&bank);
        }
        chains.into_iter().map(|chain| self.line(chain, what).about(Who::staff(person).to_string())).collect()
    }

    /// The line of a change to a device of a branch.
    pub(crate) fn about_device(&self, what: What, branch: &BranchId, device: u32) -> Entry {
        self.line(branch, what).about(format!("device:{device}"))
    }

    fn line(&self, chain: &BranchId, what: What) -> Entry {
        Entry::new(chain, clock::now(), self.who.clone(), what).from(self.origin.clone())
    }
}
