//! How many desks a branch needs, and when to open or close one.
//!
//! The crate is pure and knows no branch: times are minutes, rates are visitors per minute, and a caller brings the
//! figures. `erlang` and `patience` hold the formulas of queueing theory, `load` follows the work of a day whose arrivals
//! change, `plan` says how many desks each quarter hour needs, and `pressure` when to open or to close a desk now.
#![forbid(unsafe_code)]

mod erlang;
mod load;
mod patience;
mod plan;
mod pressure;

pub use erlang::{blocked, delayed};
pub use load::Load;
pub use patience::{Demand, Waits};
pub use plan::{Goal, Quarter, QuarterNeed, plan};
pub use pressure::{Advice, Pressure, Thresholds};
