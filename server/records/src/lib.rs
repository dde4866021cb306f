//! The rules of what is kept as rows beside the journal: which times an officer can be booked for, the life of a booking, how a visitor is
//! reached, check-in; complaints and their legal clock, feedback and its figures, cases, notices.
//!
//! Pure: time, randomness and facts are arguments, and nothing is read or written here. A refusal says which field is meant, so that a form
//! can show it there.
#![forbid(unsafe_code)]

pub mod alert_rule;
pub mod appointment;
pub mod article;
pub mod case;
pub mod check_in;
pub mod complaint;
pub mod contact;
pub mod contact_check;
mod feasts;
pub mod feedback;
pub mod follow_up;
pub mod grid;
pub mod interest;
pub mod kpi;
pub mod legal_clock;
pub mod lesson;
pub mod look_up;
pub mod notice;
pub mod officer;
pub mod reminder;
pub mod slots;
mod text;
mod version;
mod words;

pub use feasts::{Feast, Feasts};
pub use text::{TextFault, text};
pub use version::{Stale, Version};
