//! Checks one branch's day: its rows are readable and have no gap, each event fits the state before it, the invariants of the
//! state hold, and every visitor's link leads to the ticket with its token.

use super::{Finding, LINK};
use branch::reporting::{Mismatch, compare};
use branch::{Recorded, Working};
use machine::clock::has_come;
use queue::{Branch, Command, Day, Event, TicketId, Timestamp, Token};
use serde_json::Value;
use std::collections::BTreeSet;
use store::{BranchId, Failure, Row, Store, visit};

const DAY: &str = "The branch is not served on this day until this is mended, earlier and later days are; restore the last backup with `sportello restore`.";
const STATE: &str = "Keep a copy of the database and this message for support; restore a backup from before this row.";
const AHEAD: &str = "The branch gives out no tickets until it has come. If the clock is right now, a manager stops the tickets and closes the day, and today goes on; otherwise set the clock.";
const FIGURES: &str = "Only the manager's reports are wrong; `sportello reports rebuild` makes them anew.";
const TIME: &str = "Numbers and desks are right; waits and reports of this day may not be.";

/// A business day of any time zone begins and ends within this many hours of the same day in UTC; one hour of it is for a clock
/// that is set back.
const FROM_UTC_HOURS: i64 = 15;
const HOUR_MS: i64 = 3_600_000;
/// The invariants of the state are checked after this many rows, and at the end.
const AUDIT_EVERY: u64 = 50;

/// Counts of what was checked, and the findings.
#[derive(Debug, Default)]
pub struct Checked {
    pub rows: u64,
    pub tickets: u64,
    pub links: u64,
    pub findings: Vec<Finding>,
    /// What is worth knowing of the day and nothing to mend.
    pub note: Option<String>,
}

/// Checks a day. Damage is among the findings; any other failure of the store ends the check.
pub async fn check(store: &Store, branch: &BranchId, day: &Day, now: Timestamp) -> Result<Checked, Failure> {
    let place = format!("branch {branch}, day {day}");
    let damaged = |what: String| Finding::new(place.clone(), &what, DAY);
    // The links first: a server may be writing, and a ticket is there before anybody sees its link.
    let links = match visit::of_day(store, branch, day).await {
        Err(Failure::Damaged(what)) => return Ok(Checked { findings: vec![damaged(what)], ..Checked::default() }),
        read => read?,
    };
    let rows = match store.read_day(branch, day, 0).await {
        Err(Failure::Damaged(what)) => return Ok(Checked { findings: vec![damaged(what)], ..Checked::default() }),
        read => read?,
    };
    let mut fold = Fold { day, state: Branch::new(), whole: true, findings: Vec::new() };
    let mut expected = 1;
    for row in &rows {
        if row.seq != expected {
            fold.lost(row, &format!("row {expected} is missing before it"));
        }
        expected = row.seq + 1;
        fold.row(row);
        if row.seq % AUDIT_EVERY == 0 || row.seq == rows.len() as u64 {
            fold.audit(row);
        }
    }
    let Fold { state, whole, mut findings, .. } = fold;
    if whole {
        // The server's own replay is another piece of code: both must come to the same.
        match Working::replay(day.clone(), &rows) {
            Ok(replayed) if replayed.branch == state => {}
            Ok(_) => findings.push(Finding::new(place, "replay gives another state", STATE)),
            Err(failure) => findings.push(damaged(why(failure))),
        }
        lost_links(store, branch, day, &state, &links, &mut findings).await?;
        if let Some(Mismatch { visits, quarters }) = compare(store, branch, day, &rows).await? {
            let what = format!("the figures differ from the journal: {visits} visits, {quarters} quarter hours");
            findings.push(Finding::new(format!("branch {branch}, day {day}"), &what, FIGURES));
        }
    }
    let note = if !has_come(day, now) && state.is_closed() {
        Some(format!("branch {branch}, day {day}: has not come yet, and was given up; there is nothing to do"))
    } else {
        None
    };
    if whole && !has_come(day, now) && !state.is_closed() {
        let what = "the day has not come yet: the clock was ahead once, or is wrong now";
        findings.push(Finding::new(format!("branch {branch}, day {day}"), what, AHEAD));
    }
    let (rows, tickets, links) = (rows.len() as u64, state.tickets().len() as u64, links.len() as u64);
    Ok(Checked { rows, tickets, links, findings, note })
}

/// The fold of the rows so far.
struct Fold<'a> {
    day: &'a Day,
    state: Branch,
    /// Whether every row so far could be applied; after one that could not, the others are only read.
    whole: bool,
    findings: Vec<Finding>,
}

impl Fold<'_> {
    fn row(&mut self, row: &Row) {
        match Recorded::read(row) {
            Err(failure) => self.lost(row, &why(failure)),
            Ok(recorded) => {
                for event in recorded.events.iter().take_while(|_| self.whole) {
                    if self.state.fits(event) {
                        self.state.apply(event);
                    } else {
                        self.lost(row, "an event does not fit what was before it");
                        return;
                    }
                }
                if self.whole {
                    self.opened_first(row, &recorded.events);
                    self.times(row, &recorded);
                }
            }
        }
    }

    fn audit(&mut self, row: &Row) {
        if self.whole {
            for what in self.state.audit() {
                self.found(row, &what, STATE);
            }
        }
    }

    /// Marks the state as unknown from this row on.
    fn lost(&mut self, row: &Row, what: &str) {
        self.whole = false;
        self.found(row, what, DAY);
    }

    fn found(&mut self, row: &Row, what: &str, remedy: &'static str) {
        let place = format!("branch {}, day {}, row {}", row.branch, row.day, row.seq);
        self.findings.push(Finding::new(place, what, remedy));
    }

    /// Checks that the first row, and only the first, opens the day.
    fn opened_first(&mut self, row: &Row, events: &[Event]) {
        let opens = events.iter().any(|event| matches!(event, Event::DayOpened { .. }));
        let of_this_day = self.state.day() == Some(self.day);
        if opens != (row.seq == 1) || !of_this_day {
            self.lost(row, "a day is opened by its first row and by no other");
        }
    }

    /// A row's events have its time. A clock may step within the day, and back out of it, but a later moment than
    /// the day's end opens the next day.
    fn times(&mut self, row: &Row, recorded: &Recorded) {
        let events: Vec<Value> = serde_json::from_str(&row.events).unwrap_or_default();
        // A ticket of a kiosk that was alone has its visitor's own time; the row has that of when the branch heard of it.
        let at = |event: &Value| event.pointer("/alone/handed_in").or_else(|| event.get("at")).and_then(Value::as_i64);
        if events.iter().filter_map(at).any(|at| at != row.at.0) {
            self.found(row, "an event has another time than its row", TIME);
        }
        let Ok(date) = self.day.as_str().parse::<jiff::civil::Date>() else {
            return self.lost(row, "its day is no date");
        };
        let Ok(start) = date.to_zoned(jiff::tz::TimeZone::UTC) else { return };
        let start = start.timestamp().as_millisecond();
        // A day that nobody ended is ended when the next one begins, after a weekend for instance.
        let ends = recorded.command == Command::CloseDay { overdue: true };
        let too_late = !ends && row.at.0 >= start + (24 + FROM_UTC_HOURS) * HOUR_MS;
        let too_early = row.seq == 1 && row.at.0 < start - FROM_UTC_HOURS * HOUR_MS;
        if too_late || too_early {
            self.found(row, "its time is outside its day", TIME);
        }
    }
}

/// The words of a failure in a finding.
fn why(failure: Failure) -> String {
    match failure {
        Failure::Damaged(what) => what,
        other => other.to_string(),
    }
}

/// Checks that every link leads to the ticket with its token, and that every ticket of the branch's last day has a link.
async fn lost_links(
    store: &Store,
    branch: &BranchId,
    day: &Day,
    state: &Branch,
    links: &[(Token, TicketId)],
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let place = |id: TicketId| format!("branch {branch}, day {day}, ticket {id}");
    for (token, id) in links {
        let what = match state.ticket(*id) {
            None => "a visitor's link leads to a ticket that was not issued",
            Some(ticket) if ticket.token != *token => "a visitor's link leads to another visitor's ticket",
            Some(_) => continue,
        };
        findings.push(Finding::new(place(*id), what, LINK));
    }
    let linked: BTreeSet<&Token> = links.iter().map(|(token, _)| token).collect();
    for ticket in state.tickets().filter(|ticket| !linked.contains(&ticket.token)) {
        // Issued since the links were read; or on a day whose links are forgotten, now or meanwhile.
        let there = visit::by_token(store, &ticket.token).await?.is_some();
        if store.last_day(branch).await?.as_ref() != Some(day) {
            return Ok(());
        }
        if !there {
            findings.push(Finding::new(place(ticket.id), "the visitor's link is not there", LINK));
        }
    }
    Ok(())
}
