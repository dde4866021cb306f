//! People: who works here, what they may do, and who is signed in.
#![forbid(unsafe_code)]

pub mod attempts;
pub mod audit;
mod by;
mod devices;
mod ended;
pub mod erasure;
mod first_admin;
mod invitation;
mod limits;
mod may;
pub mod naming;
mod passkeys;
mod password;
mod pin;
mod pin_digits;
mod place;
mod provider_sign_in;
mod right;
pub mod roster;
mod sealing;
mod second_factor;
mod sign_in;
pub mod sign_on;
mod staff;
pub mod system_keys;
mod token;
mod under_way;

pub use audit::Audit;
pub use by::By;
pub use devices::{Devices, GONE_AFTER, LETTERS_GOOD_FOR, Standing};
pub use limits::{Limits, Rules};
pub use may::{WHO_MAY, may, may_administer, needs_second_factor};
pub use passkeys::{AddedPasskey, RelyingParty, RemovedPasskey};
pub use password::{HashError, PASSWORD_MIN, hash, one_time};
pub use pin_digits::{PIN_MAX, PIN_MIN, PinFault, pin_fault};
pub use place::Place;
pub use provider_sign_in::ByProvider;
pub use right::Right;
pub use second_factor::{CodeCheck, FactorState, SharedSecret};
pub use sign_in::{Checked, SignIn};
pub use staff::Staff;
