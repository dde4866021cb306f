//! Messages that leave the branch: `push` sends a call to a visitor's phone.
#![forbid(unsafe_code)]

pub mod push;
