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
mod right;
pub mod roster;
mod sign_in;
mod staff;
mod token;

pub use audit::Audit;
pub use devices::{Devices, GONE_AFTER, LETTERS_GOOD_FOR, Standing};
pub use may::{WHO_MAY, may, may_administer};
pub use password::{HashError, PASSWORD_MIN, hash, one_time};
pub use right::Right;
pub use sign_in::{Limits, Place, SignIn};
pub use staff::Staff;
