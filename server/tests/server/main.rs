//! The real program, from outside: HTTP, signals, files. The tree mirrors the routes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod alerts;
mod backup;
mod clock;
mod clock_ahead;
mod database;
mod day;
mod demo;
mod desks;
mod faults;
mod forecast;
mod forms;
mod full;
mod kill;
mod load;
mod openapi;
mod pages;
mod phone;
mod pooler;
mod printing;
mod program;
mod proxy;
mod push;
mod replaced;
mod session;
mod settings;
mod setup;
mod several;
mod simulate;
mod slow;
mod speech;
mod staff;
mod streams;
mod tickets;
mod verify;
