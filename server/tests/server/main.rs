//! The real program, from outside: HTTP, signals, files. The tree mirrors the routes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backup;
mod clock;
mod database;
mod day;
mod desks;
mod faults;
mod forms;
mod full;
mod house;
mod kill;
mod load;
mod openapi;
mod pages;
mod postgres;
mod program;
mod proxy;
mod session;
mod setup;
mod several;
mod slow;
mod streams;
mod tickets;
mod verify;
