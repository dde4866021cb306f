//! `sportello audit` checks, prints and exports who did what, also beside a running server.

use super::{Error, fail, open_for_people, open_read_only};
use crate::settings::{AuditAction, AuditCommand, DatabaseOption, ExportAudit, ListAudit, VerifyAudit};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use store::audit::{self, Checker, Entry, Head, Line, Search, What, Who};
use store::{BranchId, Store};

/// Lines that are read at once.
const PAGE: u32 = 1_000;

pub async fn run(arguments: AuditCommand) -> Result<ExitCode, Error> {
    match arguments.action {
        AuditAction::Verify(arguments) => Ok(verify(arguments).await),
        AuditAction::Head(of) => head(of).await.map(|()| ExitCode::SUCCESS),
        AuditAction::List(arguments) => list(arguments).await.map(|()| ExitCode::SUCCESS),
        AuditAction::Export(arguments) => export(arguments).await.map(|()| ExitCode::SUCCESS),
    }
}

async fn verify(arguments: VerifyAudit) -> ExitCode {
    match check_all(arguments).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            fail(&error.to_string());
            ExitCode::from(2)
        }
    }
}

/// Checks every chain, prints what was found, and returns whether all are sound.
async fn check_all(arguments: VerifyAudit) -> Result<bool, Error> {
    let kept = arguments.kept.as_deref().map_or(Ok(Vec::new()), kept)?;
    let store = open_read_only(&arguments.of.url).await?;
    let heads = audit::heads(&store).await?;
    let mut branches = audit::branches(&store).await?;
    branches.extend(kept.iter().map(|head| head.branch.clone()));
    branches.sort();
    branches.dedup();
    let mut sound = true;
    for branch in branches {
        let head = heads.iter().find(|head| head.branch == branch).cloned();
        let mut checker = Checker::new(head, kept.iter().filter(|head| head.branch == branch).cloned().collect());
        let mut last: Option<Line> = None;
        loop {
            let from = last.as_ref().map_or(1, |last| last.n + 1);
            let lines = audit::lines(&store, &branch, from, PAGE).await?;
            for line in &lines {
                checker.line(line);
            }
            let Some(line) = lines.into_iter().next_back() else { break };
            last = Some(line);
        }
        for fault in checker.end() {
            sound = false;
            print(&format!("{branch}: {fault}"));
        }
        if let Some(last) = last {
            print(&format!("{branch} {} {}", last.n, last.hash));
        }
    }
    store.close().await;
    Ok(sound)
}

/// Reads what `head` printed before.
fn kept(file: &Path) -> Result<Vec<Head>, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::Usage(format!("cannot read {}: {error}", file.display())))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(number, line): (usize, &str)| {
        kept_line(line).ok_or_else(|| {
            Error::Usage(format!(
                "{}, line {}: write a branch, a number and a hash, as `sportello audit head` prints them",
                file.display(),
                number + 1
            ))
        })
    };
    lines.map(read).collect()
}

fn kept_line(line: &str) -> Option<Head> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [branch, n, hash] = words[..] else { return None };
    let n = n.parse().ok()?;
    (hash.len() == 64).then(|| Head { branch: BranchId::new(branch), n, hash: hash.to_owned() })
}

async fn head(of: DatabaseOption) -> Result<(), Error> {
    let store = open_read_only(&of.url).await?;
    for Head { branch, n, hash } in audit::heads(&store).await? {
        print(&format!("{branch} {n} {hash}"));
    }
    store.close().await;
    Ok(())
}

async fn list(arguments: ListAudit) -> Result<(), Error> {
    let store = open_read_only(&arguments.of.url).await?;
    let ListAudit { branch, who, what, most, .. } = arguments;
    let search = Search { who, what: what.unwrap_or_default(), most, ..Search::default() };
    for line in audit::search(&store, &BranchId::new(&branch), &search).await? {
        let address = line.address.as_deref().unwrap_or("(erased)");
        let Line { n, who, what, about, device, .. } = &line;
        print(format!("{n:>8}  {}  {who:<14} {what:<18} {about}  {device} {address}", time(&line)).trim_end());
    }
    store.close().await;
    Ok(())
}

/// Writes a chain as CSV. That it was done is a line of the chain, the last one of what is written.
async fn export(arguments: ExportAudit) -> Result<(), Error> {
    let store = open_for_people(&arguments.of.url, false).await?;
    let branch = BranchId::new(&arguments.branch);
    let entry = Entry::new(&branch, machine::clock::now(), Who::command_line(), What::AuditExported);
    audit::note_alone(&store, &[entry]).await?;
    let written = write_csv(&store, &branch).await;
    store.close().await;
    written
}

async fn write_csv(store: &Store, branch: &BranchId) -> Result<(), Error> {
    print(crate::http::audit_csv::HEADER.trim_end());
    let mut from = 1;
    loop {
        let lines = audit::lines(store, branch, from, PAGE).await?;
        let Some(last) = lines.last() else { return Ok(()) };
        from = last.n + 1;
        for line in &lines {
            print(crate::http::audit_csv::row(line).trim_end());
        }
    }
}

/// The time of a line, in UTC.
fn time(line: &Line) -> String {
    crate::http::audit_csv::time(line.at)
}

/// Prints a line. A closed standard output is no fault.
fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
