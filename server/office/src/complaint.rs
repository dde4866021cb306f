//! Complaints: entering one, and each of its steps. Register, step, words and the staff's list are written in one transaction.

use crate::asked::{Asked, ChangeError, date, day, staff, written};
use crate::versioned::meant;
use jiff::ToSpan;
use jiff::civil::Date;
use queue::CsrId;
use records::complaint::{Channel, Refusal, State, Step, received_on};
use records::legal_clock::{ComplaintType, deadline, reminder_day};
use records::{Feasts, Version, complaint as rules, text};
use serde::{Deserialize, Serialize};
use store::audit::{Entry, What, Who};
use store::complaint::{By, Complaint, ComplaintWords};
use store::{BranchId, Failure, Store, ToDo, Transaction, audit, complaint, to_do};

/// How long the words of a complaint are kept, in years.
pub const WORDS_KEPT_YEARS: i64 = 10;

/// The most characters of what the client says, and of an answer.
pub const WORDS_MAX: usize = 8_000;
const NAME_MAX: usize = 120;
const CONTACT_MAX: usize = 200;
const WISH_MAX: usize = 2_000;

/// Why a complaint was not entered or changed.
pub type ComplaintError = ChangeError<Refusal>;

/// A complaint that is to be entered. What people typed is checked here.
#[derive(Debug, Clone, Serialize)]
pub struct NewComplaint {
    pub kind: ComplaintType,
    pub channel: Channel,
    pub service: String,
    pub language: String,
    pub about: Option<u32>,
    pub received: Date,
    pub name: String,
    pub contact: String,
    pub words: String,
    pub wish: String,
}

/// A complaint that was entered or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    pub id: i64,
    pub number: String,
    pub due: String,
    pub version: u32,
}

/// The words of a complaint that may be received.
fn checked(new: &NewComplaint, today: Date) -> Result<ComplaintWords, ComplaintError> {
    let typed = |field, typed: &str, most, required| {
        text(typed, most, required).map_err(|fault| ComplaintError::Text { field, fault })
    };
    let words = ComplaintWords {
        name: typed("name", &new.name, NAME_MAX, true)?,
        contact: typed("contact", &new.contact, CONTACT_MAX, true)?,
        words: typed("words", &new.words, WORDS_MAX, true)?,
        wish: typed("wish", &new.wish, WISH_MAX, false)?,
        ..ComplaintWords::default()
    };
    received_on(new.received, today).map_err(ComplaintError::Refused)?;
    Ok(words)
}

/// Tells whether a complaint would be received. Nothing of it is kept: people learn with it.
pub fn practise(new: &NewComplaint, today: Date) -> Result<(), ComplaintError> {
    checked(new, today).map(drop)
}

/// Enters a complaint. `who` is the member of staff who enters it; none where the client does.
pub async fn receive(
    asked: Asked<'_>,
    new: &NewComplaint,
    who: Option<CsrId>,
    feasts: &Feasts,
) -> Result<Entered, ComplaintError> {
    let words = checked(new, asked.today)?;
    let enter = async |transaction: &mut Transaction<'_>| enter(asked, new, &words, who, feasts, transaction).await;
    asked.once(new, enter).await
}

async fn enter(
    asked: Asked<'_>,
    new: &NewComplaint,
    words: &ComplaintWords,
    who: Option<CsrId>,
    feasts: &Feasts,
    transaction: &mut Transaction<'_>,
) -> Result<Entered, ComplaintError> {
    let year = asked.today.year();
    let number = complaint::next_number(transaction, asked.branch, year.into()).await?;
    let due = deadline(new.kind, new.received, false, feasts).due;
    let row = Complaint {
        id: 0,
        branch: asked.branch.clone(),
        number: format!("{year}-{number:04}"),
        kind: new.kind.as_str().to_owned(),
        channel: new.channel.as_str().to_owned(),
        service: new.service.clone(),
        language: new.language.clone(),
        about: new.about.map(CsrId),
        feedback: None,
        received: written(new.received),
        clock_from: written(new.received),
        interim: false,
        due: written(due),
        state: State::Received.as_str().to_owned(),
        owner: None,
        outcome: None,
        answered_on: None,
        measures_by: None,
        version: 1,
    };
    let actor = who.map_or_else(|| "visitor".to_owned(), staff);
    let id = complaint::put(transaction, &row, By { actor: &actor, step: "receive", at: asked.now }).await?;
    let erase_on = day(new.received.saturating_add(WORDS_KEPT_YEARS.years()));
    complaint::put_words(&mut *transaction, id, words, &erase_on).await?;
    list(transaction, asked, &Complaint { id, ..row.clone() }, feasts).await?;
    noted(transaction, asked, &actor, id).await?;
    Ok(Entered { id, number: row.number, due: row.due, version: 1 })
}

/// Makes a step of a complaint. What people typed in it was checked before.
pub async fn advance(
    asked: Asked<'_>,
    id: i64,
    seen: Version,
    who: CsrId,
    step: &Step,
    feasts: &Feasts,
) -> Result<Entered, ComplaintError> {
    let wish = ("complaint", id, seen, format!("{step:?}"));
    asked.once(&wish, async |transaction| made(asked, id, seen, who, step, feasts, transaction).await).await
}

async fn made(
    asked: Asked<'_>,
    id: i64,
    seen: Version,
    who: CsrId,
    step: &Step,
    feasts: &Feasts,
    transaction: &mut Transaction<'_>,
) -> Result<Entered, ComplaintError> {
    let before = meant(complaint::by_id(&mut *transaction, asked.branch, id).await?, seen)?;
    let known = facts(&before)?;
    let next = known.after(step, who, asked.today, feasts).map_err(ComplaintError::Refused)?;
    let mut after = Complaint {
        kind: next.kind.as_str().to_owned(),
        state: next.state.as_str().to_owned(),
        clock_from: written(next.clock_from),
        interim: next.interim,
        due: written(next.deadline(feasts).due),
        ..before.clone()
    };
    let name = match step {
        Step::Take => {
            after.owner = Some(who);
            "take"
        }
        Step::SetType(_) => "type",
        Step::Interim { reason, .. } => {
            complaint::set_interim(&mut *transaction, id, reason).await?;
            "interim"
        }
        Step::Answer(answer) => {
            after.owner = after.owner.or(Some(who));
            after.outcome = Some(answer.outcome.as_str().to_owned());
            after.answered_on = Some(written(answer.on));
            after.measures_by = answer.measures_by.map(written);
            let words = ComplaintWords {
                answer: answer.text.clone(),
                measures: answer.measures.clone(),
                reasons: answer.reasons.clone(),
                ..ComplaintWords::default()
            };
            complaint::set_answer(&mut *transaction, id, &words).await?;
            "answer"
        }
        Step::Close => "close",
        Step::Reopen { .. } => "reopen",
        Step::Refer => "refer",
        Step::Withdraw => "withdraw",
    };
    let by = By { actor: &staff(who), step: name, at: asked.now };
    let version = seen.made(complaint::change(transaction, &before, &after, by).await?)?.0;
    list(transaction, asked, &after, feasts).await?;
    noted(transaction, asked, &staff(who), id).await?;
    Ok(Entered { id, number: after.number, due: after.due, version })
}

/// Notes in the audit that a complaint was entered or changed.
async fn noted(transaction: &mut Transaction<'_>, asked: Asked<'_>, actor: &str, id: i64) -> Result<(), Failure> {
    let entry = Entry::new(asked.branch, asked.now, Who::written(actor), What::RecordChanged);
    audit::note(transaction, &[entry.about(format!("complaint:{id}"))]).await
}

/// Returns what the rules know of a complaint.
pub fn facts(row: &Complaint) -> Result<rules::Complaint, Failure> {
    let unknown = |what: &str| Failure::Other(format!("\"{what}\" was stored with a complaint and is not known"));
    Ok(rules::Complaint {
        state: State::parse(&row.state).ok_or_else(|| unknown(&row.state))?,
        kind: ComplaintType::parse(&row.kind).ok_or_else(|| unknown(&row.kind))?,
        received: date(&row.received)?,
        clock_from: date(&row.clock_from)?,
        interim: row.interim,
        about: row.about,
    })
}

/// Puts an open complaint on the staff's list, and takes one off that is over.
async fn list(
    transaction: &mut Transaction<'_>,
    asked: Asked<'_>,
    row: &Complaint,
    feasts: &Feasts,
) -> Result<(), Failure> {
    let known = facts(row)?;
    if !known.state.is_open() {
        return to_do::remove(&mut *transaction, asked.branch, "complaint", row.id).await.map(drop);
    }
    let due = date(&row.due)?;
    let reminder = |percent| Some(written(reminder_day(known.clock_from, due, percent, feasts)));
    let item = ToDo {
        kind: "complaint".to_owned(),
        record: row.id,
        label: row.number.clone(),
        detail: row.kind.clone(),
        due: row.due.clone(),
        shown_from: row.received.clone(),
        half_on: reminder(50),
        urgent_on: reminder(80),
        assigned: row.owner,
        since: asked.now,
    };
    to_do::put(&mut *transaction, asked.branch, &item).await
}

/// Counts the due dates of open complaints anew, after the feasts have changed. Returns how many moved.
pub async fn recount(store: &Store, feasts: &Feasts, now: queue::Timestamp) -> Result<u32, Failure> {
    let mut moved = 0;
    for state in State::ALL.iter().filter(|state| state.is_open()) {
        let mut last = 0;
        loop {
            let rows = complaint::in_state(store, state.as_str(), last, 200).await?;
            let Some(end) = rows.last().map(|row| row.id) else { break };
            last = end;
            for before in rows {
                let due = written(facts(&before)?.deadline(feasts).due);
                if due == before.due {
                    continue;
                }
                let after = Complaint { due, ..before.clone() };
                let mut transaction = store.begin().await?;
                let by = By { actor: "server", step: "recount", at: now };
                if complaint::change(&mut transaction, &before, &after, by).await? {
                    let branch: BranchId = before.branch.clone();
                    let key = store::RequestKey::fresh();
                    let asked = Asked { store, branch: &branch, key: &key, now, today: date(&before.received)? };
                    list(&mut transaction, asked, &after, feasts).await?;
                    moved += 1;
                }
                transaction.commit().await?;
            }
        }
    }
    Ok(moved)
}
