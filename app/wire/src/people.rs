//! The pages on which a manager or an admin says who may sign in, and what they may do.

use crate::Text;
use crate::form::Form as FilledForm;
use crate::role::StaffRole;
use serde::{Deserialize, Serialize};

/// The people of a branch; for an admin, of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffPage {
    pub people: Vec<PersonRow>,
    pub add: FilledForm,
    /// The roles that who looks may give.
    pub roles: Vec<StaffRole>,
    /// A password that was just made: it is shown once.
    pub given: Option<GivenPassword>,
}

/// A person in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    pub id: u32,
    pub login: String,
    pub name: String,
    /// Each role with the name of its branch; an admin's has none.
    pub roles: Vec<(StaffRole, Option<Text>)>,
    pub languages: Vec<String>,
    /// A manager has locked the account.
    pub is_locked: bool,
    /// Where sign-ins have failed so often that a manager must unlock them.
    pub failed_at: Vec<String>,
    /// Where the person is signed in, and since when, as people read it.
    pub sessions: Vec<(String, String)>,
    /// Who looks may change this person.
    pub may_change: bool,
    /// A second factor is asked for at the sign-in.
    pub second_factor: bool,
}

/// One person, to be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    pub person: PersonRow,
    pub form: FilledForm,
    pub roles: Vec<StaffRole>,
    pub given: Option<GivenPassword>,
    /// It is the one who looks: nobody locks or removes themselves.
    pub is_self: bool,
    /// An admin takes the second factor away of who has lost it.
    pub may_reset_factor: bool,
    pub refusal: Option<StaffRefusal>,
}

/// A password for one sign-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenPassword {
    pub login: String,
    pub password: String,
}

impl std::fmt::Debug for GivenPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GivenPassword").field("login", &self.login).finish_non_exhaustive()
    }
}

/// Why a change was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRefusal {
    /// The branch, or the bank, would have nobody who manages it.
    Last,
    /// Nobody locks, removes or demotes themselves.
    OwnAccount,
}
