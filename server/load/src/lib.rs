//! `sportello load` measures what a running server can bear. It drives a server as kiosks, desks and displays do, for a bounded
//! time, checks every answer, and prints latencies, errors, and the server's processor time and memory. Its connection serves
//! other players of kiosks and desks too.

#![forbid(unsafe_code)]

mod arguments;
mod calls;
mod connection;
mod day;
mod desk;
mod measure;
mod pace;
mod screens;
mod target;
mod tickets;
mod usage;

pub use arguments::{CallLoad, DayLoad, Drive, Load, LoadKind, People, ScreenLoad, TicketLoad};
pub use connection::{Answer, Connection, Failed, Request};
pub use target::{Keys, Target};

use measure::{Board, Report};
use std::time::Duration;
use usage::{Process, Usage};

/// The report of a run, or why it could not run.
type RunResult = Result<Report, Failed>;

/// What to do where there are too few open files.
const TOO_FEW_FILES: &str = "the system allows this user too few open files; raise the limit (`ulimit -n`, or LimitNOFILE= of a service), here and for the server, or ask for fewer";
/// How many files are open besides the connections.
const SPARE: usize = 64;

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

/// Raises the limit of open files as far as the system allows, and checks that it suffices for `connections`.
fn check_files(connections: usize) -> Result<(), Failed> {
    let allowed = rlimit::increase_nofile_limit(u64::MAX)?;
    if allowed < (connections + SPARE) as u64 {
        return Err(format!("{connections} connections need more than {allowed} open files: {TOO_FEW_FILES}").into());
    }
    Ok(())
}

/// Observes the server's process while it is driven.
struct Watch(Option<(Process, Usage)>);

impl Watch {
    fn start(drive: &Drive, target: &Target) -> Self {
        Self(Process::find(drive.pid, target.address()).and_then(|process| Some((process, process.look()?))))
    }

    /// The server's resident memory now.
    fn resident_kb(&self) -> Option<f64> {
        self.0.and_then(|(process, _)| process.look()).map(|usage| usage.resident_kb)
    }

    fn report(&self, board: Board, measured: Duration, load: String) -> Report {
        let used = self.0.and_then(|(process, before)| process.since(before));
        Report { board, measured, load, more: Vec::new(), used }
    }
}
