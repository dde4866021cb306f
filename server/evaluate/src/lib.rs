//! How good the forecast is: a log of visits is replayed in time order through real states of a branch, each visitor is
//! told a wait as they take their ticket, and what then happened is compared with it, beside simpler ways to tell waits.
//!
//! Nothing is learned from the future: a day is predicted by what the days before it taught, and by what happened on it
//! before. Days are taken one by one, so that memory does not grow with the log. The crate is pure; its caller reads
//! files and shows progress.
//!
//! From the bottom up: `score` (errors and coverage), `simple` (the other ways), `replay` (a day's log becomes events),
//! `scores` (what visitors were told), `day`, `bank` (a log of another kind), `report`, `evaluation`.
#![forbid(unsafe_code)]

pub mod bank;
mod day;
mod evaluation;
mod replay;
mod report;
mod score;
mod scores;
mod simple;

pub use day::Day;
pub use evaluation::{Evaluation, Options};
pub use report::{Report, Unit};
pub use score::{RangeScore, Score};
pub use scores::{ByService, Scores, Told};
pub use simple::{METHODS, Method};
