//! The rules of what is kept as rows beside the journal: which times an officer can be booked for, the life of a booking, how a visitor is
//! reached, check-in. Pure: the time is an argument, and nothing is read or written here.
#![forbid(unsafe_code)]

pub mod appointment;
pub mod check_in;
pub mod contact;
pub mod grid;
pub mod officer;
pub mod reminder;
pub mod slots;
mod version;

pub use version::{Stale, Version};
