//! The rules, one test each, as given / when / then. [`given`] builds the cases; nothing here looks inside a branch.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what builds its case")]

mod absences;
mod alerts;
mod alone;
mod announcements;
mod answers;
mod appointments;
mod auto_calls;
mod call_backs;
mod calls;
mod cancelling;
mod choices;
mod closing;
mod day;
mod delays;
mod desks;
mod documents;
mod door;
mod given;
mod histories;
mod issuing;
mod lendings;
mod officers;
mod parking;
mod pauses;
mod preferences;
mod priority;
mod remote;
mod serving;
mod sound;
mod stray_events;
mod transfers;
mod visits;
