//! The visit log: what became of each visitor, and when each desk was open.
//!
//! A [`Log`] comes from the events of a day ([`of_events`]) or from two CSV files ([`csv`], described in
//! `docs/visit-log.md`). Forecasts learn from it and are measured by it. The crate is pure: it has no clock, and reads
//! only from the source that it is handed.
#![forbid(unsafe_code)]

pub mod csv;
mod day;
mod log;

pub use day::{Recorder, of_events};
pub use log::{DeskSpan, Log, Outcome, SpanKind, Visit};
