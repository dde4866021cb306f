//! Observes the server while it is driven.

use crate::arguments::Drive;
use crate::connection::Failed;
use crate::measure::{Board, Report};
use crate::target::Target;
use crate::usage::{Process, Usage};
use std::time::Duration;

/// The report of a run, or why it could not run.
pub(crate) type RunResult = Result<Report, Failed>;

/// Observes the server's process while it is driven.
pub(crate) struct Watch(Option<(Process, Usage)>);

impl Watch {
    pub(crate) fn start(drive: &Drive, target: &Target) -> Self {
        Self(Process::find(drive.pid, target.address()).and_then(|process| Some((process, process.look()?))))
    }

    /// The server's resident memory now.
    pub(crate) fn resident_kb(&self) -> Option<f64> {
        self.0.and_then(|(process, _)| process.look()).map(|usage| usage.resident_kb)
    }

    pub(crate) fn report(&self, board: Board, measured: Duration, load: String) -> Report {
        let used = self.0.and_then(|(process, before)| process.since(before));
        Report { board, measured, load, more: Vec::new(), used }
    }
}
