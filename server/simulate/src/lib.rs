//! Days of a branch that nobody has visited: visitors, CSRs and their commands, from a set-up and a seed.
//!
//! The visitors and the CSRs are invented here; what a command causes, and whom a desk calls, is decided by the
//! product's own rules, so that a simulated day is a valid journal. The crate is pure and shares no code with the
//! forecast, which is measured by what is simulated here. The same seed gives the same days.
//!
//! From the bottom up: `draw` (the distributions), `options`, `plan`, `step`, `branch` (what is true of the branch on every
//! day), `arrivals` (the visitors of one day), `running` (a day on its way), `desk` (a CSR's day), `day` (the agenda that
//! drives them), `oracle` (the best that can be known of a day).
#![forbid(unsafe_code)]

mod arrivals;
mod branch;
mod day;
mod desk;
pub mod draw;
mod options;
mod oracle;
mod plan;
mod running;
mod step;

pub use arrivals::Somebody;
pub use branch::Simulator;
pub use day::SimulatedDay;
pub use options::{Options, Peak, Profile};
pub use oracle::Odds;
pub use plan::Plan;
pub use step::{Actor, Booking, Step};
