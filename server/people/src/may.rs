//! Who may act in which role: one table, which every route, page and stream asks.

use setup::PRACTICE;
use store::{Person, Role};

/// A role that is needed, and the roles of the same branch by which a person has it. An admin's role is of the bank, and holds
/// in every branch. An admin gives roles, and reads no complaint without having one.
pub const WHO_MAY: [(Role, &[Role]); 4] = [
    (Role::Csr, &[Role::Csr, Role::Manager, Role::Admin]),
    (Role::Manager, &[Role::Manager, Role::Admin]),
    (Role::Complaints, &[Role::Complaints, Role::Manager]),
    (Role::Admin, &[Role::Admin]),
];

/// Returns whether a member of staff may act in a branch in that role: in the one where people learn, whoever may in the branch beside
/// it. Nobody may before they have changed a password that
/// somebody else knows, and set up the second factor that the bank demands of them.
pub fn may(person: &Person, branch: &str, role: Role) -> bool {
    let branch = branch.strip_suffix(PRACTICE).unwrap_or(branch);
    let by = WHO_MAY.iter().find(|(needed, _)| *needed == role).map_or(&[][..], |(_, by)| by);
    !person.must_change
        && !person.must_set_up
        && person.locked.is_none()
        && by.iter().any(|has| person.roles.has(branch, *has))
}

/// Returns whether somebody may change the account of another: an admin everybody's; a manager those of people who work in no
/// branch that they do not manage, because whoever gives a password can sign in with it.
pub fn may_administer(by: &Person, other: &Person) -> bool {
    let manages_all = || other.roles.branches().into_iter().all(|branch| may(by, branch.as_str(), Role::Manager));
    may(by, "", Role::Admin) || (!other.roles.is_admin() && manages_all())
}

/// Returns whether a bank that demands a second factor demands it of this person: of whoever manages a branch or the bank.
pub fn needs_second_factor(person: &Person) -> bool {
    person.roles.iter().any(|(_, role)| matches!(role, Role::Manager | Role::Admin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use queue::{CsrId, Timestamp};
    use store::Roles;

    fn person(roles: Roles) -> Person {
        let (login, name) = ("anna".to_owned(), "Anna".to_owned());
        Person {
            id: CsrId(1),
            login,
            name,
            roles,
            languages: Vec::new(),
            locked: None,
            must_change: false,
            second_factor: false,
            by_provider: false,
            must_set_up: false,
        }
    }

    #[test]
    fn each_role_is_named_once() {
        for role in Role::ALL {
            assert_eq!(WHO_MAY.iter().filter(|(needed, _)| *needed == role).count(), 1, "{role:?}");
        }
    }

    #[test]
    fn a_role_holds_in_its_own_branch_only_and_an_admin_s_in_each() {
        let anna = person(Roles::default().with("centro", Role::Manager).with("porto", Role::Csr));
        assert!(may(&anna, "centro", Role::Manager) && may(&anna, "centro", Role::Csr));
        assert!(may(&anna, "porto", Role::Csr) && !may(&anna, "porto", Role::Manager));
        assert!(!may(&anna, "luna", Role::Csr) && !may(&anna, "centro", Role::Admin));
        let rita = person(Roles::default().with("", Role::Admin));
        assert!(may(&rita, "centro", Role::Manager) && may(&rita, "luna", Role::Csr) && may(&rita, "", Role::Admin));
        assert!(!may(&rita, "centro", Role::Complaints), "who gives roles reads no complaint");
    }

    #[test]
    fn who_works_in_a_branch_learns_in_the_one_beside_it_and_in_no_other() {
        let anna = person(Roles::default().with("centro", Role::Csr));
        assert!(may(&anna, "centro-practice", Role::Csr) && !may(&anna, "centro-practice", Role::Manager));
        assert!(!may(&anna, "porto-practice", Role::Csr) && !may(&anna, "-practice", Role::Csr));
    }

    #[test]
    fn a_manager_changes_nobody_who_may_do_more_than_the_manager_may_give() {
        let gaia = person(Roles::default().with("centro", Role::Manager));
        let of = |roles: Roles| may_administer(&gaia, &person(roles));
        assert!(of(Roles::default().with("centro", Role::Csr)) && of(Roles::default().with("centro", Role::Manager)));
        assert!(!of(Roles::default().with("centro", Role::Csr).with("porto", Role::Csr)), "another branch's too");
        assert!(!of(Roles::default().with("centro", Role::Csr).with("", Role::Admin)));
        let rita = person(Roles::default().with("", Role::Admin));
        assert!(may_administer(&rita, &gaia) && may_administer(&rita, &rita) && !may_administer(&gaia, &rita));
        let anna = person(Roles::default().with("centro", Role::Csr));
        assert!(!may_administer(&anna, &anna), "a CSR changes nobody");
    }

    #[test]
    fn the_complaints_office_serves_and_manages_nobody() {
        let ida = person(Roles::default().with("centro", Role::Complaints));
        assert!(may(&ida, "centro", Role::Complaints));
        assert!(!may(&ida, "centro", Role::Csr) && !may(&ida, "centro", Role::Manager));
    }

    #[test]
    fn an_account_that_is_locked_or_has_a_password_of_another_s_may_nothing() {
        let anna = person(Roles::default().with("centro", Role::Csr));
        assert!(!may(&Person { locked: Some(Timestamp(1)), ..anna.clone() }, "centro", Role::Csr));
        assert!(!may(&Person { must_change: true, ..anna.clone() }, "centro", Role::Csr));
        assert!(!may(&Person { must_set_up: true, ..anna }, "centro", Role::Csr));
    }

    #[test]
    fn a_second_factor_is_demanded_of_who_manages_and_of_nobody_else() {
        for (role, demanded) in
            [(Role::Csr, false), (Role::Complaints, false), (Role::Manager, true), (Role::Admin, true)]
        {
            let branch = if role == Role::Admin { "" } else { "centro" };
            assert_eq!(needs_second_factor(&person(Roles::default().with(branch, role))), demanded, "{role:?}");
        }
    }
}
