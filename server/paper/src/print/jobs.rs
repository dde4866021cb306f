//! What is printed once: a request by its key, a printer for one ticket at a time, a ticket no more often than anybody
//! needs. In memory: a server that starts anew has forgotten it, and at worst prints a ticket twice.

use super::device::{self, Fault};
use setup::Printer;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex as Line;
use tokio::time::timeout;

/// How many requests are remembered.
const REMEMBERED: usize = 2_000;
/// A ticket is printed at most so often.
const COPIES: usize = 3;
/// How long a ticket waits for another one to come out.
const IN_LINE: Duration = Duration::from_secs(4);

/// Why nothing was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The key belongs to another ticket.
    KeyReused,
    /// The ticket has been printed often enough.
    Often,
    Fault(Fault),
}

/// The printers of this server. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Printers {
    jobs: Arc<Mutex<VecDeque<Job>>>,
    /// By address: whoever holds it prints.
    lines: Arc<Mutex<HashMap<String, Arc<Line<()>>>>>,
}

#[derive(Debug, Clone)]
struct Job {
    key: String,
    token: String,
    /// Whether it was printed. Held while it is being printed: who asks again with the key waits for it.
    printed: Arc<Line<bool>>,
}

impl Printers {
    /// Prints a ticket, unless this request has printed it already.
    pub async fn print(&self, printer: &Printer, key: &str, token: &str, bytes: &[u8]) -> Result<(), Refused> {
        let job = self.job(key, token)?;
        let mut printed = job.lock().await;
        if *printed {
            return Ok(());
        }
        let line = self.line(&printer.address);
        let _turn = timeout(IN_LINE, line.lock()).await.map_err(|_| Refused::Fault(Fault::Busy))?;
        device::print(printer, bytes).await.map_err(Refused::Fault)?;
        *printed = true;
        Ok(())
    }

    /// The job of this request, a new one or the one that it was.
    fn job(&self, key: &str, token: &str) -> Result<Arc<Line<bool>>, Refused> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = jobs.iter().find(|job| job.key == key) {
            return if known.token == token { Ok(known.printed.clone()) } else { Err(Refused::KeyReused) };
        }
        // One that is under way counts as printed.
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
