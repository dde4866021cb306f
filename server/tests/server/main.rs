//! The real program, from outside: HTTP, signals, files. The tree mirrors the routes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backup;
mod clock;
mod database;
mod desks;
mod faults;
mod house;
mod kill;
mod openapi;
mod pages;
mod program;
mod session;
mod setup;
mod slow;
mod streams;
mod tickets;
mod verify;
