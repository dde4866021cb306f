//! The steps of a record: a row for each change of it, in a table of its own, written beside the change. A table that keeps the state before
//! and after, and nothing else, has the insert of [`insert_state_step`].

use crate::database::{Run, Statement, Transaction, sql};
use crate::failure::Failure;
use queue::Timestamp;

/// Who makes a step, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    pub actor: &'a str,
    /// The step by its name, such as `withdrawn`.
    pub step: &'a str,
    pub at: Timestamp,
}

/// A step from one state of a record to another.
pub(super) struct StateStep<'a> {
    pub record: i64,
    /// The version that the step made.
    pub version: u32,
    pub at: Timestamp,
    pub actor: &'a str,
    /// Empty for the first.
    pub from: &'a str,
    pub to: &'a str,
}

/// Returns the text that inserts a [`StateStep`] of a record: its table is named after it.
macro_rules! insert_state_step {
    ($record:literal) => {
        concat!(
            "INSERT INTO ",
            $record,
            "_step (",
            $record,
            ", version, at_ms, actor, from_state, to_state) VALUES ($1, $2, $3, $4, $5, $6)"
        )
    };
}
pub(super) use insert_state_step;

impl<'a> StateStep<'a> {
    /// Returns the statement that inserts the step.
    pub(super) fn insert(self, text: &'static str) -> Statement<'a> {
        let insert = sql(text).bind(self.record).bind(self.version).bind(self.at).bind(self.actor);
        insert.bind(self.from).bind(self.to)
    }
}

/// Changes a row and notes the step, where the row has the version still for which `update` is meant. Returns whether it had.
pub(super) async fn change(
    transaction: &mut Transaction<'_>,
    update: Statement<'_>,
    step: Statement<'_>,
) -> Result<bool, Failure> {
    let was_changed = transaction.execute(update).await? > 0;
    if was_changed {
        transaction.execute(step).await?;
    }
    Ok(was_changed)
}
