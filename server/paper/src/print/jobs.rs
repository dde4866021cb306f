//! Print jobs: a request prints once by its key, a printer prints one ticket at a time, and a ticket is printed at most
//! [`COPIES`] times. Jobs are in memory only, so a restarted server may print a ticket a second time.

use super::device::{self, Fault, Roll};
use setup::Printer;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex as Line;
use tokio::time::timeout;

/// How many jobs are remembered.
const REMEMBERED: usize = 2_000;
/// How often one ticket is printed at most.
const COPIES: usize = 3;
/// How long a ticket waits for its turn at the printer, as when two kiosks share one.
const IN_LINE: Duration = Duration::from_secs(30);

/// Why nothing was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The key belongs to another ticket's request.
    KeyReused,
    /// The ticket has been printed [`COPIES`] times.
    Often,
    Fault(Fault),
}

/// The printers of this server. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Printers {
    jobs: Arc<Mutex<VecDeque<Job>>>,
    /// A lock for each printer's address. tokio's lock is fair, so tickets are printed in their order.
    lines: Arc<Mutex<HashMap<String, Arc<Line<()>>>>>,
}

#[derive(Debug, Clone)]
struct Job {
    key: String,
    token: String,
    /// Whether the ticket was printed. The lock is held while it prints, so that a repeated request waits for the result.
    printed: Arc<Line<bool>>,
}

impl Printers {
    /// Prints a ticket, and tells how much paper there is afterwards; `None` if this request has printed it already.
    pub async fn print(
        &self,
        printer: &Printer,
        key: &str,
        token: &str,
        bytes: &[u8],
    ) -> Result<Option<Roll>, Refused> {
        let job = self.job(key, token)?;
        let mut printed = job.lock().await;
        if *printed {
            return Ok(None);
        }
        let line = self.line(&printer.address);
        let _turn = timeout(IN_LINE, line.lock()).await.map_err(|_| Refused::Fault(Fault::Busy))?;
        let roll = device::print(printer, bytes).await.map_err(Refused::Fault)?;
        *printed = true;
        Ok(Some(roll))
    }

    /// Returns the job of this request, or makes one.
    fn job(&self, key: &str, token: &str) -> Result<Arc<Line<bool>>, Refused> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = jobs.iter().find(|job| job.key == key) {
            return if known.token == token { Ok(known.printed.clone()) } else { Err(Refused::KeyReused) };
        }
        // A job that is printing counts as printed.
        let printed = |job: &&Job| job.token == token && job.printed.try_lock().map_or(true, |printed| *printed);
        if jobs.iter().filter(printed).count() >= COPIES {
            return Err(Refused::Often);
        }
        let job = Job { key: key.to_owned(), token: token.to_owned(), printed: Arc::default() };
        jobs.push_back(job.clone());
        if jobs.len() > REMEMBERED {
            jobs.pop_front();
        }
        Ok(job.printed)
    }

    fn line(&self, address: &str) -> Arc<Line<()>> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.entry(address.to_owned()).or_default().clone()
    }
}
