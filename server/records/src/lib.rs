//! The rules of what is kept as rows beside the journal. Pure: the time is an argument, and nothing is read or written
//! here.
#![forbid(unsafe_code)]

mod version;

pub use version::{Stale, Version};
