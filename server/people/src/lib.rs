//! People: who works here and who is signed in.
#![forbid(unsafe_code)]

mod staff;

pub use staff::{PASSWORD_MIN, PasswordLength, SESSION, Staff, hash, may};
