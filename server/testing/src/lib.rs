//! What tests share: a throw-away PostgreSQL and a pooler before it, and a bank of as many branches as a test wants. Never part of the program.
#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bank;
pub mod pooler;
pub mod postgres;

pub use bank::bank_of;
