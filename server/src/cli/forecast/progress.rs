//! A progress bar on standard error. Its line ends with it, also where a fault ends both: what is said then has a line of its own.

use std::io::Write;

const WIDTH: u64 = 40;

pub struct Progress {
    all: u64,
    done: u64,
    shown: Option<u64>,
}

impl Progress {
    pub fn new(all: u64) -> Self {
        Self { all: all.max(1), done: 0, shown: None }
    }

    pub fn advance(&mut self, by: usize) {
        self.done += u64::try_from(by).unwrap_or(0);
        let percent = (self.done * 100 / self.all).min(100);
        if self.shown != Some(percent) {
            self.shown = Some(percent);
            let full = usize::try_from(percent * WIDTH / 100).unwrap_or(0);
            let rest = usize::try_from(WIDTH).unwrap_or(0).saturating_sub(full);
            // A terminal that is gone is no reason to stop.
            let _ = write!(std::io::stderr(), "\r[{}{}] {percent:>3} %", "#".repeat(full), " ".repeat(rest));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }
}
