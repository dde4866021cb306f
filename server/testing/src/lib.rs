//! What tests share: a throw-away PostgreSQL and a pooler before it, a bank of as many branches as a test wants, and a passkey. Never part of the program.
#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bank;
mod passkey;
pub mod pooler;
pub mod postgres;

pub use bank::bank_of;
pub use passkey::SoftPasskey;
