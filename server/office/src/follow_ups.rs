//! Follow-ups: what a CSR promised to see to after a visit. An open one is on the staff's list.

use crate::asked::{Asked, ChangeError, again, day, staff, written};
use crate::change::{Begun, begin};
use jiff::civil::Date;
use queue::{CsrId, Day, TicketId, Timestamp};
use records::follow_up::{NOTE_MAX, Refusal, State, Step, after, expect_day, gone_on};
use records::{Stale, Version, text};
use serde::{Deserialize, Serialize};
use store::follow_up::{self, FollowUp};
use store::{Failure, ToDo, Transaction, to_do};

/// The kind of a follow-up on the staff's list.
pub const KIND: &str = "follow_up";

/// Why a follow-up was not begun or changed.
pub type FollowUpError = ChangeError<Refusal>;

/// The visit after which something is done: its ticket, the number and the service of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visited {
    pub ticket: u32,
    pub label: String,
    pub service: String,
}

/// A follow-up that is to be kept.
#[derive(Debug, Clone, Serialize)]
pub struct NewFollowUp {
    pub visited: Option<Visited>,
    pub due: Date,
    pub note: String,
}

/// A follow-up that was begun or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: i64,
    pub state: String,
    pub version: u32,
}

/// Begins a follow-up; its owner sees to it.
pub async fn open(asked: Asked<'_>, new: &NewFollowUp, owner: CsrId) -> Result<Kept, FollowUpError> {
    let note = text(&new.note, NOTE_MAX, true).map_err(|fault| FollowUpError::Text { field: "note", fault })?;
    expect_day(new.due, asked.today).map_err(FollowUpError::Refused)?;
    let mut change = match begin(asked.store, asked.branch, asked.key, &("follow-up", new)).await? {
        Begun::Again(answer) => return Ok(again(&answer)?),
        Begun::New(change) => change,
    };
    let (ticket, label, service) = match &new.visited {
        Some(visited) => (Some(TicketId(visited.ticket)), visited.label.clone(), visited.service.clone()),
        None => (None, written(asked.today), String::new()),
    };
    let row = FollowUp {
        id: 0,
        branch: asked.branch.clone(),
        day: day(asked.today),
        ticket,
        label,
        service,
        due: written(new.due),
        gone_on: written(gone_on(new.due)),
        state: State::Open.as_str().to_owned(),
        owner,
        opened: asked.now,
        version: 1,
    };
    let transaction = change.transaction();
    let id = follow_up::put(transaction, &row, &staff(owner)).await?;
    follow_up::put_note(&mut *transaction, id, &row, &note).await?;
    list(transaction, &FollowUp { id, ..row.clone() }, &written(asked.today)).await?;
    let kept = Kept { id, state: row.state, version: 1 };
    change.done(&kept).await?;
    Ok(kept)
}

/// Changes a follow-up: it was done, or it is done on another day.
pub async fn advance(asked: Asked<'_>, id: i64, seen: Version, who: CsrId, step: &Step) -> Result<Kept, FollowUpError> {
    let mut change = match begin(asked.store, asked.branch, asked.key, &("follow-up", id, seen, step)).await? {
        Begun::Again(answer) => return Ok(again(&answer)?),
        Begun::New(change) => change,
    };
    let kept = made(asked, id, seen, who, step, change.transaction()).await;
    change.settle(kept).await
}

async fn made(
    asked: Asked<'_>,
    id: i64,
    seen: Version,
    who: CsrId,
    step: &Step,
    transaction: &mut Transaction<'_>,
) -> Result<Kept, FollowUpError> {
    let before = follow_up::by_id(&mut *transaction, asked.branch, id).await?.ok_or(FollowUpError::Unknown)?;
    Version(before.version).expect(seen)?;
    let next = after(state(&before)?, step, asked.today).map_err(FollowUpError::Refused)?;
    let mut row = FollowUp { state: next.as_str().to_owned(), ..before.clone() };
    match step {
        Step::Done => row.gone_on = written(gone_on(asked.today)),
        Step::Moved { due } => {
            row.due = written(*due);
            row.gone_on = written(gone_on(*due));
        }
    }
    if !follow_up::change(transaction, &before, &row, asked.now, &staff(who)).await? {
        return Err(Stale { seen, now: seen.next() }.into());
    }
    follow_up::keep_words_until(&mut *transaction, id, &row.gone_on).await?;
    list(transaction, &row, &written(asked.today)).await?;
    Ok(Kept { id, state: row.state, version: seen.next().0 })
}

/// Returns the state that was stored.
pub fn state(follow_up: &FollowUp) -> Result<State, Failure> {
    State::parse(&follow_up.state)
        .ok_or_else(|| Failure::Other(format!("\"{}\" was stored as a state and is none", follow_up.state)))
}

/// One that is open is on the staff's list at once, and until it is not.
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

/// Ends what nobody did until its words are erased, and erases the words whose day has come. Returns how many had some.
pub(crate) async fn let_go(transaction: &mut Transaction<'_>, over: &Day, now: Timestamp) -> Result<u64, Failure> {
    for before in follow_up::ending(&mut *transaction, State::Open.as_str(), over).await? {
        let row = FollowUp { state: State::Gone.as_str().to_owned(), ..before.clone() };
        if follow_up::change(transaction, &before, &row, now, "server").await? {
            list(transaction, &row, "").await?;
        }
    }
    follow_up::erase_until(&mut *transaction, over).await
}
