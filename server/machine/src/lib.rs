//! The machine's clock and randomness, and threads for long work. Nothing else in the house reads clock or randomness:
//! everything else is handed a moment, or asks here for bytes.
#![forbid(unsafe_code)]

mod beside;
pub mod clock;
mod random;

pub use beside::{beside, give_way};
pub use random::random;
