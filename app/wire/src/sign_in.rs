//! Signing in with a password.

use serde::{Deserialize, Serialize};

/// `POST /api/v1/session`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub user: String,
    pub password: String,
}

/// What the sign-in page starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInPage {
    /// The path to go to once signed in.
    pub next: String,
    /// The last attempt was refused.
    pub refused: bool,
    /// The user who is signed in already, but lacks the role that `next` needs.
    pub signed_in_as: Option<String>,
    /// The users of a demo, with the password they share; empty anywhere else.
    pub demo_users: Vec<(String, String)>,
}
