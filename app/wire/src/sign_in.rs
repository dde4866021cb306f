//! Signing in with a password.

use crate::role::StaffRole;
use serde::{Deserialize, Serialize};

/// `POST /api/v1/session`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub user: String,
    pub password: String,
    /// Of the second factor, for who has one: six digits of the app, or a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Why a sign-in was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInRefusal {
    /// The user or the password is wrong.
    Wrong,
    /// It has failed often: it may be tried again after so many seconds.
    Later(u32),
    /// It has failed so often here that a manager must unlock it.
    Locked,
    /// The code of the second factor is wrong, or was taken already.
    WrongCode,
    /// The passkey is not one of this person's here, or its answer is not right.
    WrongPasskey,
    /// The sign-in was not finished in time: it begins again.
    TooLate,
    /// The bank's provider of sign-on names no role here.
    NoRole,
    /// The provider cannot be reached.
    ProviderAway,
    /// The provider let nobody in, or its answer was not taken.
    ProviderRefused,
}

/// What the sign-in page starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInPage {
    /// The path to go to once signed in.
    pub next: String,
    /// Why the last attempt was not taken.
    pub refusal: Option<SignInRefusal>,
    /// The user who is signed in already, but lacks the role that `next` needs.
    pub signed_in_as: Option<String>,
    /// The browser is a tablet of a branch, on which a PIN will do.
    pub pin: bool,
    /// The bank has a provider of sign-on.
    pub provider: bool,
    /// Passwords are taken here.
    pub passwords: bool,
    /// The users of a demo; empty anywhere else.
    pub demo_users: Vec<DemoUser>,
}

/// Somebody as whom whoever tries a demo signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoUser {
    pub login: String,
    pub password: String,
    pub role: StaffRole,
}
