//! Requests in progress: opening one, its changes, and the look-up by code and PIN.

mod look_up;

pub use look_up::{LookUp, look_up};

use crate::asked::{Asked, ChangeError, day, staff, utc_date, written};
use crate::versioned::{meant, stored_state};
use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version as ArgonVersion};
use jiff::ToSpan;
use machine::random;
use queue::{CsrId, Day, TicketId, Timestamp};
use records::case::{Refusal, State, Step, after, code, untouched_on};
use records::{Feasts, Version, text};
use serde::{Deserialize, Serialize};
use store::cases::{Case, CaseWords};
use store::trouble::{self, News, TroubleKey};
use store::{Failure, ToDo, Transaction, cases, to_do};

/// How long the words of a closed case are kept, in days.
pub const WORDS_KEPT_DAYS: i64 = 90;

/// Why a case was not opened or changed.
pub type CaseError = ChangeError<Refusal>;

/// A case that is to be opened.
#[derive(Debug, Clone, Serialize)]
pub struct NewCase {
    pub kind: String,
    /// The first step of its type.
    pub step: String,
    pub ticket: Option<u32>,
    pub language: String,
    pub name: String,
    pub note: String,
    /// Six digits, drawn when the form was shown, so that a form that is sent twice has one PIN.
    #[serde(skip)]
    pub pin: String,
}

/// A case that was opened or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub id: i64,
    pub code: String,
    pub version: u32,
}

/// Opens a case. `told` are the programs that hear of it.
pub async fn open(
    asked: Asked<'_>,
    new: &NewCase,
    owner: CsrId,
    feasts: &Feasts,
    told: &[String],
) -> Result<Opened, CaseError> {
    let typed = |field, typed: &str, most| text(typed, most, false).map_err(|fault| CaseError::Text { field, fault });
    let words = CaseWords { name: typed("name", &new.name, 120)?, note: typed("note", &new.note, 500)? };
    let pin_hash = hashed(&new.pin).await?;
    let mut row = Case {
        id: 0,
        branch: asked.branch.clone(),
        code: String::new(),
        pin_hash,
        kind: new.kind.clone(),
        step: new.step.clone(),
        step_since: asked.now,
        state: State::Open.as_str().to_owned(),
        missing: String::new(),
        day: day(asked.today),
        ticket: new.ticket.map(TicketId),
        language: new.language.clone(),
        owner,
        opened: asked.now,
        touched: asked.now,
        untouched_on: written(untouched_on(asked.today, feasts)),
        closed: None,
        resolved: None,
        version: 1,
    };
    let wish = ("case", new);
    let keep = async |transaction: &mut Transaction<'_>| {
        // A code that is taken is drawn again: there are 110 thousand million.
        let id = loop {
            let Some(drawn) = code(random::<32>()) else { continue };
            row.code = drawn;
            if let Some(id) = cases::put(transaction, &row, &staff(owner)).await? {
                break id;
            }
        };
        cases::put_words(&mut *transaction, id, &words).await?;
        list(transaction, asked, &Case { id, ..row.clone() }).await?;
        tell(transaction, &row, 1, told).await?;
        Ok(Opened { id, code: row.code, version: 1 })
    };
    asked.once(&wish, keep).await
}

/// Changes a case. `known` says which steps its type has, and which documents its branch.
pub async fn advance(
    asked: Asked<'_>,
    id: i64,
    seen: Version,
    actor: Option<CsrId>,
    step: &Step,
    feasts: &Feasts,
    known: Known<'_>,
) -> Result<Opened, CaseError> {
    let wish = ("case", id, seen, step);
    let make = async |transaction: &mut Transaction<'_>| {
        let before = meant(cases::by_id(&mut *transaction, asked.branch, id).await?, seen)?;
        let state = stored_state(&before.state, State::parse)?;
        let has_step = |step: &str| (known.has_step)(&before.kind, step);
        let next = after(state, step, has_step, |document| (known.has_document)(document));
        let next = next.map_err(CaseError::Refused)?;
        let mut row = Case {
            state: next.as_str().to_owned(),
            touched: asked.now,
            untouched_on: written(untouched_on(asked.today, feasts)),
            ..before.clone()
        };
        set(&mut row, step, asked.now);
        if let Step::Closed { .. } = step {
            let erase_on = day(asked.today.saturating_add(WORDS_KEPT_DAYS.days()));
            cases::close_words(&mut *transaction, id, &erase_on).await?;
        }
        let actor = actor.map_or_else(|| "system".to_owned(), staff);
        let version = seen.made(cases::change(transaction, &before, &row, &actor).await?)?.0;
        list(transaction, asked, &row).await?;
        tell(transaction, &row, version, known.tell).await?;
        Ok(Opened { id, code: row.code, version })
    };
    asked.once(&wish, make).await
}

/// Sets what a step changes beside the state.
fn set(row: &mut Case, step: &Step, now: Timestamp) {
    match step {
        Step::Step { step } => {
            if *step != row.step {
                row.step_since = now;
            }
            row.step.clone_from(step);
            row.missing.clear();
        }
        Step::WaitingForClient { missing } => row.missing = missing.join(" "),
        Step::Resumed | Step::Ready => row.missing.clear(),
        Step::Closed { resolved } => {
            row.missing.clear();
            row.closed = Some(now);
            row.resolved = Some(*resolved);
        }
    }
}

/// What the set-up knows: the steps of each type, by type and step, and the documents.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub has_step: &'a (dyn Fn(&str, &str) -> bool + Send + Sync),
    pub has_document: &'a (dyn Fn(&str) -> bool + Send + Sync),
    /// The programs that are told of the change.
    pub tell: &'a [String],
}

impl std::fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known")
    }
}

/// Puts news of a change for the programs that are told: which case, and at which version; they read it by its code.
async fn tell(transaction: &mut Transaction<'_>, row: &Case, version: u32, told: &[String]) -> Result<(), Failure> {
    for recipient in told {
        let of =
            TroubleKey { branch: row.branch.as_str().to_owned(), rule: "case".to_owned(), place: row.code.clone() };
        let news = News {
            id: store::RequestKey::fresh().as_str().to_owned(),
            of,
            since: row.touched,
            value: version,
            kind: "case".to_owned(),
            recipient: recipient.clone(),
            phone: String::new(),
            state: "waiting".to_owned(),
            due: row.touched,
            tries: 0,
            changed: row.touched,
            fault: String::new(),
        };
        trouble::put(&mut *transaction, &news).await?;
    }
    Ok(())
}

/// Puts a case on the staff's list from the day on which it counts as untouched, and takes one off that is closed.
async fn list(transaction: &mut Transaction<'_>, asked: Asked<'_>, row: &Case) -> Result<(), Failure> {
    if row.state == State::Closed.as_str() {
        return to_do::remove(&mut *transaction, asked.branch, "case", row.id).await.map(drop);
    }
    let item = ToDo {
        kind: "case".to_owned(),
        record: row.id,
        label: row.code.clone(),
        detail: row.kind.clone(),
        due: row.untouched_on.clone(),
        shown_from: row.untouched_on.clone(),
        half_on: None,
        urgent_on: None,
        assigned: Some(row.owner),
        since: row.touched,
    };
    to_do::put(&mut *transaction, asked.branch, &item).await
}

/// Returns what share of a branch's closed cases were resolved at the first contact, and how long each closed one took in
/// milliseconds, of those that were opened in a time; and how many of them are open still.
pub async fn figures(
    store: &store::Store,
    branch: &store::BranchId,
    opened: std::ops::Range<Timestamp>,
    same_day: impl Fn(&Day, Timestamp) -> bool,
) -> Result<CaseFigures, Failure> {
    let rows = cases::opened_since(store, branch, opened.start).await?;
    let mut figures = CaseFigures::default();
    for row in rows.into_iter().filter(|row| row.opened < opened.end) {
        match (row.closed, row.resolved) {
            (Some(closed), Some(true)) => {
                figures.took.push((closed - row.opened).0);
                figures.closed += 1;
                figures.at_first_contact += u32::from(same_day(&row.day, closed));
            }
            (Some(_), _) => figures.closed += 1,
            (None, _) => figures.open += 1,
        }
    }
    Ok(figures)
}

/// What became of a branch's cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFigures {
    pub closed: u32,
    pub at_first_contact: u32,
    pub open: u32,
    /// In milliseconds, of those that were resolved.
    pub took: Vec<i64>,
}

/// The cost of a PIN's hash. Six digits are protected by the lock, not by the hash; a look-up takes a few milliseconds.
fn argon() -> Argon2<'static> {
    let params = Params::new(4_096, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, ArgonVersion::V0x13, params)
}

async fn hashed(pin: &str) -> Result<String, Failure> {
    let pin = pin.to_owned();
    let hash = machine::beside(move || {
        argon().hash_password(pin.as_bytes()).map(|hash| hash.to_string()).map_err(|error| error.to_string())
    });
    hash.await.map_err(|error| Failure::Other(error.to_string()))?.map_err(Failure::Other)
}

/// Returns the date on which a case was opened, in UTC.
pub fn opened_on(case: &Case) -> jiff::civil::Date {
    utc_date(case.opened)
}
