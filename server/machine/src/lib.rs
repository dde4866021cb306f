//! The machine's clock and randomness. Nothing else in the house reads either: everything else is handed a moment, or
//! asks here for bytes.
#![forbid(unsafe_code)]

pub mod clock;
mod random;

pub use random::random;
