//! Predictions from the state of a branch: how long the visitors who wait will go on waiting, and how long the next
//! one for each service would.
//!
//! The crate is pure: state, time and seed are arguments, and the same arguments give the same answer. [`Learner`] makes
//! [`Learned`] from past days; [`predict`] plays the rest of the day many times from the real state, by the queue's own
//! call order; [`Conformal`] widens the ranges by what past ranges missed.
#![forbid(unsafe_code)]

mod conformal;
mod estimate;
mod learned;
mod learner;
mod outlook;
mod predict;
mod random;
mod simulation;
mod today;

pub use conformal::{Conformal, Simulated};
pub use estimate::{Estimate, Wait};
pub use learned::{
    Arrivals, CallHabits, DeskDay, DeskDays, GAP_EDGES, Gap, LEAVING_EDGES, Learned, Leaving, NoShows, PICKED_PLACES,
    QUARTERS, ServiceArrivals, ServiceTime,
};
pub use learner::{Learner, PastBookings, PastDay};
pub use outlook::{Effect, Later, MeanWaits, Outlook, WhatIf, outlook, what_if};
pub use predict::{Forecast, predict, predict_after};
pub use simulation::Change;
pub use today::{Booked, Today};
