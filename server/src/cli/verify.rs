//! `sportello verify` checks a database. It only reads, one branch's day at a time, so that its memory does not grow with the
//! database.

mod day;

#[cfg(test)]
pub use day::check as check_day;

use super::{Error, count};
use crate::settings::VerifyCommand;
use machine::clock;
use queue::Day;
use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use store::{BranchId, Failure, Store, visit};

/// How often a long check reports its progress.
const PROGRESS_EVERY: Duration = Duration::from_secs(2);

/// A fault of the database with its place and its remedy.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    place: String,
    what: String,
    remedy: &'static str,
}

impl Finding {
    /// Makes a finding; a place that the failure's text repeats is cut off.
    fn new(place: String, what: &str, remedy: &'static str) -> Self {
        let what = what.strip_prefix(&place).map_or(what, |rest| rest.trim_start_matches([',', ' ']));
        Self { what: what.to_owned(), place, remedy }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.what.trim_end_matches('.');
        write!(f, "{}: {what}. {}", self.place, self.remedy)
    }
}

/// The remedy for a fault of the database.
const RESTORE: &str =
    "Stop the server, keep a copy of the database, and restore the last backup with `sportello restore`.";
/// The remedy for a fault of a visitor's link.
const LINK: &str =
    "A visitor's phone may show another ticket or none; numbers and desks are right. Keep this message for support.";

/// Counts of what was checked.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    branches: u64,
    days: u64,
    rows: u64,
    tickets: u64,
    links: u64,
}

/// The state of one check.
struct Check<'a> {
    store: &'a Store,
    tally: Tally,
    findings: u64,
    last_progress: Instant,
}

pub async fn run(arguments: VerifyCommand) -> ExitCode {
    match verify(&arguments).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("sportello: could not check: {error}");
            ExitCode::from(2)
        }
    }
}

/// Prints each finding at once and returns their number.
async fn verify(arguments: &VerifyCommand) -> Result<u64, Error> {
    let store = super::open_read_only(&arguments.database.url).await?;
    let mut check = Check { store: &store, tally: Tally::default(), findings: 0, last_progress: Instant::now() };
    let narrowed = arguments.branch.is_some() || arguments.since.is_some();
    if narrowed {
        say("the database's files: not checked, because of --branch or --since");
    } else {
        check.files().await?;
    }
    check.branches(arguments).await?;
    let Check { tally, findings, .. } = check;
    store.close().await;
    let Tally { branches, days, rows, tickets, links } = tally;
    say(&format!(
        "checked {}, {}, {}, {}, {}",
        count(branches, "branch", "branches"),
        count(days, "day", "days"),
        count(rows, "row", "rows"),
        count(tickets, "ticket", "tickets"),
        count(links, "link", "links"),
    ));
    say(&if findings == 0 { "nothing is amiss".to_owned() } else { count(findings, "finding", "findings") });
    Ok(findings)
}

impl Check<'_> {
    /// Runs the engine's own check, and looks for links that lead nowhere.
    async fn files(&mut self) -> Result<(), Failure> {
        eprintln!("checking the database's files");
        let place = || "the database's files".to_owned();
        match self.store.integrity().await {
            Ok(found) if found.is_empty() => say("the database's files: sound"),
            Ok(found) => {
                for what in found {
                    self.found(Finding::new(place(), &what, RESTORE));
                }
            }
            Err(Failure::Damaged(what)) => self.found(Finding::new(place(), &what, RESTORE)),
            Err(failure) => return Err(failure),
        }
        let stray = visit::strays(self.store).await;
        for (branch, day) in self.unless_damaged("the visitors' links", stray)?.unwrap_or_default() {
            let what = "a visitor's link leads into a day that the journal does not have";
            self.found(Finding::new(format!("branch {branch}, day {day}"), what, LINK));
        }
        Ok(())
    }

    async fn branches(&mut self, arguments: &VerifyCommand) -> Result<(), Error> {
        let known = self.store.branches().await;
        let known = self.unless_damaged("the journal", known)?.unwrap_or_default();
        if let Some(branch) = &arguments.branch
            && !known.iter().any(|known| known.as_str() == branch)
        {
            let known: Vec<&str> = known.iter().map(BranchId::as_str).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(Error::Usage(format!("the journal has no branch \"{branch}\"; it has {known}")));
        }
        let since = Day::from_written(&arguments.since.map_or_else(String::new, |day| day.to_string()));
        for branch in known.iter().filter(|id| arguments.branch.as_ref().is_none_or(|only| only == id.as_str())) {
            self.tally.branches += 1;
            let place = format!("branch {branch}");
            let repeated = self.store.repeated_keys(branch).await;
            for key in self.unless_damaged(&place, repeated)?.unwrap_or_default() {
                let what = format!("the request key \"{}\" stands in more than one row", key.as_str());
                self.found(Finding::new(place.clone(), &what, RESTORE));
            }
            let days = self.store.days(branch).await;
            for day in self.unless_damaged(&place, days)?.unwrap_or_default() {
                if day >= since {
                    self.day(branch, &day).await?;
                }
            }
        }
        Ok(())
    }

    async fn day(&mut self, branch: &BranchId, day: &Day) -> Result<(), Failure> {
        let checked = day::check(self.store, branch, day, clock::now()).await?;
        for finding in checked.findings {
            self.found(finding);
        }
        if let Some(note) = checked.note {
            say(&note);
        }
        self.tally.days += 1;
        self.tally.rows += checked.rows;
        self.tally.tickets += checked.tickets;
        self.tally.links += checked.links;
        if self.last_progress.elapsed() >= PROGRESS_EVERY {
            self.last_progress = Instant::now();
            eprintln!("branch {branch}, day {day}: {} so far", count(self.tally.rows, "row", "rows"));
        }
        Ok(())
    }

    /// Returns what was read. Damage becomes a finding; any other failure ends the check.
    fn unless_damaged<T>(&mut self, place: &str, read: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match read {
            Ok(read) => Ok(Some(read)),
            Err(Failure::Damaged(what)) => {
                self.found(Finding::new(place.to_owned(), &what, RESTORE));
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }

    fn found(&mut self, finding: Finding) {
        self.findings += 1;
        say(&finding.to_string());
    }
}

/// Prints a line. A closed standard output is no reason to stop.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
