//! Translates the journal's rows to the queue's types, and folds the rows of a day.

use crate::observed::Observed;
use crate::request::Actor;
use queue::{Branch, Command, Day, Event, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use store::{BranchId, Failure, Position, RequestKey, Row};

/// A command that the journal has recorded.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub command: Command,
    pub events: Arc<[Event]>,
}

/// A branch's day in memory: the fold of its rows, and every request that is in it.
#[derive(Debug)]
pub struct Working {
    pub branch: Branch,
    pub day: Day,
    /// The time of the last row.
    pub seq: u64,
    pub recorded: HashMap<RequestKey, Recorded>,
    /// The time at which the day ended; `None` while it runs.
    pub ended_at: Option<Timestamp>,
    /// What the events tell that the branch's state forgets.
    pub observed: Observed,
}

impl Working {
    /// A day with nothing in it.
    pub fn empty(day: Day) -> Self {
        let (branch, observed) = (Branch::default(), Observed::default());
        Self { branch, day, seq: 0, recorded: HashMap::new(), ended_at: None, observed }
    }

    /// The fold of a day's rows.
    pub fn replay(day: Day, rows: &[Row]) -> Result<Self, Failure> {
        let mut working = Self::empty(day);
        working.extend(rows)?;
        Ok(working)
    }

    /// Applies the events of the next rows. After an error the fold must not be used any more.
    pub fn extend(&mut self, rows: &[Row]) -> Result<Vec<Event>, Failure> {
        let mut folded = Vec::new();
        for row in rows {
            if row.seq != self.seq + 1 {
                return Err(unreadable(row, &format!("row {} is missing", self.seq + 1)));
            }
            let recorded = Recorded::read(row)?;
            for event in recorded.events.iter() {
                if !self.branch.fits(event) {
                    return Err(unreadable(row, "an event does not fit what was before it"));
                }
                self.apply(event);
            }
            self.seq = row.seq;
            folded.extend(recorded.events.iter().cloned());
            self.recorded.insert(row.request_key.clone(), recorded);
        }
        Ok(folded)
    }

    /// Applies one event.
    pub fn apply(&mut self, event: &Event) {
        self.observed.observe(&self.branch, event);
        self.branch.apply(event);
        match event {
            Event::DayClosed { at } => self.ended_at = Some(*at),
            Event::DayReopened { .. } => self.ended_at = None,
            _ => {}
        }
    }

    /// The place of the last row that was folded.
    pub fn position(&self) -> Position {
        Position { day: self.day.clone(), seq: self.seq }
    }
}

impl Recorded {
    pub fn read(row: &Row) -> Result<Self, Failure> {
        let command = serde_json::from_str(&row.command).map_err(|error| unreadable(row, &error.to_string()))?;
        let events: Vec<Event> =
            serde_json::from_str(&row.events).map_err(|error| unreadable(row, &error.to_string()))?;
        Ok(Self { command, events: events.into() })
    }
}

fn unreadable(row: &Row, why: &str) -> Failure {
    let Row { branch, day, seq, .. } = row;
    Failure::Damaged(format!("branch {branch}, day {day}, row {seq} cannot be read: {why}"))
}

/// The row that keeps a command and its events.
pub fn row(
    branch: &BranchId,
    working: &Working,
    key: &RequestKey,
    at: Timestamp,
    actor: Actor,
    recorded: &Recorded,
) -> Row {
    let visit = recorded.events.iter().find_map(|event| match event {
        Event::TicketIssued { token, ticket, .. } => Some((token.clone(), *ticket)),
        _ => None,
    });
    Row {
        branch: branch.clone(),
        day: working.day.clone(),
        seq: working.seq,
        request_key: key.clone(),
        at,
        actor: actor.to_string(),
        command: json(&recorded.command),
        events: json(&recorded.events),
        visit,
    }
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| unreachable!("the queue's types are all JSON: {error}"))
}
