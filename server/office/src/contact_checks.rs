//! Contact data: that they were checked, and changes that are handed over to the bank's register. A code goes to the new address by the
//! outbox, and a word to the old one once it was read back.

use crate::asked::{Asked, ChangeError, day, staff, written};
use crate::interests::wording_hash;
use crate::versioned::{meant, stored_state};
use crate::visited::{Visited, named};
use jiff::ToSpan;
use queue::{CsrId, Day, Duration, Timestamp};
use records::case::{pin, untouched_on};
use records::contact_check::{
    CLIENT_MAX, CODE, CODE_FOR, RECORD, Refusal, State, Step, WORD, address, after, erase_on, expect_code, typed,
};
use records::{Feasts, Version, text};
use serde::{Deserialize, Serialize};
use store::contact_check::{self, ContactChange, ContactCheck};
use store::{Failure, MessageKey, OutboxMessage, ToDo, Transaction, message, to_do};

/// The kind of a change on the staff's list.
pub const KIND: &str = "contact_check";
/// For how long the message to the old address is of use.
const WORD_FOR: Duration = Duration::minutes(24 * 60);

/// Why a check or a change was not taken or made.
pub type ContactError = ChangeError<Refusal>;

/// A change of the address of a client.
#[derive(Debug, Clone, Serialize)]
pub struct NewChange {
    pub visited: Option<Visited>,
    pub language: String,
    /// By what the bank knows the client.
    pub client: String,
    /// The old address; empty where there was none.
    pub before: String,
    pub after: String,
    /// An identity document was looked at.
    pub seen: bool,
    pub consent: bool,
    /// The hash of the words that the client read.
    pub wording: String,
}

/// A check or a change that was taken or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: i64,
    pub state: String,
    pub version: u32,
    /// Whether the code that was read back is another one than was sent.
    pub wrong: bool,
}

fn row(asked: Asked<'_>, visited: Option<&Visited>, language: &str, state: State, owner: CsrId) -> ContactCheck {
    let (ticket, label) = named(visited, asked.today);
    ContactCheck {
        id: 0,
        branch: asked.branch.clone(),
        day: day(asked.today),
        ticket,
        label,
        language: language.to_owned(),
        wording: String::new(),
        state: state.as_str().to_owned(),
        owner,
        at: asked.now,
        code_until: asked.now,
        wrong: 0,
        erase_on: String::new(),
        version: 1,
    }
}

/// Notes that contact data were checked and are right. Nothing is kept but when this was and who did it.
pub async fn check(asked: Asked<'_>, visited: Option<&Visited>, owner: CsrId) -> Result<Kept, ContactError> {
    let row = row(asked, visited, "", State::Checked, owner);
    let keep = async |transaction: &mut Transaction<'_>| {
        let id = contact_check::put(transaction, &row, &staff(owner)).await?;
        Ok(Kept { id, state: row.state.clone(), version: 1, wrong: false })
    };
    asked.once(&("contact-check", visited), keep).await
}

/// Takes a change. `words` is the consent as it reads now, `mail` says whether this server can send a code.
pub async fn take(
    asked: Asked<'_>,
    new: &NewChange,
    words: &str,
    mail: bool,
    owner: CsrId,
    feasts: &Feasts,
) -> Result<Kept, ContactError> {
    let client = text(&new.client, CLIENT_MAX, true).map_err(|fault| ContactError::Text { field: "client", fault })?;
    let (before, after) = addresses(new, words, mail).map_err(ContactError::Refused)?;
    let row = ContactCheck {
        wording: new.wording.clone(),
        code_until: asked.now + CODE_FOR,
        erase_on: written(erase_on(asked.today)),
        ..row(asked, new.visited.as_ref(), &new.language, State::Changed, owner)
    };
    let addresses = ContactChange { client, before, after, code: pin(u64::from_le_bytes(machine::random())) };
    let wish = ("contact-change", new);
    let keep = async |transaction: &mut Transaction<'_>| {
        let id = contact_check::put(transaction, &row, &staff(owner)).await?;
        contact_check::put_addresses(&mut *transaction, asked.branch, id, &addresses, &row.erase_on).await?;
        send(transaction, asked, id, 1, CODE, row.code_until).await?;
        let item = ToDo {
            kind: KIND.to_owned(),
            record: id,
            label: row.label.clone(),
            detail: String::new(),
            due: written(untouched_on(asked.today, feasts)),
            shown_from: written(asked.today),
            half_on: None,
            urgent_on: None,
            assigned: Some(owner),
            since: asked.now,
        };
        to_do::put(&mut *transaction, asked.branch, &item).await?;
        Ok(Kept { id, state: row.state.clone(), version: 1, wrong: false })
    };
    asked.once(&wish, keep).await
}

/// The old and the new address, where a change may be taken.
fn addresses(new: &NewChange, words: &str, mail: bool) -> Result<(String, String), Refusal> {
    if !mail {
        return Err(Refusal::NoMail);
    }
    if !new.seen {
        return Err(Refusal::NotSeen);
    }
    let (before, after) = (address(&new.before)?, address(&new.after)?);
    if after.is_empty() {
        return Err(Refusal::NoAddress);
    }
    if after.eq_ignore_ascii_case(&before) {
        return Err(Refusal::SameAddress);
    }
    if !new.consent {
        return Err(Refusal::NoConsent);
    }
    if new.wording == wording_hash(words) { Ok((before, after)) } else { Err(Refusal::OtherWords) }
}

/// Makes a step of a change: another code is sent, the code was read back, or the register has the address.
pub async fn advance(asked: Asked<'_>, id: i64, seen: Version, who: CsrId, step: &Step) -> Result<Kept, ContactError> {
    let wish = ("contact-change", id, seen, step);
    asked.once(&wish, async |transaction| made(asked, id, seen, who, step, transaction).await).await
}

async fn made(
    asked: Asked<'_>,
    id: i64,
    seen: Version,
    who: CsrId,
    step: &Step,
    transaction: &mut Transaction<'_>,
) -> Result<Kept, ContactError> {
    let before = meant(contact_check::by_id(&mut *transaction, asked.branch, id).await?, seen)?;
    let next = after(state(&before)?, step).map_err(ContactError::Refused)?;
    let mut row = ContactCheck { state: next.as_str().to_owned(), ..before.clone() };
    let version = seen.next().0;
    let kept = contact_check::addresses(&mut *transaction, id).await?.unwrap_or_default();
    match step {
        Step::NewCode => {
            row.code_until = asked.now + CODE_FOR;
            row.wrong = 0;
            contact_check::set_code(&mut *transaction, id, &pin(u64::from_le_bytes(machine::random()))).await?;
            send(transaction, asked, id, version, CODE, row.code_until).await?;
        }
        Step::Confirmed { code } => {
            expect_code(before.code_until, before.wrong, asked.now).map_err(ContactError::Refused)?;
            if kept.code.is_empty() || typed(code) != kept.code {
                // It is counted, so it is an answer and no refusal: a refusal would undo the count.
                contact_check::count_wrong(&mut *transaction, id).await?;
                return Ok(Kept { id, state: before.state, version: before.version, wrong: true });
            }
            contact_check::set_code(&mut *transaction, id, "").await?;
            if !kept.before.is_empty() {
                send(transaction, asked, id, version, WORD, asked.now + WORD_FOR).await?;
            }
        }
        Step::Delivered if kept.before.is_empty() => contact_check::erase_addresses(&mut *transaction, id).await?,
        Step::Delivered => {
            let tomorrow = written(asked.today.saturating_add(1.day()));
            contact_check::keep_word_alone(&mut *transaction, id, &tomorrow).await?;
        }
    }
    seen.made(contact_check::change(transaction, &before, &row, asked.now, &staff(who)).await?)?;
    if next == State::Delivered {
        to_do::remove(&mut *transaction, asked.branch, KIND, id).await?;
    }
    Ok(Kept { id, state: row.state, version, wrong: false })
}

/// Puts a message into the outbox.
async fn send(
    transaction: &mut Transaction<'_>,
    asked: Asked<'_>,
    id: i64,
    version: u32,
    kind: &str,
    last: Timestamp,
) -> Result<(), Failure> {
    let (record, channel) = (format!("{RECORD}{id}"), "mail".to_owned());
    let key = MessageKey { record, version, kind: kind.to_owned(), channel };
    let waiting = OutboxMessage { key, branch: asked.branch.clone(), due: asked.now, last, tries: 0 };
    message::put(&mut *transaction, &waiting, asked.now).await
}

/// Returns the state that was stored.
pub fn state(check: &ContactCheck) -> Result<State, Failure> {
    stored_state(&check.state, State::parse)
}

/// Ends the changes that were not delivered in time, and erases the addresses whose day has come. Returns how many changes had some.
pub(crate) async fn let_go(transaction: &mut Transaction<'_>, over: &Day, now: Timestamp) -> Result<u64, Failure> {
    for state in [State::Changed, State::Confirmed] {
        for before in contact_check::ending(&mut *transaction, state.as_str(), over).await? {
            let row = ContactCheck { state: State::Gone.as_str().to_owned(), ..before.clone() };
            if contact_check::change(transaction, &before, &row, now, "server").await? {
                to_do::remove(&mut *transaction, &before.branch, KIND, before.id).await?;
            }
        }
    }
    contact_check::erase_until(&mut *transaction, over).await
}
