//! Days of a branch that nobody has visited: visitors, CSRs and their commands, from a set-up and a seed.
//!
//! The visitors and the CSRs are invented here; what a command causes, and whom a desk calls, is decided by the
//! product's own rules, so that a simulated day is a valid journal. The crate is pure and shares no code with the
//! forecast, which is measured by what is simulated here. The same seed gives the same days.
//!
//! From the bottom up: `draw` (the distributions), `options`, `branch` (what is true of the branch on every day),
//! `arrivals` (the visitors of one day), `desk` (a CSR's day), `day` (the agenda that drives them).
#![forbid(unsafe_code)]

mod arrivals;
mod branch;
mod day;
mod desk;
pub mod draw;
mod options;

pub use branch::Simulator;
pub use day::{Actor, SimulatedDay, Step};
pub use options::{Options, Peak, Profile};

use queue::{Day, Setup};

/// The day to simulate.
#[derive(Debug, Clone)]
pub struct Plan {
    pub day: Day,
    /// The set-up of that day, with its hours.
    pub setup: Setup,
    /// The day of the week: 0 for Monday to 6 for Sunday.
    pub weekday: usize,
    /// Every service takes so many times as long: 1 on a usual day.
    pub slow: f64,
}
