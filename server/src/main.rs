//! Sportello: the lobby of a bank branch, as one program.
//!
//! Settings lead to a store, the store to branches, the branches to HTTP; a signal leads to the end. The map:
//! `setup` (what a branch offers), `store` (what is kept), `branch` and `branches` (the task that gives out numbers),
//! `view` and `feed` (what screens see), `staff` (who works here), `speech` (what is said aloud), `http` (the outside contract), `cli` (the commands).
#![forbid(unsafe_code)]

mod alerts;
mod branch;
mod branches;
mod cli;
mod clock;
mod feed;
mod forms;
mod http;
mod print;
mod push;
mod settings;
mod setup;
mod speech;
mod staff;
mod store;
mod view;

use settings::Command;
use std::process::ExitCode;
use tokio::runtime::Builder;

/// Gives memory back in time and takes it in little of it: half of what a command costs is small strings.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let settings = settings::read();
    cli::start_log(settings.log_format);
    let mut runtime = match settings.command {
        // It shares the machine with the server that it measures: one thread is enough to drive it.
        Command::Load(_) => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    let runtime = match runtime.enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return cli::fail(&format!("cannot start: {error}")),
    };
    match runtime.block_on(cli::run(settings.command)) {
        Ok(code) => code,
        Err(error) => cli::fail(&error.to_string()),
    }
}
