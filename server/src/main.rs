//! Sportello: the lobby of a bank branch, as one program.
//!
//! Settings lead to a store, the store to branches, the branches to HTTP; a signal leads to the end. The map:
//! `setup` (what a branch offers), `store` (what is kept), `branch` and `branches` (the task that gives out numbers),
//! `view` and `feed` (what screens see), `staff` (who works here), `http` (the outside contract), `cli` (the commands).
#![forbid(unsafe_code)]

mod branch;
mod branches;
mod cli;
mod clock;
mod feed;
mod http;
mod settings;
mod setup;
mod staff;
mod store;
mod view;

use std::process::ExitCode;

fn main() -> ExitCode {
    let settings = settings::read();
    cli::start_log(settings.log_format);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return cli::fail(&format!("cannot start: {error}")),
    };
    match runtime.block_on(cli::run(settings.command)) {
        Ok(code) => code,
        Err(error) => cli::fail(&error.to_string()),
    }
}
