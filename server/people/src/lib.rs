//! People: who works here and who is signed in.
#![forbid(unsafe_code)]

mod staff;

pub use staff::{HashError, PASSWORD_MIN, SESSION, Staff, hash, may};
