//! Sportello: the lobby of a bank branch, as one program.
//!
//! Settings lead to a store, the store to branches, the branches to HTTP; a signal leads to the end. What is here: `settings`
//! (the only reader of the command line and the environment), `cli` (the commands) and `http` (the outside contract). Everything
//! else is a crate of its own beside this folder.
#![forbid(unsafe_code)]

mod cli;
mod http;
mod settings;

use settings::Command;
use std::process::ExitCode;
use tokio::runtime::Builder;

/// Gives memory back in time and takes it in little of it: half of what a command costs is small strings.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let settings = settings::read();
    cli::start_log(settings.log_format, settings::log_filter());
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
