//! People: who works here, what they may do, and who is signed in.
#![forbid(unsafe_code)]

pub mod attempts;
pub mod audit;
mod devices;
pub mod erasure;
mod first_admin;
mod may;
pub mod naming;
mod password;
mod pin;
mod right;
pub mod roster;
mod second_factor;
mod sign_in;
mod staff;
mod token;

pub use audit::Audit;
pub use devices::{Devices, GONE_AFTER, LETTERS_GOOD_FOR, Standing};
pub use may::{WHO_MAY, may, may_administer, needs_second_factor};
pub use password::{HashError, PASSWORD_MIN, hash, one_time};
pub use pin::{PIN_MAX, PIN_MIN, PinFault, pin_fault};
pub use right::Right;
pub use second_factor::{CodeCheck, FactorState, SharedSecret};
pub use sign_in::{Checked, Limits, Place, SignIn};
pub use staff::Staff;
