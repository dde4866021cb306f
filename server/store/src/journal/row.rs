//! One row of the journal, and a place in it.

use crate::branch_id::BranchId;
use crate::database::{AnyRow, FromRow};
use crate::failure::Failure;
use crate::request_key::RequestKey;
use queue::{Day, TicketId, Timestamp, Token};

/// The journal's columns, in the order in which rows are read and written.
macro_rules! columns {
    () => {
        "branch, day, seq, request_key, at_ms, actor, command, events"
    };
}
pub(super) use columns;

/// [`columns`] for statements that are put together while the program runs.
pub const COLUMNS: &str = columns!();

/// One command of a branch, and the events that it caused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub branch: BranchId,
    pub day: Day,
    /// Counts the commands of the branch's day from 1, without a gap.
    pub seq: u64,
    /// Unique in the branch, for ever.
    pub request_key: RequestKey,
    pub at: Timestamp,
    pub actor: String,
    /// The command as JSON.
    pub command: String,
    /// The events as a JSON array.
    pub events: String,
    /// The visitor's link that is written with this row, where its command issued a ticket. A row that was read has
    /// none.
    pub visit: Option<(Token, TicketId)>,
}

/// How far a branch's journal goes: the day and the seq of its last row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub day: Day,
    pub seq: u64,
}

impl Default for Position {
    /// Returns the position of an empty journal, which is before every other one.
    fn default() -> Self {
        Self { day: Day::from_written(""), seq: 0 }
    }
}

impl FromRow for Row {
    /// The failure of a row that cannot be read names the row's place.
    fn from_row(row: &AnyRow) -> Result<Self, Failure> {
        read(row).map_err(|failure| {
            let why = match failure {
                Failure::Other(why) => why,
                other => other.to_string(),
            };
            let text = |column: usize| row.get::<String>(column).unwrap_or_else(|_| "?".to_owned());
            let seq = row.get::<i64>(2).map_or_else(|_| "?".to_owned(), |seq| seq.to_string());
            Failure::Damaged(format!("branch {}, day {}, row {seq} cannot be read: {why}", text(0), text(1)))
        })
    }
}

fn read(row: &AnyRow) -> Result<Row, Failure> {
    Ok(Row {
        branch: row.get(0)?,
        day: row.get(1)?,
        seq: row.get(2)?,
        request_key: row.get(3)?,
        at: row.get(4)?,
        actor: row.get(5)?,
        command: row.get(6)?,
        events: row.get(7)?,
        visit: None,
    })
}
