//! `sportello load` measures what a running server can bear. It drives a server as kiosks, desks and displays do, for a bounded
//! time, checks every answer, and prints latencies, errors, and the server's processor time and memory. Its connection serves
//! other players of kiosks and desks too.

#![forbid(unsafe_code)]

mod arguments;
mod calls;
mod connection;
mod day;
mod desk;
mod files;
mod measure;
mod pace;
mod screens;
mod target;
mod tickets;
mod usage;
mod watch;

pub use arguments::{CallLoad, DayLoad, Drive, Load, LoadKind, People, ScreenLoad, TicketLoad};
pub use connection::{Answer, Connection, Failed, Request};
pub use target::{Keys, Target};

/// Runs one load and prints its report. An unexpected answer is an error.
pub async fn run(arguments: Load) -> Result<(), Failed> {
    let drive = &arguments.drive;
    let report = match &arguments.kind {
        LoadKind::Tickets(load) => tickets::run(drive, load).await,
        LoadKind::Calls(load) => calls::run(drive, load).await,
        LoadKind::Day(load) => day::run(drive, load).await,
        LoadKind::Screens(load) => screens::run(drive, load).await,
    };
    let report = report?;
    report.print(drive.json);
    match report.board.errors() {
        0 => Ok(()),
        errors => Err(format!("{errors} answers were not as expected").into()),
    }
}
