//! Finds what was done to a chain: a line changed, removed, inserted, put into another place, or the end cut off. It reads the
//! lines in order and keeps only the last one, so a chain may be as long as it likes.

use super::{Head, Line, START};
use std::fmt;

/// How far from its place a line is looked for that was moved.
const AROUND: u64 = 256;

/// What is wrong with a chain. Lines are named by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Lines are not there, the first and the last of them named.
    Removed { first: u64, last: u64 },
    /// A line does not hold what was written.
    Changed { n: u64 },
    /// Lines stand in another place than they were written at: `first` was the line `was`.
    Moved { first: u64, last: u64, was: u64 },
    /// A line is whole and does not follow the one before it: it was inserted, or the one before was written anew.
    Unlinked { n: u64 },
    /// The end was cut off, the first and the last missing line named.
    CutOff { first: u64, last: u64 },
    /// Lines follow the one that the head names: they were added by something else than this program, or the head was put
    /// back.
    Beyond { first: u64, last: u64 },
    /// There are lines and no head.
    NoHead,
    /// A head names another line than the one that stands there: the chain was written anew.
    OtherHead { n: u64 },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = |first: u64, last: u64| {
            if first == last { format!("line {first}") } else { format!("lines {first} to {last}") }
        };
        let are = |first: u64, last: u64| if first == last { "is" } else { "are" };
        match *self {
            Self::Removed { first, last } => write!(f, "{} {} missing", lines(first, last), are(first, last)),
            Self::Changed { n } => write!(f, "line {n} was changed after it was written"),
            Self::Moved { first, last, was } if first > was => write!(
                f,
                "{} {} in the place of {}: a line was inserted before line {first}, or lines were exchanged",
                lines(first, last),
                if first == last { "was written" } else { "were written" },
                lines(was, was + (last - first)),
            ),
            Self::Moved { first, last, was } => write!(
                f,
                "{} {} in the place of {}: a line was removed before line {first}, or lines were exchanged",
                lines(first, last),
                if first == last { "was written" } else { "were written" },
                lines(was, was + (last - first)),
            ),
            Self::Unlinked { n: 1 } => {
                f.write_str("line 1 follows another line: the beginning of the chain was replaced")
            }
            Self::Unlinked { n } => write!(
                f,
                "line {n} does not follow line {}: line {n} was inserted, or line {} was written anew",
                n - 1,
                n - 1
            ),
            Self::CutOff { first, last } => {
                write!(f, "{} {} missing at the end", lines(first, last), are(first, last))
            }
            Self::Beyond { first, last } => {
                write!(f, "{} {} after the last line that was written", lines(first, last), are(first, last))
            }
            Self::NoHead => f.write_str("the record of the last line is missing, so lines may be missing at the end"),
            Self::OtherHead { n } => write!(
                f,
                "line {n} is not the one whose hash was kept: it, or a line before it, was changed and the chain written anew"
            ),
        }
    }
}

/// Checks a chain line by line.
#[derive(Debug)]
pub struct Checker {
    /// What the next line must follow: number and hash; no hash where that line is not what was written there.
    last: (u64, Option<String>),
    /// Heads that were kept, this database's own among them, by number.
    kept: Vec<Head>,
    own: Option<u64>,
    faults: Vec<Fault>,
}

impl Checker {
    /// Begins a chain. `head` is what the database has for its last line; `kept` are heads that were kept elsewhere.
    pub fn new(head: Option<Head>, kept: Vec<Head>) -> Self {
        let own = head.as_ref().map(|head| head.n);
        Self {
            last: (0, Some(START.to_owned())),
            kept: kept.into_iter().chain(head).collect(),
            own,
            faults: Vec::new(),
        }
    }

    /// Checks the next line.
    pub fn line(&mut self, line: &Line) {
        let (before, hash) = std::mem::take(&mut self.last);
        if line.n > before + 1 {
            self.faults.push(Fault::Removed { first: before + 1, last: line.n - 1 });
        }
        let follows = line.n == before + 1;
        self.last.0 = line.n;
        if line.is_whole() {
            if follows && hash.is_some_and(|hash| hash != line.previous) {
                self.faults.push(Fault::Unlinked { n: line.n });
            }
            self.last.1 = Some(line.hash.clone());
        } else if let Some(was) = written_at(line) {
            return self.moved(line.n, was);
        } else {
            self.faults.push(Fault::Changed { n: line.n });
            // What follows holds the hash that was written with the line.
            self.last.1 = Some(line.hash.clone());
        }
        if self.kept.iter().any(|head| head.n == line.n && head.hash != line.hash) {
            self.faults.push(Fault::OtherHead { n: line.n });
        }
    }

    /// Notes a line that was moved, together with those before it that were moved as far.
    fn moved(&mut self, n: u64, at: u64) {
        match self.faults.last_mut() {
            Some(Fault::Moved { first, last, was }) if *last + 1 == n && *was + (n - *first) == at => *last = n,
            _ => self.faults.push(Fault::Moved { first: n, last: n, was: at }),
        }
    }

    /// Ends the chain, and returns what is wrong with it.
    pub fn end(mut self) -> Vec<Fault> {
        let last = self.last.0;
        let known = self.kept.iter().map(|head| head.n).max();
        match known {
            Some(known) if known > last => self.faults.push(Fault::CutOff { first: last + 1, last: known }),
            _ => {}
        }
        match self.own {
            Some(own) if own < last => self.faults.push(Fault::Beyond { first: own + 1, last }),
            None if last > 0 => self.faults.push(Fault::NoHead),
            _ => {}
        }
        self.faults
    }
}

/// Returns the place at which a line was written that is not whole where it stands.
fn written_at(line: &Line) -> Option<u64> {
    let nearby = line.n.saturating_sub(AROUND).max(1)..=line.n.saturating_add(AROUND);
    nearby.into_iter().find(|n| *n != line.n && line.hash_at(*n) == line.hash)
}
