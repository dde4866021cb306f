//! Follow-ups: what a CSR promised to see to after a visit. An open one is on the staff's list.

use crate::asked::{Asked, ChangeError, Kept, day, staff, written};
use crate::versioned::{meant, stored_state};
use crate::visited::{Visited, named};
use jiff::civil::Date;
use queue::{CsrId, Day, Timestamp};
use records::follow_up::{NOTE_MAX, Refusal, State, Step, after, expect_day, gone_on};
use records::{Version, text};
use serde::Serialize;
use store::follow_up::{self, FollowUp};
use store::{Failure, ToDo, Transaction, to_do};

/// The kind of a follow-up on the staff's list.
pub const KIND: &str = "follow_up";

/// Why a follow-up was not begun or changed.
pub type FollowUpError = ChangeError<Refusal>;

/// A follow-up that is to be kept.
#[derive(Debug, Clone, Serialize)]
pub struct NewFollowUp {
    pub visited: Option<Visited>,
    pub due: Date,
    pub note: String,
}

/// Begins a follow-up; its owner sees to it.
pub async fn open(asked: Asked<'_>, new: &NewFollowUp, owner: CsrId) -> Result<Kept, FollowUpError> {
    let note = text(&new.note, NOTE_MAX, true).map_err(|fault| FollowUpError::Text { field: "note", fault })?;
    expect_day(new.due, asked.today).map_err(FollowUpError::Refused)?;
    let (ticket, label) = named(new.visited.as_ref(), asked.today);
    let row = FollowUp {
        id: 0,
        branch: asked.branch.clone(),
        day: day(asked.today),
        ticket,
        label,
        service: new.visited.as_ref().map_or_else(String::new, |visited| visited.service.clone()),
        due: written(new.due),
        gone_on: written(gone_on(new.due)),
        state: State::Open.as_str().to_owned(),
        owner,
        opened: asked.now,
        version: 1,
    };
    let wish = ("follow-up", new);
    let keep = async |transaction: &mut Transaction<'_>| {
        let id = follow_up::put(transaction, &row, &staff(owner)).await?;
        follow_up::put_note(&mut *transaction, id, &row, &note).await?;
        list(transaction, &FollowUp { id, ..row.clone() }, &written(asked.today)).await?;
        Ok(Kept { id, state: row.state.clone(), version: 1 })
    };
    asked.once(&wish, keep).await
}

/// Changes a follow-up: it was done, or it is done on another day.
pub async fn advance(asked: Asked<'_>, id: i64, seen: Version, who: CsrId, step: &Step) -> Result<Kept, FollowUpError> {
    let wish = ("follow-up", id, seen, step);
    let make = async |transaction: &mut Transaction<'_>| {
        let before = meant(follow_up::by_id(&mut *transaction, asked.branch, id).await?, seen)?;
        let next = after(state(&before)?, step, asked.today).map_err(FollowUpError::Refused)?;
        let mut row = FollowUp { state: next.as_str().to_owned(), ..before.clone() };
        match step {
            Step::Done => row.gone_on = written(gone_on(asked.today)),
            Step::Moved { due } => {
                row.due = written(*due);
                row.gone_on = written(gone_on(*due));
            }
        }
        let version = seen.made(follow_up::change(transaction, &before, &row, asked.now, &staff(who)).await?)?.0;
        follow_up::keep_words_until(&mut *transaction, id, &row.gone_on).await?;
        list(transaction, &row, &written(asked.today)).await?;
        Ok(Kept { id, state: row.state, version })
    };
    asked.once(&wish, make).await
}

/// Returns the state that was stored.
pub fn state(follow_up: &FollowUp) -> Result<State, Failure> {
    stored_state(&follow_up.state, State::parse)
}

/// Puts an open follow-up on the staff's list, and takes one off that is open no more.
async fn list(transaction: &mut Transaction<'_>, row: &FollowUp, today: &str) -> Result<(), Failure> {
    if row.state != State::Open.as_str() {
        return to_do::remove(&mut *transaction, &row.branch, KIND, row.id).await.map(drop);
    }
    let item = ToDo {
        kind: KIND.to_owned(),
        record: row.id,
        label: row.label.clone(),
        detail: row.service.clone(),
        due: row.due.clone(),
        shown_from: today.to_owned(),
        half_on: None,
        urgent_on: None,
        assigned: Some(row.owner),
        since: row.opened,
    };
    to_do::put(&mut *transaction, &row.branch, &item).await
}

/// Ends the follow-ups that nobody did before their words are erased, and erases the words whose day has come. Returns how many had some.
pub(crate) async fn let_go(transaction: &mut Transaction<'_>, over: &Day, now: Timestamp) -> Result<u64, Failure> {
    for before in follow_up::ending(&mut *transaction, State::Open.as_str(), over).await? {
        let row = FollowUp { state: State::Gone.as_str().to_owned(), ..before.clone() };
        if follow_up::change(transaction, &before, &row, now, "server").await? {
            list(transaction, &row, "").await?;
        }
    }
    follow_up::erase_until(&mut *transaction, over).await
}
