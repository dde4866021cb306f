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
    /// `/sign-in/code`: the password was right, and the second factor is asked for.
    Code {
        next: String,
        refusal: Option<SignInRefusal>,
        /// The person has an app that shows codes.
        app: bool,
        passkey: PasskeyOffer,
    },
    /// `/passkeys`
    Passkeys {
        /// Who is signed in.
        name: String,
        passkeys: Vec<PasskeyRow>,
        /// What the browser is asked, once the password and a name were given.
        offer: PasskeyOffer,
        /// The recovery codes that stand in for a passkey, where no app has them.
        codes_left: Option<u32>,
        /// The bank demands a second factor of this person, who has none.
        demanded: bool,
        /// The passkey is the only second factor of a person of whom one is demanded: it is not removed.
        keeps_last: bool,
        /// The path to go to then.
        next: String,
        form: FilledForm,
        refusal: Option<SignInRefusal>,
    },
    /// `/pin`
    Pin {
        /// Who is signed in.
        name: String,
        has_pin: bool,
        /// What was chosen is the first that anybody tries.
        too_simple: bool,
        /// The path to go to then.
        next: String,
        form: FilledForm,
        refusal: Option<SignInRefusal>,
    },
    /// `/second-factor`
    SecondFactor {
        /// Who is signed in.
        name: String,
        step: FactorStep,
        /// The bank demands it of this person, who has no passkey: it is not turned off.
        demanded: bool,
        /// How many passkeys the person has.
        passkeys: u32,
        /// The path to go to then.
        next: String,
        refusal: Option<SignInRefusal>,
    },
    /// Codes that stand in for the app, each once. They are on this page and on no other.
    RecoveryCodes { codes: Vec<String>, next: String },
    /// In place of a kiosk's or a display's page, on a browser that is not enrolled.
    Device {
        /// What a manager types; none where the browser has yet to ask.
        letters: Option<String>,
        /// The page to which the device belongs.
        next: String,
    },
}

/// Whether a browser may use a passkey here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "offer", rename_all = "snake_case")]
pub enum PasskeyOffer {
    /// It was not asked to.
    None,
    /// Browsers use none at this address: it is a number, or has no TLS; or the person's passkeys are of another one.
    NotHere,
    /// The browser is asked this, in JSON as the Web Authentication API has it.
    Asked { options: String },
}

/// A passkey, as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyRow {
    pub id: i64,
    pub name: String,
    /// By the clock of a branch where the person works, as are the others: `2026-12-03T10:15`.
    pub added: String,
    pub used: Option<String>,
    /// The host at which it holds, where that is not this one.
    pub elsewhere: Option<String>,
}

/// How far somebody is with their second factor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum FactorStep {
    Off,
    /// The app is given the secret, by the QR code or by these letters.
    Begun {
        letters: String,
    },
    On {
        codes_left: u32,
    },
}

impl std::fmt::Debug for FactorStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Off => "Off",
            Self::Begun { .. } => "Begun",
            Self::On { .. } => "On",
        })
    }
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
