//! The pages of an account: a new password, the first admin.

use crate::SignInRefusal;
use crate::form::Form as FilledForm;
use serde::{Deserialize, Serialize};

/// A page of an account. The server renders it whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum AccountPage {
    /// `/password`
    Password {
        /// Who is signed in.
        name: String,
        /// The password is one that somebody else knows: nothing else can be done before.
        must_change: bool,
        /// The path to go to then.
        next: String,
        form: FilledForm,
        /// Why the present password was not taken.
        refusal: Option<SignInRefusal>,
    },
    /// `/first-admin/{token}`
    FirstAdmin { form: FilledForm },
    /// In place of a kiosk's or a display's page, on a browser that is not enrolled.
    Device {
        /// What a manager types; none where the browser has yet to ask.
        letters: Option<String>,
        /// The page to which the device belongs.
        next: String,
    },
}

/// `GET /api/v1/staff`: somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Account {
    pub id: u32,
    pub login: String,
    pub name: String,
    pub roles: Vec<AccountRole>,
    /// The languages that the person speaks, by their codes.
    pub languages: Vec<String>,
    pub locked: bool,
}

/// What somebody may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountRole {
    /// The branch; none for the bank.
    pub branch: Option<String>,
    /// `csr`, `manager`, `complaints` or `admin`.
    pub role: String,
}
