//! People: who works here and who is signed in.
#![forbid(unsafe_code)]

pub mod audit;
mod right;
pub mod roster;
mod staff;

pub use audit::Audit;
pub use right::Right;
pub use staff::{HashError, PASSWORD_MIN, SESSION, Staff, hash, may};
