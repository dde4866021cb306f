//! The rules, one test each, as given / when / then. [`given`] builds the cases; nothing here looks inside a branch.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what builds its case")]

mod calls;
mod cancelling;
mod day;
mod desks;
mod given;
mod issuing;
mod serving;
mod stray_events;
